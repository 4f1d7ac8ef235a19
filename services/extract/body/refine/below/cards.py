"""Cards of other stories beside or below the text: a linked headline with the beginning of each."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lxml.html import HtmlElement

from services.extract.body.refine.appeals.promotion_words import STORY_LABELS
from services.extract.body.refine.below.headed_boxes import leads_on
from services.extract.body.refine.lead import page_heading
from services.extract.body.segments import box_around, squeeze
from services.extract.body.selection import HEADINGS, Page, Selection
from services.extract.body.templates import template_of
from services.extract.markup.measure import HEADLINE_MIN, measure

_CARDS_MIN = 2
_SHARE_MAX = 0.5
"""Of the text: where linked headlines have more below them, they are its parts."""
_LABELLED_SHARE_MAX = 0.25
_LABEL_CHARS_MAX = 40
_BELOW_MAX = 2
"""Lines of a teaser below its headline."""
_TEASER_CHARS_MIN = 60
_BOXES = frozenset(["aside", "div", "li", "section", "ul"])
_LABELS = frozenset(map(squeeze, STORY_LABELS))


def drop_cards(selection: Selection, titles: frozenset[str]) -> Selection:
    """Leave out what several cards alike say, if the text does not go on between them."""
    page = selection.page
    linked = sorted({*page.links, *(n for n in page.headings if page[n].is_mostly_link)})
    heads = [n for n in linked if n + 1 < len(page) and _is_headline(page, n)]
    if not heads:
        return selection
    selection = _without_labelled(selection, heads)
    inside = selection.inside(_lists(selection, heads))
    if inside:
        return _without(selection, inside, titles)
    kinds = {box: (box.getparent(), template_of(box)) for box in _cards(page, heads)}
    alike = Counter(kinds.values())
    inside = selection.inside(box for box, kind in kinds.items() if alike[kind] >= _CARDS_MIN)
    if _goes_on_between(selection, inside):
        return selection
    return _without(selection, inside, titles)


def _without(selection: Selection, cards: list[int], titles: frozenset[str]) -> Selection:
    """Leave cards out: the lesser part of the text, or all outside of the story's `article`."""
    main = page_heading(selection, titles)
    around = selection.page[main].path if main is not None else ()
    story = next((each for each in reversed(around) if each.tag == "article"), None)
    is_beside = (
        story is not None
        and selection.chars_in(story) > 0
        and not any(story in selection.page[number].path for number in cards)
    )
    return selection.without_few(cards, 1.0 if is_beside else _SHARE_MAX)


def _is_headline(page: Page, number: int) -> bool:
    """Return whether a link leads to a story: a heading, or what has a teaser right below it."""
    line, below = page[number : number + 2]
    is_above_a_teaser = (
        not below.link_chars
        and measure(line.text) >= HEADLINE_MIN
        and measure(below.text) >= _TEASER_CHARS_MIN
    )
    return (is_above_a_teaser or number in page.headings) and leads_on(line.element)


def _cards(page: Page, heads: list[int]) -> Iterator[HtmlElement]:
    """Yield the innermost box of each headline that opens with it and holds the line below it."""
    for number in heads:
        before = page[number - 1].path if number else ()
        box = box_around(page[number], page[number + 1])
        if box is not None and box not in before:
            yield box


def _lists(selection: Selection, heads: list[int]) -> set[HtmlElement]:
    """Return the boxes of nothing but linked headlines, each with a line or two below it."""
    page = selection.page
    by_box: dict[HtmlElement, list[int]] = {}
    for number in heads:
        box = page[number].element.getparent()
        if box is not None and box.tag in _BOXES:
            by_box.setdefault(box, []).append(number)
    return {
        box
        for box, own in by_box.items()
        if len(own) >= _CARDS_MIN and _is_list(selection, box, own)
    }


def _is_list(selection: Selection, box: HtmlElement, heads: list[int]) -> bool:
    page = selection.page
    start, end = heads[0], heads[-1] + _BELOW_MAX + 1
    if any(later - one > _BELOW_MAX + 1 for one, later in pairwise(heads)):
        return False
    if any(box in each.path for each in page[end : end + 1]):
        return False
    above = (page[n] for n in selection.inside({box}) if n < start)
    return all(len(each.text) <= _LABEL_CHARS_MAX for each in above)


def _without_labelled(selection: Selection, heads: list[int]) -> Selection:
    """Leave out a small box that opens with a label such as `Related stories` above a headline."""
    page = selection.page
    boxes: set[HtmlElement] = set()
    for number in heads:
        label = page[number - 1]
        if not number or label.key not in _LABELS:
            continue
        box = box_around(label, page[number])
        opens = box is not None and (number < 2 or box not in page[number - 2].path)
        if opens and selection.chars_in(box) <= _LABELLED_SHARE_MAX * selection.chars:
            boxes.add(box)
    return selection.without(selection.inside(boxes))


def _goes_on_between(selection: Selection, inside: list[int]) -> bool:
    """Return whether a paragraph of the text stands between two of these lines."""
    lines = selection.between(inside[0], inside[-1]) if inside else []
    return any(selection.page.tags[n] not in HEADINGS for n in set(lines).difference(inside))
