"""What a pass has chosen and is no part of the article: rules that name their reason.

What each gained is in docs/extraction-quality.md.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, takewhile

from lxml.html import HtmlElement

from services.extract.body.refine.next_story import is_dated
from services.extract.body.segments import Segment
from services.extract.body.selection import (
    HEADINGS,
    Selection,
    frame_of,
    signature,
    template_of,
    word_count,
)

_CONTAINER = re.compile(
    r"\b(?:nav|dialog|promo|tags|(?:author|autore?|auteur)s?|vcard|bio(?:graphy)?|copyright|related|cta"
    r"|ad(?:v|s|vert\w*)?-?(?:box|slot|unit|label))\b|\bsabox"
    r"|fact-?box|info-?box|fakta|ai-?(article-?)?summary|<amedia-factbox>"
    r"|caption|<figure>|image-?(box|wrap|text|widget|credit|desc\w*)"
    r"|img-?(?:box|desc\w*|text)|photo-?(?:credit|desc\w*)|foto-?(?:text|info|desc)"
    r"|\blegende?\b|bild-?(?:text|unterschrift)|didascalia|pie-?(?:de-?)?foto|leyenda"
    r"|pull-?quote|<aside>|<nav>|breadcrumb|newsletter|disclaimer|audio|sign-?up|subscribe-"
    r"|tag-?list|visually-?hidden|sr-only|screen-?reader"
    r"|read-?(more|also)|most-?(read|popular)|cookie-?(banner|consent)"
    r"|about-?(the-?)?(author|writer)|writer-?(?:bio|info|box)|byline|dateline|republi(sh|cation)"
    r"|recommend|call-?to-?action|takeaways"
)
"""Names of what stands beside an article's text: boxes, captions, navigation, labels."""
_CONTAINER_SHARE_MAX = 0.65
"""A container that holds more of the text than this is the article, whatever its name."""
_STRUCTURE_SHARE = 0.5
"""Boxes of one name that hold more of the text together are how the article is built: a letter
of four sections, an interview in `dialog` items, a gallery in `figure` and `caption`."""
_PICTURE = re.compile("caption|figure|image|credit|img|photo|foto|legend|bild|didascalia|leyenda")
_GALLERY_MIN = 3
_HIDDEN_SHARE_MAX = 0.25
"""Of the text: where more is hidden, a script shows it at once, or a click."""
_STRAY_WORDS_MAX = 8
_FORM_SHARE_MAX = 0.2
_FIELDS_MAX = 60
_ADDRESS_FIELDS = frozenset(["email", "tel", "password"])
_URL = ("http://", "https://", "www.")
_FRAME_SHARE = 0.9
_ARTICLE_CHARS_MIN = 150
_STORY_HEADINGS = ("h1", "h2", "h3")
_IDENTITIES = (
    "data-id", "data-url", "data-href", "data-permalink", "data-post-id", "data-article-id",
    "data-story-id", "data-postid", "data-articleid", "data-slug", "itemid",
    "data-article-url", "data-post-url", "data-story-url", "data-page-url", "data-canonical",
    "data-nid", "data-next-url",
)  # fmt: skip
_SIBLINGS_MAX = 50
_DIGITS = re.compile(r"\d+")
_TITLE_CHARS_MIN = 20
_KICKER_CHARS_MAX = 30
_PROSE = HEADINGS | {"p", "li", "blockquote"}


def drop_titles(selection: Selection, titles: frozenset[str]) -> Selection:
    """Leave the page's title out: it is a field of its own."""
    return selection.without(
        number
        for number in selection.numbers
        if is_title(segment := selection.page[number], titles) or segment.element.tag == "h1"
    )


def is_title(segment: Segment, titles: frozenset[str]) -> bool:
    """Return whether a line is a title, also one that the head has with the site's name added."""
    key = segment.key
    return key in titles or (
        len(key) >= _TITLE_CHARS_MIN and any(title.startswith(key) for title in titles)
    )


def drop_hidden(selection: Selection) -> Selection:
    """Leave out what the page's markup hides, if it is not most of the page."""
    hidden = [number for number in selection.numbers if selection.page[number].hidden]
    chars = sum(len(selection.page[number].text) for number in hidden)
    return selection.without(hidden) if chars <= _HIDDEN_SHARE_MAX * selection.chars else selection


def drop_containers(selection: Selection) -> Selection:
    """Leave out what stands in a container of a telling name."""
    limit = _CONTAINER_SHARE_MAX * selection.chars
    named: dict[str, set[HtmlElement]] = {}
    for element in selection.chars_by_element:
        name = container_name(signature(element))
        if name and not (element.tag == "figure" and _is_quotation(element)):
            named.setdefault(name, set()).add(element)
    unwanted: set[int] = set()
    for name, elements in named.items():
        inside = _inside(selection, elements)
        chars = sum(len(selection.page[number].text) for number in inside)
        is_gallery = len(elements) >= _GALLERY_MIN or not _PICTURE.search(name)
        if chars < _STRUCTURE_SHARE * selection.chars or not is_gallery:
            unwanted.update(inside)
        elif len(elements) == 1 and chars < limit:
            unwanted.update(_strays(selection, inside))
    return selection.without(unwanted)


def _is_quotation(figure: HtmlElement) -> bool:
    """Return whether a figure holds no picture, but words (HTML standard, 4.4.12)."""
    return (
        figure.find(".//blockquote") is not None
        and next(figure.iter("img", "picture", "video", "iframe"), None) is None
    )


@lru_cache(maxsize=20_000)
def container_name(signed: str) -> str:
    """Return what in an element's signature tells a container, or nothing."""
    match = _CONTAINER.search(signed)
    return match[0] if match else ""


def address_fields(inputs: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return the fields for an address among the first of a page's `<input>` elements."""
    return [each for each in inputs[:_FIELDS_MAX] if each.get("type") in _ADDRESS_FIELDS]


def drop_forms(selection: Selection, fields: Sequence[HtmlElement]) -> Selection:
    """Leave out the words around a field for an address: an offer of letters, a login."""
    if not selection.numbers or not fields:
        return selection
    counts, limit = selection.chars_by_element, _FORM_SHARE_MAX * selection.chars
    forms: set[HtmlElement] = set()
    for field in fields:
        small = list(takewhile(lambda e: counts[e] <= limit, islice(field.iterancestors(), 20)))
        forms.update(element for element in small if counts[element])
    return selection.without(_inside(selection, forms)) if forms else selection


def drop_links(selection: Selection) -> Selection:
    """Leave out lines that are all link, unless the text is the link's own address."""
    return selection.without(
        number for number in selection.numbers if _is_link(selection.page[number])
    )


def drop_outliers(selection: Selection) -> Selection:
    """Leave out what stands outside of the smallest block that holds nine tenths of the text."""
    frame, _ = frame_of(selection, _FRAME_SHARE)
    return selection.without(
        number for number in selection.numbers if frame not in selection.page[number].path
    )


def drop_next_stories(selection: Selection, titles: frozenset[str]) -> Selection:
    """Leave out what follows the story in boxes like its own: each with a heading of its own."""
    headings = (s for s in selection.page if s.key in titles and _is_heading(s))
    main = next(headings, None) or next((s for s in selection.page if s.key in titles), None)
    if main is None:
        return selection
    heads = {
        element: segment
        for segment in selection.page
        if segment.key != main.key and _is_title_like(segment.element, main.element)
        for element in segment.path
    }
    alike = {
        each: own
        for own in main.path[1:]
        if selection.chars_by_element[own] >= _ARTICLE_CHARS_MIN
        for each in islice(own.itersiblings(own.tag), _SIBLINGS_MAX)
        if template_of(each) == template_of(own)
    }
    others = {each for each in alike if each in heads}
    if len(others) < len(alike):
        firsts = _first_headings(selection, main)
        others.update(
            each
            for each, own in alike.items()
            if each in firsts and _is_a_story(each, own, main, firsts[each], selection.page)
        )
    kept = selection.without(_inside(selection, others)) if others else selection
    return kept if kept.chars >= _ARTICLE_CHARS_MIN else selection


def _first_headings(selection: Selection, main: Segment) -> dict[HtmlElement, int]:
    """Return the elements that begin with a heading, or a line like the title, and its number."""
    firsts: dict[HtmlElement, int] = {}
    own = None if _is_heading(main) else template_of(main.element)
    for number, segment in enumerate(selection.page):
        alike = own is not None and template_of(segment.element) == own
        if (segment.element.tag in _STORY_HEADINGS or alike) and segment.key != main.key:
            start = _with_kicker(selection.page, number)
            before = selection.page[start - 1].path if start else ()
            begun = set(segment.path).difference(before)
            firsts.update((element, number) for element in begun)
    return firsts


def _with_kicker(page: Sequence[Segment], heading: int) -> int:
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
    for name in _IDENTITIES:
        if element.get(name) and element.get(name) != own.get(name):
            return True
    heading = page[first]
    is_item = element.tag == "li" or "article" in (element.get("itemtype") or "").lower()
    return (
        is_item
        or heading.is_mostly_link
        or (is_dated(page, first) and is_dated(page, page.index(main)))
    )


def _is_title_like(element: HtmlElement, title: HtmlElement) -> bool:
    """Return whether a heading has the rank of the page's title, by its tag or how it is set."""
    if element.tag not in ("h1", "h2"):
        return False
    return element.tag == title.tag or "h1" in (element.get("class") or "").split()


def _is_heading(segment: Segment) -> bool:
    return segment.element.tag in ("h1", "h2")


def keep_first_article(selection: Selection, titles: frozenset[str]) -> Selection:
    """Leave out further articles of an endless page: those without the page's own heading."""
    articles = {e for e in selection.chars_by_element if e.tag == "article"}
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
        if _is_foreign(selection.page[number], main, others, parts)
    }
    kept = selection.without(outside)
    return kept if kept.chars >= _ARTICLE_CHARS_MIN else selection


def _is_part(article: HtmlElement, heads: list[Segment], main: HtmlElement) -> bool:
    """Return whether a section is marked up as an `article`: its headings lead nowhere."""
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
    segment: Segment, main: HtmlElement, others: set[HtmlElement], parts: set[HtmlElement]
) -> bool:
    articles = [element for element in segment.path if element.tag == "article"]
    if not articles or not parts.isdisjoint(articles):
        return False
    return main not in articles or articles[-1] in others


def _headings(
    page: Sequence[Segment], articles: set[HtmlElement]
) -> dict[HtmlElement, list[Segment]]:
    found: dict[HtmlElement, list[Segment]] = {}
    for segment in page:
        if segment.element.tag in ("h1", "h2"):
            for element in segment.path:
                if element in articles:
                    found.setdefault(element, []).append(segment)
    return found


def _inside(selection: Selection, elements: set[HtmlElement]) -> list[int]:
    return [
        number
        for number in selection.numbers
        if not elements.isdisjoint(selection.page[number].path)
    ]


def _strays(selection: Selection, inside: list[int]) -> list[int]:
    """Return the short first line of a box that was left open: the rest is the article's."""
    first = selection.page[min(inside)]
    short = word_count(first) <= _STRAY_WORDS_MAX and first.element.tag not in HEADINGS
    return [min(inside)] if short else []


def _is_link(segment: Segment) -> bool:
    return segment.is_all_link and not segment.text.startswith(_URL)
