"""What follows the article on an endless page: other stories, each in a box like its own."""

import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from services.extract.body.refine.below.story_marks import (
    IDENTITIES,
    STORY_CHARS_MIN,
    is_headline,
    is_named_another,
    is_numbered_like,
    unless_short,
    with_kicker,
)
from services.extract.body.refine.datelines import is_dated, is_day
from services.extract.body.refine.lead import page_heading
from services.extract.body.segments import Segment
from services.extract.body.selection import Page, Selection
from services.extract.body.sentence_ends import SENTENCE_ENDS
from services.extract.body.templates import template_of

_STORY_HEADINGS = ("h1", "h2", "h3")
_SIBLINGS_MAX = 50
_BOXES = frozenset(["article", "aside", "div", "li", "section"])
_FEW_OTHERS = 2
_OTHER_SHARE_MAX = 0.5
"""Of the text: more boxes than these few that hold more are what the article is built of."""
_OPENING_LINES = 3
_HEADLINE_CHARS_MAX = 120
_NUMBERED = re.compile(r"(?:story|article|post|news)\D{0,20}\d|\d{3}", re.IGNORECASE)
"""An id made of a story's number; parts of one article have numbers of one or two figures."""


def drop_next_stories(selection: Selection, titles: frozenset[str]) -> Selection:
    """Leave out what follows the story in boxes like its own: each with a heading of its own."""
    main = _main_heading(selection, titles)
    if main is None:
        return selection
    page = selection.page
    heads = {
        element
        for number in page.headings
        if page[number].key != main.key and _is_title_like(page[number].element, main.element)
        for element in page[number].path
    }
    alike = {
        each: own
        for own in main.path[1:]
        if selection.chars_in(own) >= STORY_CHARS_MIN
        for each in islice(own.itersiblings(own.tag), _SIBLINGS_MAX)
        if template_of(each) == template_of(own)
    }
    others = heads.intersection(alike)
    others.update(each for each, own in alike.items() if _is_numbered_story(each, own, selection))
    named = _named_as_others(selection, main)
    if named or len(others) < len(alike):
        firsts = _first_headings(selection, main)
        looked_at = islice(named, _SIBLINGS_MAX)
        others.update(each for each in looked_at if _opens_with_a_heading(each, selection.page))
        others.update(
            each
            for each, own in alike.items()
            if each in firsts and _is_a_story(each, own, main, firsts[each], selection.page)
        )
    return unless_short(selection.without(selection.inside(others)), selection)


def _main_heading(selection: Selection, titles: frozenset[str]) -> Segment | None:
    number = page_heading(selection, titles)
    if number is not None:
        return selection.page[number]
    named = [each for each in selection.page if each.key in titles]
    return next(filter(is_headline, named), None) or next(iter(named), None)


def _named_as_others(selection: Selection, main: Segment) -> set[HtmlElement]:
    """Return the boxes named for other stories; none where the article is built of them."""
    named = {
        element
        for element in selection.blocks
        if element.tag in _BOXES and is_named_another(element) and element not in main.path
    }
    if len(named) <= _FEW_OTHERS:
        return named
    chars = selection.chars_of(selection.inside(named))
    return named if chars < _OTHER_SHARE_MAX * selection.chars else set()


def _opens_with_a_heading(box: HtmlElement, page: Page) -> bool:
    """Return whether a heading is among the first lines of a box: `Next` may stand above it.

    Or the box's first line is short and no sentence: a headline that is only set as one.
    """
    start, end = page.spans[box]
    inside = page[start:end][:_OPENING_LINES]
    if any(each.element.tag in _STORY_HEADINGS for each in inside):
        return True
    first = inside[0].text if inside else ""
    return len(first) <= _HEADLINE_CHARS_MAX and not first.endswith(SENTENCE_ENDS)


def _first_headings(selection: Selection, main: Segment) -> dict[HtmlElement, int]:
    """Return the elements that begin with a heading, or a line like the title, and its number."""
    firsts: dict[HtmlElement, int] = {}
    page = selection.page
    heads = {number for number, tag in page.headings.items() if tag in _STORY_HEADINGS}
    if not is_headline(main):
        heads.update(n for n, each in enumerate(page) if each.templates[0] == main.templates[0])
    for number in sorted(heads):
        if page[number].key != main.key:
            start = with_kicker(page, number)
            before = page[start - 1].path if start else ()
            firsts.update(dict.fromkeys(set(page[number].path).difference(before), number))
    return firsts


def _is_a_story(
    element: HtmlElement, own: HtmlElement, main: Segment, first: int, page: Sequence[Segment]
) -> bool:
    """Return whether a box names its story: by address, number or item, linked heading, date."""
    if any(element.get(name) not in (None, "", own.get(name)) for name in IDENTITIES):
        return True
    if _NUMBERED.search(element.get("id") or "") and is_numbered_like(element, own):
        return True
    heading = page[first]
    return (
        element.tag == "li"
        or "article" in (element.get("itemtype") or "").lower()
        or heading.is_mostly_link
        or (is_dated(page, first) and is_dated(page, page.index(main)))
    )


def _is_numbered_story(element: HtmlElement, own: HtmlElement, selection: Selection) -> bool:
    """Return whether a box of a story's length has another number and a line like a headline.

    The headline is no heading: it is a link, or stands above a day.
    """
    if selection.chars_in(element) < STORY_CHARS_MIN or not _has_other_number(element, own):
        return False
    page = selection.page
    first, _ = page.spans[element]
    return page[first].is_mostly_link or any(map(is_day, page[first + 1 : first + 2]))


def _has_other_number(element: HtmlElement, own: HtmlElement) -> bool:
    """Return whether two boxes are told apart by a number in an attribute for it, or their ids."""
    for name in IDENTITIES:
        ids = element.get(name) or "", own.get(name) or ""
        if ids[0] != ids[1] and ids[0].isdigit() and ids[1].isdigit():
            return True
    named = _NUMBERED.search(f"{element.get('class')} {element.get('id')}")
    return named is not None and is_numbered_like(element, own)


def _is_title_like(element: HtmlElement, title: HtmlElement) -> bool:
    """Return whether a heading has the rank of the page's title, by its tag or how it is set."""
    if element.tag not in ("h1", "h2"):
        return False
    return element.tag == title.tag or "h1" in (element.get("class") or "").split()
