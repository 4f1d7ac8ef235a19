"""What a pass has chosen and is no part of the article: rules that name their reason.

What each gained is in docs/extraction-experiments.md.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, takewhile

from lxml.html import HtmlElement

from services.extract.body.segments import Segment, squeeze
from services.extract.body.selection import HEADINGS, Selection, frame_of, signature, word_count
from services.extract.body.sentence_ends import SENTENCE_ENDS
from services.extract.markup.query import holds, is_inside

_CONTAINER = re.compile(
    r"\b(?:nav|dialog|promo|tags|(?:author|autore?|auteur)s?|vcard|bio(?:graphy)?|copyright|related|cta"
    r"|ad(?:v|s|vert\w*)?-?(?:box|slot|unit|label))\b|\bsabox"
    r"|fact-?box|info-?box|fakta|ai-?(article-?)?summary|<amedia-factbox>"
    r"|caption|<figure>|(?:image|img)-?(?:box|wrap|text|widget|credit|desc\w*)"
    r"|photo-?(?:credit|desc\w*)|foto-?(?:text|info|desc)"
    r"|\blegende?\b|bild-?(?:text|unterschrift)|didascalia|pie-?(?:de-?)?foto|leyenda"
    r"|pull-?quote|<aside>|<nav>|breadcrumb|newsletter|disclaimer|audio|sign-?up|subscribe-"
    r"|tag-?list|visually-?hidden|sr-only|screen-?reader"
    r"|read-?(more|also)|most-?(read|popular)"
    r"|(?:cookie|consent|gdpr)-?(?:banner|bar|box|consent|layer|message|modal|notice|overlay)"
    r"|about-?(the-?)?(author|writer)|writer-?(?:bio|info|box)|byline|dateline|republi(sh|cation)"
    r"|\bvideo-?js\b|\bvjs-|\bplyr\b|\bjw-?player\b|\bmejs\b|\bflowplayer\b"
    r"|recommend|call-?to-?action|takeaways|live-?chat|chat-?(?:box|widget)"
)
"""Names of what stands beside an article's text: boxes, captions, navigation, labels."""
_CONTAINER_SHARE_MAX = 0.65
"""A container that holds more of the text than this is the article, whatever its name."""
_STRUCTURE_SHARE = 0.5
"""Boxes of one name that hold more of the text together are how the article is built: a letter
of four sections, an interview in `dialog` items, a gallery in `figure` and `caption`."""
_PICTURE = re.compile("caption|figure|image|credit|img|photo|foto|legend|bild|didascalia|leyenda")
_FIGURES = ("figure", "figcaption")
_FRAMES = ("figure", "table")
"""What a caption is of."""
_SHOWN = ("img", "picture", "video", "iframe")
_WRITER = re.compile("aut(?:h|eu)?or|auteur|byline")
_GALLERY_MIN = 3
_HIDDEN_SHARE_MAX = 0.25
"""Of the text: where more is hidden, a script shows it at once, or a click."""
_MAY_HOLD = re.compile(
    r"autor|author|auteur|byline|nav|dialog|promo|tags|related|info-?box|fact-?box|fakta|audio"
    r"|breadcrumb|recommend|read-?(?:more|also)"
)
_OWN_SHARE = 0.28
_OWN_CHARS = 80
"""So much running text in a box of such a name, paragraph after paragraph, is the article's."""
_STRAY_WORDS_MAX = 8
_FORM_SHARE_MAX = 0.2
_FIELDS_MAX = 60
_ADDRESS_FIELDS = frozenset(["email", "tel", "password"])
_URL = ("http://", "https://", "www.")
_FRAME_SHARE = 0.9
TITLE_CHARS_MIN = 20
_DAY_CHARS_MAX = 16
_TRAIL = re.compile(r"\s[>›»→/|]\s")
_LABELS_SHARE_MAX = 0.2


def drop_titles(selection: Selection, titles: frozenset[str]) -> Selection:
    """Leave the page's title out: it is a field of its own."""
    return selection.without(
        number
        for number in selection.numbers
        if selection.page.tags[number] == "h1" or is_title(selection.page[number], titles)
    )


def _is_trail(segment: Segment, titles: frozenset[str]) -> bool:
    """Return whether a line is the way to the page through its site: `Home > News > Title`."""
    if not segment.link_chars:
        return False
    *way, last = _TRAIL.split(segment.text)
    return bool(way) and squeeze(last) in titles


def drop_above_title(selection: Selection, titles: frozenset[str]) -> Selection:
    """Leave out the labels above the page's title, and the way to it through the site."""
    trails = [n for n in selection.numbers if _is_trail(selection.page[n], titles)]
    selection = selection.without(trails)
    title = next((n for n, each in enumerate(selection.page) if each.key in titles), -1)
    above = selection.between(-1, title)
    if any(selection.page[number].text.endswith(SENTENCE_ENDS) for number in above):
        return selection  # the text begins there
    return selection.without_few(above, _LABELS_SHARE_MAX)


def is_title(segment: Segment, titles: frozenset[str]) -> bool:
    """Return whether a line is a title, also one that the head has with the site's name added."""
    key = segment.key
    if key in titles:
        return True
    if segment.element.tag in HEADINGS and _is_dated_title(key, titles):
        return True
    is_like_one = len(key) >= TITLE_CHARS_MIN and key[:TITLE_CHARS_MIN] in _openings(titles)
    return is_like_one and any(title.startswith(key) for title in titles)


def _is_dated_title(key: str, titles: frozenset[str]) -> bool:
    """Return whether a heading is the day, and the title behind it."""
    return key[:1].isdigit() and any(
        key.endswith(title) and len(key) - len(title) <= _DAY_CHARS_MAX
        for title in titles
        if len(title) >= TITLE_CHARS_MIN
    )


@lru_cache(maxsize=16)
def _openings(titles: frozenset[str]) -> frozenset[str]:
    """Return how the titles begin: one look-up tells most lines from all of them."""
    return frozenset(title[:TITLE_CHARS_MIN] for title in titles)


def drop_hidden(selection: Selection) -> Selection:
    """Leave out what the page's markup hides, if it is not most of the page."""
    hidden = [number for number in selection.numbers if selection.page[number].hidden]
    return selection.without_few(hidden, _HIDDEN_SHARE_MAX)


def drop_containers(selection: Selection) -> Selection:
    """Leave out what stands in a container of a telling name."""
    limit = _CONTAINER_SHARE_MAX * selection.chars
    named: dict[str, set[HtmlElement]] = {}
    for element in selection.blocks:
        name = container_name(signature(element))
        if name and not _is_text(selection, element, name):
            named.setdefault(name, set()).add(element)
    unwanted: set[int] = set()
    for name, elements in named.items():
        inside = selection.inside(elements)
        chars = selection.chars_of(inside)
        is_gallery = len(elements) >= _GALLERY_MIN or not _PICTURE.search(name)
        is_named = all(each.tag not in _FIGURES for each in elements)
        if chars < _STRUCTURE_SHARE * selection.chars or not (
            is_gallery or (is_named and chars >= limit)
        ):
            unwanted.update(inside)
        elif len(elements) == 1 and chars < limit:
            unwanted.update(_strays(selection, inside))
    return selection.without(unwanted)


def _is_text(selection: Selection, element: HtmlElement, name: str) -> bool:
    """Return whether what a container holds is the article's, whatever its name."""
    if element.tag in ("figure", "figcaption", "caption"):
        frame = element if element.tag == "figure" else next(element.iterancestors(*_FRAMES), None)
        if frame is None or holds(frame, *_SHOWN):
            return False
        return holds(frame, "blockquote", "table")  # with no picture (HTML, 4.4.12)
    if _WRITER.search(name) and is_inside(element, ("blockquote",)):
        return True  # who was quoted
    if not _MAY_HOLD.search(name):
        return False
    if selection.chars_in(element) < _OWN_SHARE * selection.chars:
        return False
    running = {n for n in selection.inside({element}) if _is_paragraph(selection.page[n])}
    return any(number + 1 in running for number in running)


def _is_paragraph(segment: Segment) -> bool:
    text = segment.text
    return segment.element.tag == "p" and len(text) >= _OWN_CHARS and text.endswith(SENTENCE_ENDS)


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
    chars_in, limit = selection.chars_in, _FORM_SHARE_MAX * selection.chars
    forms: set[HtmlElement] = set()
    for field in fields:
        small = list(takewhile(lambda e: chars_in(e) <= limit, islice(field.iterancestors(), 20)))
        forms.update(element for element in small if chars_in(element))
    return selection.without(selection.inside(forms))


def drop_links(selection: Selection) -> Selection:
    """Leave out lines that are all link, unless the text is the link's own address."""
    page = selection.page
    return selection.without(n for n in page.links if not page[n].text.startswith(_URL))


def drop_outliers(selection: Selection) -> Selection:
    """Leave out what stands outside of the smallest block that holds nine tenths of the text."""
    frame, _ = frame_of(selection, _FRAME_SHARE)
    return selection.without(selection.numbers.difference(selection.inside([frame])))


def _strays(selection: Selection, inside: list[int]) -> list[int]:
    """Return the short first line of a box that was left open: the rest is the article's."""
    first = selection.page[inside[0]]
    short = word_count(first) <= _STRAY_WORDS_MAX and first.element.tag not in HEADINGS
    return inside[:1] if short else []
