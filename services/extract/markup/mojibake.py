"""UTF-8 that was taken for a legacy encoding and encoded again: `Ã©` for `é`, `Рµ` for `е`."""

import re
from collections.abc import Mapping
from functools import partial

_UNDEFINED = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_CHARS = "".join(
    _UNDEFINED.get(byte) or bytes([byte]).decode("cp1252") for byte in range(0x80, 0x100)
)
"""The bytes from 0x80 on as windows-1252 shows them; those it lacks, as ISO-8859-1 does."""
_LATIN_1 = "".join(map(chr, range(0x80, 0xA0)))
_BYTES = {ord(char): byte for byte, char in enumerate(_CHARS, 0x80)}
_BYTES |= {ord(char): byte for byte, char in enumerate(_LATIN_1, 0x80)}
_TAIL = re.escape(_CHARS[:0x40] + _LATIN_1)
_TWICE = re.compile(f"[Â-ß][{_TAIL}]|[à-ï][{_TAIL}]{{2}}|[ð-ô][{_TAIL}]{{3}}")
"""A first byte of UTF-8 and as many others as it asks for."""
_TAIL_BYTES = b"(?:%b)" % b"|".join(char.encode() for char in _CHARS[:0x40] + _LATIN_1)
_TWICE_BYTES = re.compile(
    rb"\xc3(?:[\x82-\x9f]T|[\xa0-\xaf]T{2}|[\xb0-\xb4]T{3})".replace(b"T", _TAIL_BYTES)
)
"""The same in a page's bytes, where looking for its first byte costs next to nothing."""
_MAYBE = re.compile(rb"\xc3[\x82-\xb4][\xc2\xc5\xc6\xcb\xe2][\x80-\xbf]")
"""Asked first: it is five times as fast."""
_LETTER = b"\xc3"
"""Begins each of À to ÿ, and each such sequence."""
_LEAST = 2
_SHARE = 3
"""Sequences to one Western letter that is in none, for a page to be encoded twice."""
_NEVER_MEANT = {
    "Р°".encode(): "cp1251", "Ă©".encode(): "cp1250", "Ĺ‚".encode(): "cp1250",
    "Ĺˇ".encode(): "cp1250", "Č›".encode(): "cp1250", "Ξ±".encode(): "cp1253",
    "ط§".encode(): "cp1256",
}  # fmt: skip
"""What a common letter becomes (а, é, ł, š, ț, α, ا): no language has these pairs."""
_TITLE_BYTES = 8_192
"""The start of a page, with its title; what is wrong there is wrong in the text."""
_RUN = re.compile("[^\x00-\x7f]+")


def decoded_once_more(text: str, body: bytes) -> str:
    """Return the text that was meant by a page in UTF-8; its own where it was encoded once.

    A Western text has no such sequence, but for a few in stories about them.
    """
    start = body[:_TITLE_BYTES]
    for pair, encoding in _NEVER_MEANT.items():
        if start.count(pair) >= _LEAST:
            return _from_legacy(text, encoding)
    if not _MAYBE.search(body):
        return text
    found = len(_TWICE_BYTES.findall(body))
    letters = body.count(_LETTER) - found
    is_twice = found >= max(_LEAST, _SHARE * letters)
    return _TWICE.sub(partial(_decoded, _BYTES), text) if is_twice else text


def _from_legacy(text: str, encoding: str) -> str:
    """Return a text whose runs of letters are UTF-8 as another encoding shows it."""
    shown = {byte: bytes([byte]).decode(encoding, "ignore") for byte in range(0x80, 0x100)}
    codes = {ord(char or chr(byte)): byte for byte, char in shown.items()}
    return _RUN.sub(partial(_decoded, codes), text)


def _decoded(codes: Mapping[int, int], match: re.Match[str]) -> str:
    """Return the letters whose bytes in UTF-8 are shown as others, by the codes of these."""
    try:
        return bytes(codes[ord(char)] for char in match[0]).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return match[0]  # it was encoded once
