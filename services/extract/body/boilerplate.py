"""What a pass has chosen and is no part of the article: rules that name their reason.

What each gained is in docs/extraction-quality.md.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from services.extract.body.segments import Segment
from services.extract.body.selection import Selection, signature

_CONTAINER = re.compile(
    r"fact-?box|info-?box|fakta|ai-?(article-?)?summary|<amedia-factbox>"
    r"|caption|<figure>|image-?(box|wrap|text|widget|credit)|img-?box|photo-?credit"
    r"|pull-?quote|<aside>|<nav>|\bnav\b|breadcrumb|newsletter|disclaimer|dialog|audio"
    r"|\btags\b|tag-?list|visually-?hidden|sr-only|screen-?reader"
    r"|read-?(more|also)|most-?(read|popular)|author-?(bio|box)|cookie-?(banner|consent)"
)
"""Names of what stands beside an article's text: boxes, captions, navigation, labels."""
_CONTAINER_SHARE_MAX = 0.65
"""A container that holds more of the text than this is the article, whatever its name."""
_LINK_SHARE = 0.8
"""A line that is all link leads elsewhere (thresholds from 0.65 to 0.9 do about as well)."""
_URL = ("http://", "https://", "www.")
_FRAME_SHARE = 0.9
_ARTICLE_CHARS_MIN = 250
_TITLE_CHARS_MIN = 20


def drop_titles(selection: Selection, titles: frozenset[str]) -> Selection:
    """Leave the page's title out: it is a field of its own."""
    return selection.without(
        number
        for number in selection.numbers
        if is_title(segment := selection.page[number], titles) or segment.element.tag == "h1"
    )


def is_title(segment: Segment, titles: frozenset[str]) -> bool:
    """Tell a title, also one that the head has with the site's name behind it."""
    key = segment.key
    return key in titles or (
        len(key) >= _TITLE_CHARS_MIN and any(title.startswith(key) for title in titles)
    )


def drop_containers(selection: Selection) -> Selection:
    """Leave out what stands in a container of a telling name."""
    limit = _CONTAINER_SHARE_MAX * selection.chars
    telling = {
        element
        for element, chars in selection.chars_by_element.items()
        if chars < limit and _CONTAINER.search(signature(element))
    }
    return selection.without(_inside(selection, telling))


def drop_links(selection: Selection) -> Selection:
    """Leave out lines that are all link, unless the text is the link's own address."""
    return selection.without(
        number for number in selection.numbers if _is_link(selection.page[number])
    )


def drop_outliers(selection: Selection) -> Selection:
    """Leave out what stands outside of the smallest block that holds nine tenths of the text."""
    counts = selection.chars_by_element
    limit = _FRAME_SHARE * selection.chars
    frame, frame_depth = selection.page[0].path[0], 0
    for segment in selection.segments:
        for depth, element in enumerate(segment.path):
            if depth > frame_depth and counts[element] >= limit:
                frame, frame_depth = element, depth
    return selection.without(
        number for number in selection.numbers if frame not in selection.page[number].path
    )


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
    others = {e for e in headed if e is not main} - set(main.iterancestors("article"))
    outside = {
        number for number in selection.numbers if _is_foreign(selection.page[number], main, others)
    }
    kept = selection.without(outside)
    return kept if kept.chars >= _ARTICLE_CHARS_MIN else selection


def _is_foreign(segment: Segment, main: HtmlElement, others: set[HtmlElement]) -> bool:
    articles = [element for element in segment.path if element.tag == "article"]
    if not articles:
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


def _is_link(segment: Segment) -> bool:
    return segment.link_chars >= _LINK_SHARE * len(segment.text) and not segment.text.startswith(
        _URL
    )
