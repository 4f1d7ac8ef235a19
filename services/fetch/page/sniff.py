"""What the bytes of a body are, whatever its header says.

After the WHATWG MIME Sniffing standard: magic numbers first, then the first element of the text;
the header decides only what the bytes leave open.
"""

import re
from typing import Literal, cast

from schemas.outcomes import Reason
from services.fetch.page.markup import (
    HTML_ELEMENTS,
    first_element,
    has_page,
    is_feed_root,
    text_start,
)
from services.stage.endings import Ended

Kind = Literal[
    "html", "feed", "pdf", "image", "json", "xml", "video", "archive", "empty", "binary", "text"
]

SNIFF_MAX_BYTES = 16_384
"""The standard reads 1,445; comments before the first element are often longer."""

_MAGIC = re.compile(
    rb"""
      (?P<pdf>     [\s\xef\xbb\xbf]*%PDF- )
    | (?P<image>   \x89PNG\r\n\x1a\n | GIF8[79]a | \xff\xd8\xff | BM.{4}\0{4} | II\*\0 | MM\0\*
                 | \0\0[\x01\x02]\0 | \xff\x0a | RIFF.{4}WEBP | 8BPS
                 | .{4}ftyp(?:avi[fs]|hei|hev|mif1|msf1) )
    | (?P<video>   .{4}ftyp | \x1a\x45\xdf\xa3 | OggS\0 | ID3[\x02-\x04] | FLV\x01 | fLaC
                 | \xff[\xf2\xf3\xfb] | RIFF.{4}(?:AVI\x20|WAVE) | \#EXTM3U | \0\0\x01[\xb3\xba] )
    | (?P<archive> PK[\x03\x05\x07][\x04\x06\x08] | \x1f\x8b\x08 | Rar!\x1a\x07 | 7z\xbc\xaf\x27\x1c
                 | BZh[1-9]1AY | \xfd7zXZ\0 | \x28\xb5\x2f\xfd )
    | (?P<binary>  \xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 | wOF[F2] | \0asm | \x7fELF | MZ\x90\0
                 | \0\x01\0\0\0 | \xca\xfe\xba\xbe | SQLite\ format\ 3 )
    """,
    re.VERBOSE | re.DOTALL,
)
"""Audio counts as video, since neither is read; office files are archives or binary."""

_JSON = re.compile(r"\{\s*[\"}]|\[\s*(?:[{\"\[]|\]\s*\Z)")
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')

_BINARY = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
"""The standard's binary data bytes; ESC stays out, since ISO-2022-JP needs it."""

_BINARY_SHARE_MAX = 0.01
"""The standard takes one such byte for binary; pages with a few do exist."""

_HTML_TYPES = ("text/html", "application/xhtml")
_OTHER_TEXT_TYPES = ("text/plain", "text/css", "text/csv", "text/javascript", "text/markdown",
                     "application/javascript", "application/x-javascript")  # fmt: skip


def sniff(body_start: bytes, content_type: str | None = None) -> Kind:
    """Say what a body is, from its first bytes (`SNIFF_MAX_BYTES` are enough) and its type."""
    start = body_start[:SNIFF_MAX_BYTES]
    if magic := _MAGIC.match(start):
        return cast("Kind", magic.lastgroup)
    text = text_start(start)
    label = (content_type or "").lower()
    if not text:
        return "empty"
    element = first_element(text)
    return _of_text(text, label) if element is None else _of_markup(element, text, label)


def refuse_kind(kind: Kind) -> Ended | None:
    """End the URL's way for what is no page: is_feed, no_text or unsupported_type."""
    if kind == "html":
        return None
    if kind == "feed":
        return Ended(Reason.IS_FEED, "the body is a feed or a sitemap")
    if kind == "empty":
        return Ended(Reason.NO_TEXT, "the body is empty")
    return Ended(Reason.UNSUPPORTED_TYPE, f"the body is {kind}")


def _of_markup(element: str, text: str, label: str) -> Kind:
    """Judge by the first element."""
    if is_feed_root(element, text):
        return "feed"
    if element == "svg":
        return "image"
    if element in HTML_ELEMENTS or label.startswith(_HTML_TYPES):
        return "html"
    return "xml" if "xml" in label or text.startswith("<?xml") else "html"


def _of_text(text: str, label: str) -> Kind:
    """Judge text that no markup starts: JSON, junk before a page, or what the header says."""
    if _JSON.match(text):
        return "feed" if _JSON_FEED.search(text) else "json"
    if not label.startswith(_OTHER_TEXT_TYPES) and "json" not in label and has_page(text):
        return "html"
    if len(_BINARY.findall(text)) > _BINARY_SHARE_MAX * len(text):
        return "binary"
    if "json" in label:
        return "json"
    return "html" if label.startswith(_HTML_TYPES) else "text"
