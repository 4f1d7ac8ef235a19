"""What belongs to the article although the pass left it out: paragraphs, headings, lists."""

import re
from collections import Counter
from itertools import islice, takewhile

from services.extract.body.refine.appeals.promotions import is_promotion
from services.extract.body.refine.lead import heading_before
from services.extract.body.refine.series import leads_out, linked_headings
from services.extract.body.segments import Segment, addresses_of
from services.extract.body.selection import PART_HEADINGS, Selection, word_count
from services.extract.body.sentence_ends import SENTENCE_ENDS
from services.extract.body.templates import Template, template_of
from services.extract.markup.measure import measure
from services.extract.markup.query import holds

_TEMPLATE_SHARE = 0.25
"""From this share of the text on, where it stands is the article's template."""
_SIBLING_WORDS_MIN = 8
_SIBLING_LINK_SHARE_MAX = 0.5
_ANNOUNCING_CHARS = 30
"""A shorter line is a label, if it is bold or the links below it stay within the site."""
_LISTED_MAX = 15
_SUBHEADINGS = PART_HEADINGS | {"button"}
_AROUND_BUTTONS = PART_HEADINGS | {"dt"}
_BEFORE_MAX = 3
"""Lines that may stand between such a heading and the text: a time, a name."""
_QUESTION_CHARS = 12
"""Shorter words on a button in a heading are the label of a tab."""
_LAST_LINES_MAX = 3
_FIGURE = re.compile(r"\d")
_RUN_MIN = 3
"""Paragraphs of one parent that make a text of which the next ones are part."""


def add_siblings(selection: Selection) -> Selection:
    """Take the paragraphs that stand in the same template as much of the chosen text."""
    masses: Counter[tuple[Template, ...]] = Counter()
    for segment in selection.segments:
        masses[segment.templates] += len(segment.text)
    limit = _TEMPLATE_SHARE * selection.chars
    templates = {each for each, chars in masses.items() if chars >= limit}
    return selection.with_more(
        number
        for number, segment in enumerate(selection.page)
        if number not in selection.numbers
        and selection.page.tags[number] == "p"
        and not segment.hidden
        and segment.link_chars < _SIBLING_LINK_SHARE_MAX * len(segment.text)
        and segment.templates in templates
        and word_count(segment) >= _SIBLING_WORDS_MIN
        and segment.key not in selection.keys
    )


def add_link_lists(selection: Selection) -> Selection:
    """Take a list of links that a sentence of the text announces and the text goes on after.

    The sentence may have been left out with its list; it stands where a paragraph of the text does.
    """
    more: list[int] = []
    for number in range(selection.first, selection.last):
        if selection.page[number].text.endswith((":", "：")) and _announces(selection, number):
            items = _items_below(selection, number)
            if 2 <= len(items) <= _LISTED_MAX:
                more.extend((number, *items))
    return selection.with_more(more)


def _items_below(selection: Selection, number: int) -> list[int]:
    """Return the items of one list that stand right below a line, and above the text's last one."""
    page, below = selection.page, number + 1
    return list(
        takewhile(
            lambda n: page[n].element.tag == "li" and page[n].is_beside(page[below]),
            range(below, selection.last),
        )
    )


def _announces(selection: Selection, number: int) -> bool:
    """Return whether a line that ends in a colon is of the text, or set as the line before is."""
    segment, following = selection.page[number : number + 2]
    if measure(segment.text) < _ANNOUNCING_CHARS and (
        holds(segment.element, "b", "strong") or is_promotion(segment) or not leads_out(following)
    ):
        return False
    if number in selection.numbers:
        return True
    before = selection.page[number - 1]
    return (
        number - 1 in selection.numbers
        and segment.is_beside(before)
        and segment.element.tag == "p"
        and segment.is_plain
        and not is_promotion(segment)
    )


def add_headings(selection: Selection, titles: frozenset[str]) -> Selection:
    """Take the heading that stands before a chosen paragraph in one box, between two of them."""
    page = selection.page
    heading = heading_before(page, selection.first, titles)
    title = None if heading is None else page[heading].key
    series = linked_headings(selection)
    return selection.with_more(
        number
        for number in range(selection.first, selection.last)
        if number not in selection.numbers
        and _is_subheading(page[number], title, titles)
        and number + 1 in selection.numbers
        and _heads(page[number], page[number + 1])
        and (page[number].has_few_links or number in series or _links_here(page[number]))
        and not page[number].hidden
    )


def _links_here(segment: Segment) -> bool:
    """Return whether a heading links to nothing but its own place on the page."""
    return all(address.startswith("#") for address in addresses_of(segment))


def _is_subheading(segment: Segment, title: str | None, titles: frozenset[str]) -> bool:
    """Return whether a line heads a part; some editors set all headings below the title as `h1`."""
    if segment.element.tag == "h1":
        return title is not None and segment.key != title
    return segment.element.tag in _SUBHEADINGS and segment.key not in titles


def add_first_heading(selection: Selection) -> Selection:
    """Take the heading of the first part, where a heading set like it heads a later one.

    Of several boxes alike, as the entries of a live ticker; or right above the first paragraph.
    """
    page, first = selection.page, selection.first
    heads = [n for n in selection.numbers if page[n].element.tag in _SUBHEADINGS]
    found = (
        number
        for number in range(first - 1, max(-1, first - 1 - _BEFORE_MAX), -1)
        if page[number].element.tag in _SUBHEADINGS
        and not page[number].hidden
        and page[number].has_few_links
        and any(
            _stand_alike(page[number], page[first], page[head])
            or (number == first - 1 and _are_parts(page[number], page[first], page[head]))
            for head in heads
        )
    )
    return selection.with_more(islice(found, 1))


def add_last_lines(selection: Selection) -> Selection:
    """Take the short paragraphs right behind the text, set as its own: a result, a price.

    Of the same parent and template as the last of the text, without links, and with a figure:
    those without one are mostly who wrote it, or took the picture.
    """
    if not selection.numbers:
        return selection
    page, last = selection.page, selection.last
    own = page[last]
    if own.element.tag != "p":
        return selection
    behind = takewhile(
        lambda number: _continues(page[number], own),
        range(last + 1, min(len(page), last + 1 + _LAST_LINES_MAX)),
    )
    lines = [
        n for n in behind if _FIGURE.search(page[n].text) and page[n].key not in selection.keys
    ]
    return selection.with_more(lines) if lines and _is_run(selection, own) else selection


def _is_run(selection: Selection, own: Segment) -> bool:
    """Return whether enough of the text is set as its last paragraph is."""
    alike = (segment for segment in selection.segments if _continues(segment, own))
    return len(list(islice(alike, _RUN_MIN))) == _RUN_MIN


def _continues(segment: Segment, own: Segment) -> bool:
    """Return whether a paragraph without a link has the same parent and class as another."""
    return (
        segment.element.getparent() is own.element.getparent()
        and segment.templates[0] == own.templates[0]
        and segment.is_plain
        and not is_promotion(segment)
    )


def _stand_alike(heading: Segment, text: Segment, other: Segment) -> bool:
    """Return whether heading and text stand in one box, and the other heading in a box like it."""
    if heading.element.tag != other.element.tag:
        return False
    for own, its, boxed in zip(heading.path, other.path, text.path, strict=False):
        if own is not its:
            return boxed is own and template_of(own) == template_of(its)
    return False


def _are_parts(heading: Segment, text: Segment, other: Segment) -> bool:
    """Return whether two headings of one kind and no sentence stand in the box of the text."""
    return (
        heading.templates == other.templates
        and heading.is_beside(other)
        and heading.is_beside(text)
        and not heading.text.endswith(SENTENCE_ENDS)
    )


def _heads(heading: Segment, first: Segment) -> bool:
    """Return whether both stand in one box, or each in one of its own, all of these alike.

    A button's box also holds the panel that it opens.
    """
    if heading.element.tag != "button":
        return heading.is_beside(first) or _are_boxed_alike(heading, first)
    box = heading.path[:-1]
    if box[-1].tag in _AROUND_BUTTONS and measure(heading.text) >= _QUESTION_CHARS:
        box = box[:-1]
    return box == first.path[: len(box)]


def _are_boxed_alike(heading: Segment, first: Segment) -> bool:
    """Return whether both are set in boxes of one template, as a content system's elements are."""
    around = heading.templates[1:]
    is_named = any(classes for _, classes in around)
    return is_named and around == first.templates[1:] and len(heading.path) == len(first.path)
