"""Text of metadata made plain: entities, spaces, control characters, Unicode form."""

import html
import re
import unicodedata
from functools import lru_cache

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")
_CDATA = re.compile(
    r"(?:/\*|//)?(?:(?:<!(?:--)?)?\[CDATA\[|\]\](?:--)?>|\]\]$)(?:\*/)?", re.IGNORECASE
)
"""The marks of a section, one of them alone, too, and what hides them from programs."""
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_EDGE = "\u200b\u200c\u200d\u200e\u200f\u2060 \t\n\r"
_NOT_WORD = re.compile(r"[\W_]+")


_ONE_LETTER = str.maketrans("يىك", "ییک")


def plain_text(text: str | None) -> str:
    """Return text in NFC on one line, without markup, entities and control characters.

    ZWNJ inside stays (Persian spelling needs it), places for a line break go; empty stands for
    nothing.
    """
    if not text or text.isspace():
        return ""
    if (
        text.isprintable()
        and "  " not in text
        and "&" not in text
        and "<" not in text
        and "]]" not in text
    ):
        return unicodedata.normalize("NFC", text.strip(_EDGE))
    if "&" in text:
        # content is often escaped twice: once by the CMS, once by the template
        text = html.unescape(html.unescape(text))
    if "]]>" in text or "cdata[" in text.lower():
        text = _CDATA.sub(" ", text)
    if "<" in text:
        text = _TAG.sub("", text)
    text = _SPACE.sub(" ", _CONTROL.sub("", text)).strip(_EDGE)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def key(text: str | None) -> str:
    """Return a form for comparing names and titles: NFKC, casefolded, letters and digits only.

    Arabic and Persian forms of yeh and kaf are one.
    """
    if not text:
        return ""
    return _short_key(text) if len(text) <= _CACHED_CHARS else _key(text)


def _key(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_ONE_LETTER)
    return _NOT_WORD.sub("", text.casefold())


_CACHED_CHARS = 300
_short_key = lru_cache(maxsize=4096)(_key)
