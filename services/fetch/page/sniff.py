"""What the bytes of a body are, whatever its header says.

After the WHATWG MIME Sniffing standard: magic numbers first, then the first element of the text;
the header decides only what the bytes leave open.
"""

import re
from typing import cast

from schemas.outcomes import Reason
from services.content_types import (
    HTML_TYPES,
    JSON,
    JSON_FEED,
    MAGIC,
    OTHER_TEXT_TYPES,
    Kind,
)
from services.fetch.http.types import START_BYTES
from services.fetch.page.markup import (
    HTML_ELEMENTS,
    first_element,
    has_page,
    is_feed,
    is_feed_root,
    text_start,
)
from services.stage.endings import Ended

_BINARY = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
"""The standard's binary data bytes; ESC stays out, since ISO-2022-JP needs it."""

_BINARY_SHARE_MAX = 0.01
"""The standard takes one such byte for binary; pages with a few do exist."""


def sniff(body_start: bytes, content_type: str | None = None) -> Kind:
    """Say what a body is, from its first bytes (`START_BYTES` are enough) and its type."""
    start = body_start[:START_BYTES]
    if magic := MAGIC.match(start):
        return cast("Kind", magic.lastgroup)
    text = text_start(start)
    label = (content_type or "").lower()
    if not text:
        return "empty"
    if is_feed(text):
        return "feed"
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
    if element in HTML_ELEMENTS or label.startswith(HTML_TYPES):
        return "html"
    return "xml" if "xml" in label or text.startswith("<?xml") else "html"


def _of_text(text: str, label: str) -> Kind:
    """Judge text that no markup starts: JSON, junk before a page, or what the header says."""
    if JSON.match(text):
        return "feed" if JSON_FEED.search(text) else "json"
    if not label.startswith(OTHER_TEXT_TYPES) and "json" not in label and has_page(text):
        return "html"
    if len(_BINARY.findall(text)) > _BINARY_SHARE_MAX * len(text):
        return "binary"
    if "json" in label:
        return "json"
    return "html" if label.startswith(HTML_TYPES) else "text"
