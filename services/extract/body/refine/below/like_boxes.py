"""What follows the article on an endless page: other stories, each in a box like its own."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from services.extract.body.refine.datelines import is_dated, is_day
from services.extract.body.refine.lead import page_heading
from services.extract.body.segments import Segment
from services.extract.body.selection import HEADINGS, Page, Selection
from services.extract.body.sentence_ends import SENTENCE_ENDS
from services.extract.body.templates import template_of
from services.extract.markup.measure import measure_all
from services.extract.markup.query import bounded_names

_ARTICLE_CHARS_MIN = 150
"""In letters of an alphabet."""
_STORY_HEADINGS = ("h1", "h2", "h3")
IDENTITIES = (
    "data-id", "data-url", "data-href", "data-permalink", "data-post-id", "data-article-id",
    "data-story-id", "data-postid", "data-articleid", "data-slug", "itemid",
    "data-article-url", "data-post-url", "data-story-url", "data-page-url", "data-canonical",
    "data-nid", "data-next-url", "data-artid",
)  # fmt: skip
_SIBLINGS_MAX = 50
_DIGITS = re.compile(r"\d+")
_KICKER_CHARS_MAX = 30
_PROSE = HEADINGS | {"p", "li", "blockquote"}
_OTHER = re.compile(
    r"(?<!\S)(?:next|(?:read|up|auto)[-_]?next|next[-_]?(?:article|story|post|news)\S*"
    r"|infinite(?:[-_]?(?:item|article|story|post|\d)\S*)?|another[-_]?(?:article|story|post|news)\S*"
    r"|ajax[-_]?loaded|\S{1,40}[-_]next)(?!\S)",
    re.IGNORECASE,
)
"""Classes of what holds the next story; ids are often made of a heading, `what-happens-next`."""
_OTHER_ID = re.compile(r"(?:infinite|next)[-_]?(?:article|item|post|story)?[-_]?\d+", re.IGNORECASE)
"""Ids of the same, numbered."""
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
        if selection.chars_in(own) >= _ARTICLE_CHARS_MIN
        for each in islice(own.itersiblings(own.tag), _SIBLINGS_MAX)
        if template_of(each) == template_of(own)
    }
    others = {each for each in alike if each in heads}
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
    kept = selection.without(selection.inside(others))
    return kept if _is_a_text(kept) else selection


def _is_a_text(selection: Selection) -> bool:
    return measure_all(each.text for each in selection.segments) >= _ARTICLE_CHARS_MIN


def _main_heading(selection: Selection, titles: frozenset[str]) -> Segment | None:
    number = page_heading(selection, titles)
    if number is not None:
        return selection.page[number]
    named = [each for each in selection.page if each.key in titles]
    return next(filter(_is_heading, named), None) or next(iter(named), None)


def _named_as_others(selection: Selection, main: Segment) -> set[HtmlElement]:
    """Return the boxes named for other stories; none where the article is built of them."""
    named = {
        element
        for element in selection.blocks
        if element.tag in _BOXES and _is_other(element) and element not in main.path
    }
    if len(named) <= _FEW_OTHERS:
        return named
    chars = selection.chars_of(selection.inside(named))
    return named if chars < _OTHER_SHARE_MAX * selection.chars else set()


def _is_other(element: HtmlElement) -> bool:
    """Return whether a box is named for another story."""
    return _names_another(*bounded_names(element))


@lru_cache(maxsize=20_000)
def _names_another(classes: str, name: str) -> bool:
    return bool(_OTHER.search(classes) or _OTHER_ID.fullmatch(name))


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
    if not _is_heading(main):
        heads.update(n for n, each in enumerate(page) if each.templates[0] == main.templates[0])
    for number in sorted(heads):
        if page[number].key != main.key:
            start = with_kicker(page, number)
            before = page[start - 1].path if start else ()
            firsts.update(dict.fromkeys(set(page[number].path).difference(before), number))
    return firsts


def with_kicker(page: Sequence[Segment], heading: int) -> int:
    """Return the number of the short line above a heading in its box, or the heading's own."""
    above = page[heading - 1] if heading else None
    box = page[heading].element.getparent()
    is_kicker = (
        above is not None
        and len(above.text) <= _KICKER_CHARS_MAX
        and above.element.tag not in _PROSE
        and (above.element is box or above.element.getparent() is box)
    )
    return heading - 1 if is_kicker else heading


def _is_a_story(
    element: HtmlElement, own: HtmlElement, main: Segment, first: int, page: Sequence[Segment]
) -> bool:
    """Return whether a box names its story: by address, number or item, linked heading, date."""
    for name in IDENTITIES:
        if element.get(name) and element.get(name) != own.get(name):
            return True
    if _NUMBERED.search(element.get("id") or "") and _is_numbered_like(element, own):
        return True
    heading = page[first]
    is_item = element.tag == "li" or "article" in (element.get("itemtype") or "").lower()
    return (
        is_item
        or heading.is_mostly_link
        or (is_dated(page, first) and is_dated(page, page.index(main)))
    )


def _is_numbered_story(element: HtmlElement, own: HtmlElement, selection: Selection) -> bool:
    """Return whether a box of a story's length has another number and a line like a headline.

    The headline is no heading: it is a link, or stands above a day.
    """
    if selection.chars_in(element) < _ARTICLE_CHARS_MIN:
        return False
    if not _has_other_number(element, own):
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
    return named is not None and _is_numbered_like(element, own)


def _is_title_like(element: HtmlElement, title: HtmlElement) -> bool:
    """Return whether a heading has the rank of the page's title, by its tag or how it is set."""
    if element.tag not in ("h1", "h2"):
        return False
    return element.tag == title.tag or "h1" in (element.get("class") or "").split()


def _is_heading(segment: Segment) -> bool:
    return segment.element.tag in ("h1", "h2")


def keep_first_article(selection: Selection, titles: frozenset[str]) -> Selection:
    """Leave out further articles of an endless page: those without the page's own heading."""
    articles = {e for e in selection.blocks if e.tag == "article"}
    if len(articles) < 2:
        return selection
    headed = _headings(selection.page, articles)
    own = [e for e, segments in headed.items() if any(s.key in titles for s in segments)]
    if not own:
        return selection
    main = next((e for e in own if any(s.element.tag == "h1" for s in headed[e])), own[0])
    parts = {e for e in headed if e is not main and _is_part(e, headed[e], main)}
    others = {e for e in headed if e is not main} - set(main.iterancestors("article")) - parts
    outside = {
        number
        for number in selection.numbers
        if _is_foreign(selection.page[number], main, others, parts, headed)
    }
    kept = selection.without(outside)
    return kept if _is_a_text(kept) else selection


def _is_part(article: HtmlElement, heads: list[Segment], main: HtmlElement) -> bool:
    """Return whether a section is marked up as an `article`: its headings lead nowhere."""
    if _is_other(article):
        return False
    if _is_numbered_like(article.getparent(), main.getparent()):
        return False
    return template_of(article) != template_of(main) and not any(
        head.element.tag == "h1" or head.is_mostly_link for head in heads
    )


def _is_numbered_like(one: HtmlElement | None, other: HtmlElement | None) -> bool:
    """Return whether two boxes have one name and different numbers: `article-1`, `article-2`."""
    if one is None or other is None or template_of(one) != template_of(other):
        return False
    ids = one.get("id") or "", other.get("id") or ""
    return ids[0] != ids[1] and _DIGITS.sub("0", ids[0]) == _DIGITS.sub("0", ids[1])


def _is_foreign(
    segment: Segment,
    main: HtmlElement,
    others: set[HtmlElement],
    parts: set[HtmlElement],
    headed: Collection[HtmlElement],
) -> bool:
    articles = [element for element in segment.path if element.tag == "article"]
    if not articles or not parts.isdisjoint(articles):
        return False
    if _goes_on(articles[-1], main, headed):
        return False
    return main not in articles or articles[-1] in others


def _goes_on(article: HtmlElement, main: HtmlElement, headed: Collection[HtmlElement]) -> bool:
    """Return whether an `article` beside the page's own is set like it and has no heading."""
    return (
        article not in headed
        and article.getparent() is main.getparent()
        and template_of(article) == template_of(main)
    )


def _headings(
    page: Sequence[Segment], articles: set[HtmlElement]
) -> dict[HtmlElement, list[Segment]]:
    found: dict[HtmlElement, list[Segment]] = {}
    for heading in filter(_is_heading, page):
        for element in filter(articles.__contains__, heading.path):
            found.setdefault(element, []).append(heading)
    return found
