"""Cards of other stories beside or below the text: a linked headline with the beginning of each."""

from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement

from services.extract.body.refine.below.headed_boxes import leads_on
from services.extract.body.refine.promotion_words import STORY_LABELS
from services.extract.body.segments import squeeze
from services.extract.body.selection import HEADINGS, Selection
from services.extract.body.templates import template_of

_CARDS_MIN = 3
_SHARE_MAX = 0.5
"""Of the text: where linked headlines have more below them, they are its parts."""
_LABELLED_SHARE_MAX = 0.25
_LABELS = frozenset(map(squeeze, STORY_LABELS))


def drop_cards(selection: Selection) -> Selection:
    """Leave out what several cards alike say, if the text does not go on between them."""
    page = selection.page
    heads = [n for n in range(len(page) - 1) if _is_linked_headline(selection, n)]
    if not heads:
        return selection
    selection = _without_labelled(selection, heads)
    boxes = dict(_cards(selection, heads))
    alike = Counter((box.getparent(), template_of(box)) for box in boxes.values())
    cards = {
        box for box in boxes.values() if alike[box.getparent(), template_of(box)] >= _CARDS_MIN
    }
    inside = selection.inside(cards) if cards else []
    if not inside or _goes_on_between(selection, inside):
        return selection
    return selection.without_few(inside, _SHARE_MAX)


def _is_linked_headline(selection: Selection, number: int) -> bool:
    segment = selection.page[number]
    return segment.element.tag in HEADINGS and segment.is_all_link and leads_on(segment.element)


def _cards(selection: Selection, heads: list[int]) -> Iterator[tuple[int, HtmlElement]]:
    """Yield the innermost box of each headline that opens with it and holds the line below it."""
    page = selection.page
    for number in heads:
        before, below = page[number - 1].path if number else (), page[number + 1].path
        box = next((each for each in reversed(page[number].path) if each in below), None)
        if box is not None and box not in before:
            yield number, box


def _without_labelled(selection: Selection, heads: list[int]) -> Selection:
    """Leave out a small box that opens with a label such as `Related stories` above a headline."""
    page, counts = selection.page, selection.chars_by_element
    boxes: set[HtmlElement] = set()
    for number in heads:
        label = page[number - 1]
        if not number or label.key not in _LABELS:
            continue
        box = next((each for each in reversed(label.path) if each in page[number].path), None)
        opens = box is not None and (number < 2 or box not in page[number - 2].path)
        if opens and counts[box] <= _LABELLED_SHARE_MAX * selection.chars:
            boxes.add(box)
    return selection.without(selection.inside(boxes)) if boxes else selection


def _goes_on_between(selection: Selection, inside: list[int]) -> bool:
    """Return whether a paragraph of the text stands between two of these lines."""
    own = selection.numbers.difference(inside)
    return any(
        min(inside) < number < max(inside) and selection.page[number].element.tag not in HEADINGS
        for number in own
    )
