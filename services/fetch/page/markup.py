"""The start of a body as text, and the first element in it. No parser: this runs on every page."""

import re

from services.content_types import FEED_ROOTS, RSS_1_NAMESPACE

_BLANKS_AND_MARKS = re.compile(rb"(?:\xef\xbb\xbf|[\s\x00])+")

_UTF16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"<\x00", "utf-16-le"),
          (b"\x00<", "utf-16-be"))  # fmt: skip

_PROLOGUE = re.compile(
    r"\s*(?:<!--.*?-->|<\?.*?>|<!(?!--|doctype\s+html)[^>\[]*(?:\[.*?\]\s*)?>)",
    re.IGNORECASE | re.DOTALL,
)
"""A comment, a processing instruction, or another document type than HTML."""

_DECLARATION = re.compile(r"<\?xml\s+version\b")

_ELEMENT = re.compile(r"\s*<(?:!doctype\s+)?(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w-]*)", re.IGNORECASE)

_PAGE = re.compile(r"<!doctype\s+html|<(?:html|head|body)[\s>]|\A<!--", re.IGNORECASE)

_RAW_END = {name: re.compile(rb"</" + name, re.IGNORECASE) for name in
            (b"script", b"style", b"noscript", b"template", b"svg")}  # fmt: skip

_HTML_ELEMENTS = (
    "a abbr address amp-img article aside audio b base basefont big blockquote body br button "
    "canvas caption center cite code col dd del details dfn dialog dir div dl dt em embed fieldset "
    "figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img "
    "input ins kbd label legend li link main map mark menu meta nav noscript object ol p param "
    "picture pre q s samp script section select small span strike strong style sub sup table tbody "
    "td template textarea tfoot th thead time title tr tt u ul var video"
)
HTML_ELEMENTS = frozenset(_HTML_ELEMENTS.split())


def text_start(start: bytes) -> str:
    """Decode the first bytes far enough to see markup; blanks, NULs and marks before it are gone.

    UTF-16 is told by its mark or by `<` in two bytes; all else is read byte by byte.
    """
    if encoding := utf_16(start):
        return start.decode(encoding, "replace").lstrip("\ufeff \t\r\n\f\0")
    blanks = _BLANKS_AND_MARKS.match(start)
    return start[blanks.end() if blanks else 0 :].decode("latin-1")


def utf_16(start: bytes) -> str | None:
    """Return the form of UTF-16 that a body is in, None for every other encoding."""
    return next((encoding for mark, encoding in _UTF16 if start.startswith(mark)), None)


def first_element(text: str) -> str | None:
    """Return the local name of the first element, lower case; None if something else is first."""
    position = 0
    while skipped := _PROLOGUE.match(text, position):
        position = skipped.end()
    element = _ELEMENT.match(text, position)
    return element[1].lower() if element else None


def is_feed_root(element: str, text: str) -> bool:
    """Tell RSS, Atom, RSS 1.0 in RDF and sitemaps by their first element."""
    return element in FEED_ROOTS or (element == "rdf" and RSS_1_NAMESPACE in text)


def is_feed(text: str) -> bool:
    """Tell a feed or sitemap with an XML declaration, also after what PHP warned of."""
    declared = _DECLARATION.search(text)
    if declared is None or has_page(text[: declared.start()]):
        return False
    element = first_element(text[declared.start() :])
    return element is not None and is_feed_root(element, text)


def after_tag(page: bytes, tag: int, comment: bytes | None, raw: bytes | None) -> int:
    """Give the place after a tag, a comment, or an element that shows nothing, as its name says."""
    if comment:
        return _after(page, b"-->", tag + len(b"<!--"))
    if raw:
        end = _RAW_END[raw.lower()].search(page, tag)
        tag = end.end() if end else len(page)
    return _after(page, b">", tag)


def _after(page: bytes, what: bytes, position: int) -> int:
    """Give the place after the next occurrence; the end where there is none."""
    found = page.find(what, position)
    return found + len(what) if found >= 0 else len(page)


def has_page(text: str) -> bool:
    """Tell whether a page begins somewhere in the text, after whatever junk."""
    return _PAGE.search(text) is not None
