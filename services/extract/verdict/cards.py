"""Cards: boxes of one kind, each of which leads to another page that it tells of."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice, takewhile

from lxml.html import HtmlElement

from services.extract.body.body import Body
from services.extract.body.segments import Segment
from services.extract.body.templates import template_of
from services.extract.boosted import Features
from services.extract.markup.document import Document
from services.extract.markup.query import holds
from services.extract.verdict.card_targets import CARD_DEPTH, Targets, card_targets
from services.extract.verdict.headline import is_price

_CARD_TAGS = frozenset(["h2", "h3", "h4", "div", "p", "li"])
_SHELF_DEPTH = 6
"""Boxes that are looked at around a price, its own among them."""
_CARD_CHARS_MAX = 1_000
"""A longer text below a linked headline is not a teaser: a part of an article about many things."""


def count_cards(links: Iterable[Segment]) -> float:
    """Count the boxes of the commonest template that hold a heading or a link and a little text."""
    counts = Counter(each.templates for each in links if each.element.tag in _CARD_TAGS)
    return float(max(counts.values(), default=0))


def count_priced(page: Iterable[Segment]) -> float:
    """Count the boxes of the commonest template that hold a price and a link: goods on a shelf."""
    has_link = cache(lambda box: holds(box, "a"))
    boxes: set[HtmlElement] = set()
    for line in filter(is_price, page):
        around = line.path[: -_SHELF_DEPTH - 1 : -1]
        boxes.update(islice(around if line.link_chars else filter(has_link, around), 1))
    return float(max(Counter(map(template_of, boxes)).values(), default=0))


def read_cards(document: Document, body: Body) -> Features:
    """Measure how much of the body stands in boxes that lead to one other page each.

    Of a body without a place on the page, how much stands in such boxes at all. A body that is
    only a few of the boxes is as much a list as one that is all of them.
    """
    lines = body.segments or body.outline.segments
    near = {box for each in lines for box in each.path[-CARD_DEPTH - 1 :]}
    targets = card_targets(document, body, near)
    sizes: Counter[HtmlElement] = Counter()
    for segment in lines:
        card = _card(segment, targets)
        if card is not None:
            sizes[card] += len(segment.text)
    cards = {card: chars for card, chars in sizes.items() if chars <= _CARD_CHARS_MAX}
    alike = {box for card in cards for box in _alike(card)}
    led_to = {address for box in alike if _is_card(box, targets) for address in targets[box]}
    total = max(1, sum(map(len, body.lines)))
    return {"card_share": sum(cards.values()) / total, "card_boxes": float(len(led_to))}


def _card(line: Segment, targets: Targets) -> HtmlElement | None:
    """Return the outermost box around a line that leads to one page; none that has the title."""
    near = [box for box in line.path[: -CARD_DEPTH - 1 : -1] if box in targets]
    card = next(reversed(list(takewhile(lambda box: _is_card(box, targets), near))), None)
    return None if card is None or holds(card, "h1") else card


def _is_card(box: HtmlElement, targets: Targets) -> bool:
    """Return whether a box leads to one page, or is a row of cells that lead to one each."""
    most = len(box.findall("td")) if box.tag == "tr" else 1
    return 0 < len(targets.get(box, ())) <= max(1, most)


def _alike(card: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the boxes of a card's template that stand beside it, itself among them."""
    beside = (card, *card.itersiblings(card.tag), *card.itersiblings(card.tag, preceding=True))
    kind = template_of(card)
    return (each for each in beside if template_of(each) == kind)
