"""Cards: boxes of one kind, each with the linked headline of another page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from services.extract.body.body import Body
from services.extract.body.segments import Segment
from services.extract.boosted import Features
from services.extract.markup.measure import HEADLINE_MIN, measure
from services.extract.markup.query import text_of

_CARD_DEPTH = 4
_DAY_BEFORE = re.compile(r"(?=.*\d).{0,40}[^:\s]\s*")
"""A day, an hour, and the rubric beside them; behind a colon the text of a chronicle goes on."""
_CARD_HEADINGS = frozenset(["h2", "h3", "h4"])
_CARD_TAGS = frozenset(["h2", "h3", "h4", "div", "p", "li"])


def count_cards(links: Iterable[Segment]) -> float:
    """Count the boxes of the commonest template that hold a heading or a link and a little text."""
    counts = Counter(each.templates for each in links if each.element.tag in _CARD_TAGS)
    return float(max(counts.values(), default=0))


def read_cards(body: Body, host: str) -> Features:
    """Measure how much of the body stands in boxes that lead to one other page each.

    Of a body without a place on the page, how much stands in such boxes at all.
    """
    page = body.outline.segments
    lines = body.segments or page
    looked_at = {box for each in lines for box in each.path[-_CARD_DEPTH:]}
    targets: dict[HtmlElement, set[str]] = defaultdict(set)
    for segment in page:
        boxes = segment.path[-_CARD_DEPTH:]
        if not segment.link_chars or looked_at.isdisjoint(boxes):
            continue
        target = _headline_target(segment, host)
        if target:
            for box in boxes:
                targets[box].add(target)
    chars, led_to = 0, set()
    for segment in lines:
        near = segment.path[: -_CARD_DEPTH - 1 : -1]
        box = next((each for each in near if each in targets), None)
        if box is not None and len(targets[box]) == 1:
            chars += len(segment.text)
            led_to |= targets[box]
    total = max(1, sum(map(len, body.lines)))
    return {"card_share": chars / total, "card_boxes": float(len(led_to))}


def _headline_target(line: Segment, host: str) -> str:
    """Return the site's page that the headline of a line leads to; empty where there is none.

    The headline is the line itself, or the link with which it begins, be it behind a day or an
    hour: `Title (day) summary`, `day title summary`.
    """
    inside = next(line.element.iter("a"), None)
    link = inside if inside is not None else next(line.element.iterancestors("a"), None)
    address = link.get("href") or "" if link is not None else ""
    if not address or address.startswith("#") or not _is_at(address, host):
        return ""
    if line.is_mostly_link and line.element.tag in _CARD_HEADINGS:
        return address
    title = " ".join(text_of(inside).split()) if inside is not None else line.text
    before = line.text.partition(title or line.text)[0]
    is_headline = line.is_mostly_link or not before or _DAY_BEFORE.fullmatch(before) is not None
    return address if is_headline and measure(title) >= HEADLINE_MIN else ""


def _is_at(address: str, host: str) -> bool:
    if address.startswith((f"https://{host}/", "/")) and not address.startswith("//"):
        return True
    try:
        return (urlsplit(address).hostname or host) == host
    except ValueError:
        return False
