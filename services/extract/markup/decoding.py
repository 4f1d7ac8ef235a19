"""A page's bytes as text: which of the encodings that may be meant is believed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

from services.content_types import BINARY_STARTS
from services.extract.markup.charset import (
    declared_late,
    guesses,
    is_half_nul,
    meant_encoding,
    shifted,
)
from services.extract.markup.mojibake import decoded_once_more

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
_LEGIBLE_PER_DAMAGE = 20
"""Characters to one undecodable one, for a text to be taken where no encoding does better."""
_CHARS_PER_NUL = 20
"""In a text with more NULs than one in so many characters the encoding is another."""


class Decoded(NamedTuple):
    """A page's text."""

    text: str
    """Without C0 control characters other than tab, LF and CR."""
    encoding: str
    """Python's name of the encoding that was used."""
    utf8: bytes
    """The text in UTF-8: the body itself where that is the same."""


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
    return _by_candidates(body, charset)


def _by_candidates(body: bytes, charset: str | None) -> Decoded | None:
    """Decode by the first encoding that fits, else by the first that leaves the text legible."""
    legible: Decoded | None = None
    for encoding in _candidates(body, charset):
        text = _decoded(body, encoding)
        if text is None:
            continue
        damage = _damage(text, encoding)
        if _fits(text, damage):
            return _cleaned(text, encoding, body)
        if legible is None and damage < len(text) // _LEGIBLE_PER_DAMAGE:
            legible = _cleaned(text, encoding, body)
    return legible


def _decoded(body: bytes, encoding: str) -> str | None:
    """Decode a page; None where Python's codec of that name is no encoding of the web."""
    if encoding in _NO_WEB_ENCODINGS:
        return None
    try:
        text = to_unicode(body, encoding)
    except (LookupError, UnicodeError):
        return None
    # UTF-8 was tried before: more of what is not ASCII is damaged than is valid
    is_no_utf8 = encoding == "utf-8" and text.count("\ufffd") > _STRAY_BYTES
    return None if is_no_utf8 else text


def _fits(text: str, damage: int) -> bool:
    """Return whether a text is as good as undamaged, and has hardly a NUL."""
    nuls_max = len(text) // _CHARS_PER_NUL + 1
    return damage <= len(text) * _TRUSTED_DAMAGE and text.count("\x00") <= nuls_max


def _damage(text: str, encoding: str) -> int:
    """Count the characters that are none of a page in this encoding."""
    damage = text.count("\ufffd")
    return damage + len(_PRIVATE.findall(text)) if encoding.startswith("gb") else damage


def _candidates(body: bytes, charset: str | None) -> Iterator[str]:
    """Yield encodings in the order of trust."""
    header = http_content_type_encoding(f"text/html; charset={charset}") if charset else None
    if header:
        yield meant_encoding(header, body)
    meta = html_body_declared_encoding(body) or declared_late(body)
    if meta and not meta.startswith(("utf-16", "utf-32")):  # it was read as ASCII, so it is none
        yield meant_encoding(meta, body)
    if not is_half_nul(body):
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
