"""Where the boxes of a page lead: to the other pages of the site that each speaks of."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from functools import cache, partial
from itertools import chain, islice
from urllib.parse import SplitResult, urljoin, urlsplit

from lxml.html import HtmlElement

from services.extract.body.body import Body
from services.extract.body.segments import Segment
from services.extract.markup.document import Document
from services.extract.markup.measure import HEADLINE_MIN, measure
from services.extract.markup.query import holds, text_of

CARD_DEPTH = 7
"""Boxes that are looked at around a line, the one that holds it among them."""
_DAY_BEFORE = re.compile(r"(?=.*\d).{0,40}[^:\s]\s*")
"""A day, an hour, and the rubric beside them; behind a colon the text of a chronicle goes on."""
_HEADINGS = frozenset(["h2", "h3", "h4"])
_LABELLED_MIN = 4
"""Pages that one and the same word leads to, for it to be `Read on` below each headline."""
_LINE_LINKS_MAX = 10
_LINKS_MAX = 2_000
_NAMES = ("aria-label", "title")
_DATA = ("data-href", "data-url", "data-link")
_GO = re.compile(r"""location(?:\.href)?\s*=\s*["']([^"']{1,500})""")

Targets = dict[HtmlElement, set[str]]
Place = tuple[Iterable[HtmlElement], str]
"""A link: the boxes around it, and where it leads."""


def card_targets(document: Document, body: Body, boxes: Set[HtmlElement]) -> Targets:
    """Give for these boxes, and those within them, where their headlines lead: to other pages.

    A headline is linked itself, or its box is: by a link without words that covers it, by a
    program, or by a word that stands in other boxes, too: `Read on`. Such words also close the
    items of an article about several things, which begins with words of its own.
    """
    linked = (each for each in body.outline.segments if each.link_chars)
    lines = [each for each in linked if not boxes.isdisjoint(each.path[-CARD_DEPTH:])]
    links = document.of_tag("a")[:_LINKS_MAX]
    targets = _targets(chain(_headlines(lines), _covers(links), _programs(boxes)), document.url)
    labelled = _targets(_labels(lines), document.url)
    first = body.segments[0].path[-CARD_DEPTH:] if body.segments else ()
    if any(len(labelled[box]) == 1 for box in first if box in labelled):
        for box, addresses in labelled.items():
            targets[box] |= addresses
    return targets


def _targets(places: Iterable[Place], url: str) -> Targets:
    """Gather where each box leads, but for the page itself and other sites."""
    targets: Targets = defaultdict(set)
    other_page = cache(partial(_other_page, own=urlsplit(url), url=url))
    for boxes, link in places:
        address = other_page(link)
        if address:
            for box in boxes:
                targets[box].add(address)
    return targets


def _headlines(lines: Iterable[Segment]) -> Iterator[Place]:
    """Yield the lines that are linked headlines; that of a `dt` is of the `dd` behind it, too."""
    for line in lines:
        address = _headline_address(line)
        if address:
            yield line.path[-CARD_DEPTH:], address
            told = line.element.getnext() if line.element.tag == "dt" else None
            if told is not None:
                yield [told], address


def _headline_address(line: Segment) -> str:
    """Return where the headline of a line leads; empty where there is none.

    The headline is the line itself, or the link with which it begins, be it behind a day or an
    hour: `Title (day) summary`, `day title summary`.
    """
    is_heading = line.is_mostly_link and line.element.tag in _HEADINGS
    if not is_heading and line.link_chars < HEADLINE_MIN and line.text.isascii():
        return ""
    link, title = _link_of(line)
    if link is None:
        return ""
    before = line.text.partition(title)[0]
    is_first = line.is_mostly_link or not before or _DAY_BEFORE.fullmatch(before) is not None
    is_headline = is_heading or (is_first and measure(title) >= HEADLINE_MIN)
    return _address(link) if is_headline else ""


def _link_of(line: Segment) -> tuple[HtmlElement | None, str]:
    """Return the first link with words of a line, or the one around it, and its words."""
    for link in islice(line.element.iter("a"), _LINE_LINKS_MAX):
        words = " ".join(text_of(link).split())
        if words and words in line.text:
            return link, words
    return next(line.element.iterancestors("a"), None), line.text


def _labels(lines: Iterable[Segment]) -> Iterator[Place]:
    """Yield the links of few words, each a line of its own, that lead to several pages."""
    found: dict[str, list[Segment]] = defaultdict(list)
    for line in lines:
        if line.is_all_link and measure(line.text) < HEADLINE_MIN:
            found[line.text].append(line)
    for alike in found.values():
        if len(alike) >= _LABELLED_MIN:
            places = {_address(_link_of(line)[0]): line.path[-CARD_DEPTH:] for line in alike}
            if len(places) >= _LABELLED_MIN:
                yield from ((boxes, address) for address, boxes in places.items())


def _covers(links: list[HtmlElement]) -> Iterator[Place]:
    """Yield the links that show nothing, and say where they lead to those who cannot see."""
    for link in links:
        if (link.text or "").strip():
            continue
        names = filter(None, map(link.get, _NAMES))
        is_named = any(measure(each) >= HEADLINE_MIN for each in names)
        if is_named and not text_of(link).strip() and not holds(link, "img", "picture"):
            yield _boxes(link), _address(link)


def _boxes(link: HtmlElement) -> Iterable[HtmlElement]:
    """Give the elements around a link: a card's, and one for a button's."""
    return islice(link.iterancestors(), CARD_DEPTH + 1)


def _programs(boxes: Iterable[HtmlElement]) -> Iterator[Place]:
    """Yield the boxes that a program makes a link, and those beside them."""
    around = {box.getparent() for box in boxes if _program_address(box)}
    for each in chain.from_iterable(filter(lambda box: box is not None, around)):
        yield [each], _program_address(each)


def _program_address(box: HtmlElement) -> str:
    on_click = box.get("onclick")
    go = _GO.search(on_click) if on_click else None
    return go[1] if go else next(filter(None, map(box.get, _DATA)), "")


def _address(link: HtmlElement | None) -> str:
    return link.get("href") or "" if link is not None else ""


def _other_page(link: str, own: SplitResult, url: str) -> str:
    """Return path and query of another page of the site; empty for any else.

    A page's own headline may lead to the page itself, without what its address ends with.
    """
    if not link or link.startswith("#"):
        return ""
    is_whole = link.startswith(("/", "http:", "https:"))
    try:
        address = urlsplit(link if is_whole else urljoin(url, link))
    except ValueError:
        return ""
    is_own = address.path == own.path and address.query in ("", own.query)
    is_abroad = address.netloc.lower() not in ("", own.netloc)
    return "" if is_own or is_abroad else f"{address.path}?{address.query}"
