"""Bytes in, one decoded and parsed document out: what every reader of a page shares."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

from schemas.events import PageFetched
from schemas.outcomes import Reason
from services.content_types import BINARY_STARTS
from services.extract.markup.charset import declared_late, guesses, meant_encoding, shifted
from services.extract.markup.first_footers import with_headers
from services.extract.markup.jsonld import Node, read_jsonld
from services.extract.markup.left_open import unwrap_main
from services.extract.markup.mojibake import decoded_once_more
from services.extract.markup.visible_html import without_programs
from services.stage.endings import Ended

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_BYTES = bytes([*range(9), 11, 12, *range(14, 32), 127])
_NO_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What no XML tree may hold: libxml2's HTML parser lets it in, and then refuses to move it."""
_NO_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d"
    r"|5734[0-3]|6553[45])(?!\d)"
    r"|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[efEF])"
    r"(?![0-9a-fA-F]));?"
)  # not IGNORECASE: with it, every character is looked at
"""The same, and control characters, as numbers."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""What GB18030 makes of other encodings' bytes: it has a character for nearly every pair."""
_WIDE = re.compile("[^\x00-\x7f]")
_TRUSTED_DAMAGE = 0.001
"""Share of undecodable characters up to which a declared encoding is believed: truncated pages
and single foreign bytes are common, and another encoding would damage the whole text."""
_STRAY_BYTES = 2
"""Bytes that are no UTF-8 in a page that has nothing else that is not ASCII."""
_VALID_PER_DAMAGE = 3
"""Characters of several bytes to one byte that is none, for a page to be UTF-8 in the main. In
other encodings at most one pair of bytes in five looks like UTF-8 (Thai, by its letters)."""
_NO_WEB_ENCODINGS = frozenset(
    ["idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"]
)
"""Codecs of Python's under these names make other text of a page than a browser would, some of it
lone surrogates; UTF-7 is refused by the WHATWG Encoding Standard."""
TAGS_MAX = 200_000
"""A page is cut where it has more: every element that Python sees takes a microsecond and a
kilobyte in each of a dozen readers. The largest page of the corpus has 8,000."""
_TAIL_BYTES = 300
_END = re.compile(rb"</(?:html|HTML)")
_ENDS = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_INDEXED = ("base", "meta", "link", "title", "script", "input", "button", "time", "style")
_LOOKUP = etree.ElementDefaultClassLookup(element=HtmlElement)
"""One class for all tags: lxml.html's own look-up is a Python call for every element met."""


class Decoded(NamedTuple):
    """A page's text."""

    text: str
    """Without C0 control characters other than tab, LF and CR."""
    encoding: str
    """Python's name of the encoding that was used."""
    utf8: bytes
    """The text in UTF-8: the body itself where that is the same."""


@dataclass(frozen=True)
class Document:
    """A page, decoded and parsed once."""

    url: str
    """The URL that answered."""
    html: str
    """Decoded, without C0 control characters other than tab, LF and CR."""
    utf8: bytes
    """The same in UTF-8: the parser and the searches read bytes."""
    tree: HtmlElement
    """Root of the parsed page, without comments. Shared: copy it before changing it."""
    fetched_at: datetime
    tags: int
    """How many `<` the page has; those in scripts count, too."""

    @cached_property
    def visible(self) -> bytes:
        """The page without programs and drawings, in UTF-8, to search in."""
        return without_programs(self.utf8)

    @cached_property
    def nodes(self) -> list[Node]:
        """The page's JSON-LD: body and metadata are both read from it."""
        return read_jsonld(self.of_tag("script"))

    def of_tag(self, tag: str) -> list[HtmlElement]:
        """Return the page's elements of one of `_INDEXED`, in page order."""
        return self._by_tag[tag]

    @cached_property
    def _by_tag(self) -> dict[str, list[HtmlElement]]:
        """Walk the tree once for what a dozen readers ask for."""
        found: dict[str, list[HtmlElement]] = {tag: [] for tag in _INDEXED}
        for element in self.tree.iter(*_INDEXED):
            found[element.tag].append(element)
        return found


def read_document(page: PageFetched) -> Document | Ended:
    """Decode and parse a page; a page in no known encoding or without a root is `Ended`."""
    decoded = decode(page.body, page.charset)
    if decoded is None:
        return Ended(Reason.NO_DECODE, f"declared charset: {page.charset}")
    document = parse_document(page.final_url, decoded, page.fetched_at)
    return Ended(Reason.NO_TEXT, "the page is empty") if document is None else document


def parse_document(url: str, decoded: Decoded, fetched_at: datetime) -> Document | None:
    """Parse a decoded page; None where there is no element."""
    html, _, utf8 = decoded
    tags = utf8.count(b"<")
    if tags > TAGS_MAX:
        html, tags = _within_tags(html), TAGS_MAX
        utf8 = html.encode("utf-8", "replace")
    utf8 = with_headers(utf8)
    tree = parse(utf8)
    return None if tree is None else Document(url, html, utf8, tree, fetched_at, tags)


def _within_tags(html: str) -> str:
    """Cut a page that has more tags than a reader can take."""
    return html[: -len(html.split("<", TAGS_MAX)[-1]) - 1]


def decode(body: bytes, charset: str | None) -> Decoded | None:
    """Decode by BOM, as UTF-8, by HTTP header, meta, then by guess; None where nothing fits.

    UTF-8 comes before what is declared: docs/decisions/0015.
    """
    if body.startswith(BINARY_STARTS):
        return None
    encoding, bom = read_bom(body)
    if encoding is not None and bom is not None:
        body = body[len(bom) :]
        return _cleaned(to_unicode(body, encoding), encoding, body)
    text = _utf8(body)
    if text is not None:
        once = decoded_once_more(text, body)
        return _cleaned(once, "utf-8", body if once is text else once.encode())
    if (found := shifted(body)) is not None:
        return _cleaned(*found, body)
    fallback: Decoded | None = None
    for encoding in _candidates(body, charset):
        if encoding in _NO_WEB_ENCODINGS:
            continue
        try:
            text = to_unicode(body, encoding)
        except (LookupError, UnicodeError):  # what Python calls a codec need not be an encoding
            continue
        damage = text.count("\ufffd")
        if encoding.startswith("gb"):
            damage += len(_PRIVATE.findall(text))
        if encoding == "utf-8" and damage > _STRAY_BYTES:
            continue  # it was tried: more of what is not ASCII is damaged than is valid
        if damage <= len(text) * _TRUSTED_DAMAGE and text.count("\x00") <= len(text) // 20 + 1:
            return _cleaned(text, encoding, body)
        if fallback is None and damage < len(text) // 20:
            fallback = _cleaned(text, encoding, body)
    return fallback


def parse(html: str | bytes) -> HtmlElement | None:
    """Parse text or UTF-8 without libxml2's limits on depth and node size.

    Return None where there is no element.
    """
    parser = HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    parser.set_element_class_lookup(_LOOKUP)
    encoded = html.encode("utf-8", "replace") if isinstance(html, str) else html
    encoded = _whole(encoded)
    try:
        tree = document_fromstring(encoded, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None
    unwrap_main(tree)
    return tree


def _whole(html: bytes) -> bytes:
    """Take out the ends of body and document where the page goes on: libxml2 stops there."""
    first = _END.search(html)
    if first is None or len(html) - first.start() < _TAIL_BYTES:
        return html
    end = first.start()
    if html.find(b"<p", end) < 0:
        return html
    start = max(0, end - _TAIL_BYTES)
    return html[:start] + _ENDS.sub(b"", html[start:])


def _candidates(body: bytes, charset: str | None) -> Iterator[str]:
    """Yield encodings in the order of trust."""
    header = http_content_type_encoding(f"text/html; charset={charset}") if charset else None
    if header:
        yield meant_encoding(header, body)
    meta = html_body_declared_encoding(body) or declared_late(body)
    if meta and not meta.startswith(("utf-16", "utf-32")):  # it was read as ASCII, so it is none
        yield meant_encoding(meta, body)
    if body[:1000].count(b"\x00") < 100:  # else UTF-16: its markup is half NUL
        yield "utf-8"
    yield from guesses(body)


def _utf8(body: bytes) -> str | None:
    """Decode UTF-8 that is more than ASCII, also where a part of the page is in another encoding.

    It comes before what the page declares: no other encoding's text is valid UTF-8 by chance,
    while a wrong declaration beside UTF-8 is common.
    """
    if body.isascii():
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    damage = text.count("\ufffd")
    valid = len(_WIDE.findall(text)) - damage
    return text if valid >= _VALID_PER_DAMAGE * damage else None


def _cleaned(text: str, encoding: str, body: bytes) -> Decoded:
    """Take out what no page may hold; `body` is what the text was decoded from."""
    clean = _clean(text, body)
    is_body = encoding == "utf-8" and len(clean) == len(text) and "\ufffd" not in text
    return Decoded(clean, encoding, body if is_body else clean.encode("utf-8", "replace"))


def _clean(text: str, body: bytes) -> str:
    """Take control characters out; looking for them in the bytes first is ten times as fast."""
    if len(body.translate(None, _CONTROL_BYTES)) != len(body):
        text = _CONTROL.sub("", text)
    if "\ufffe" in text or "\uffff" in text:
        text = _NO_CHARACTERS.sub("", text)
    return _NO_REFERENCE.sub("", text)
