"""The further `article` elements of an endless page, each of another story."""

from collections.abc import Collection, Sequence

from lxml.html import HtmlElement

from services.extract.body.refine.below.story_marks import (
    is_headline,
    is_named_another,
    is_numbered_like,
    unless_short,
)
from services.extract.body.segments import Segment
from services.extract.body.selection import Selection
from services.extract.body.templates import template_of


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
    return unless_short(selection.without(outside), selection)


def _is_part(article: HtmlElement, heads: list[Segment], main: HtmlElement) -> bool:
    """Return whether a section is marked up as an `article`: its headings lead nowhere."""
    return not (
        is_named_another(article)
        or is_numbered_like(article.getparent(), main.getparent())
        or template_of(article) == template_of(main)
        or any(head.element.tag == "h1" or head.is_mostly_link for head in heads)
    )


def _is_foreign(
    segment: Segment,
    main: HtmlElement,
    others: set[HtmlElement],
    parts: set[HtmlElement],
    headed: Collection[HtmlElement],
) -> bool:
    articles = [element for element in segment.path if element.tag == "article"]
    if not (articles and parts.isdisjoint(articles)) or _goes_on(articles[-1], main, headed):
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
    for heading in filter(is_headline, page):
        for element in filter(articles.__contains__, heading.path):
            found.setdefault(element, []).append(heading)
    return found
