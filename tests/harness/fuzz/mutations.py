"""Ways to break a page. Each takes a source of chance, a page and the other pages."""

import json
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from tests.harness.fuzz.words import ATTRIBUTES, CHARSETS, DATES, MAGIC, TAGS, TEXTS, VALUES

Mutation = Callable[[Random, bytes, Sequence[bytes]], bytes]

SIZES_MAX = (*(60_000,) * 15, *(300_000,) * 4, 3_000_000)
"""Most pages are kept to what news pages weigh, so that an hour holds many."""
_TAG = re.compile(rb"<[^>]{1,400}>")
_TEXT = re.compile(rb">([^<]{3,2000})<")
_VALUE = re.compile(rb'="([^"]{0,400})"')
_JSON = re.compile(rb"(<script[^>]*ld\+json[^>]*>)(.*?)(</script)", re.DOTALL)
_DATE = re.compile(rb"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T\d:+Z. -]{0,24}|\d{1,2} \w{3,12} \d{4}")


def flip_bytes(chance: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    broken = bytearray(page)
    for _ in range(chance.choice((1, 1, 4, 64)) if broken else 0):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def cut(chance: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    start, end = _span(chance, page)
    return chance.choice((page[:end], page[start:], page[:start] + page[end:], page[start:end]))


def repeat(chance: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    start, end = _span(chance, page, 3_000)
    return page[:end] + page[start:end] * chance.choice((1, 2, 10, 100, 1_000)) + page[end:]


def splice(chance: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    other = chance.choice(pages)
    start, end = _span(chance, other)
    at = chance.randint(0, len(page))
    return page[:at] + other[start:end] + page[at:]


def break_tags(chance: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    """Delete, double, move or rename some of the tags."""
    places = [match.span() for match in _TAG.finditer(page)]
    for start, end in sorted(_some(chance, places), reverse=True):
        tag, kind = page[start:end], chance.randrange(4)
        if kind == 0:
            tag = b""
        elif kind == 1:
            tag *= chance.choice((2, 3, 30))
        elif kind == 2:
            other = chance.choice(places)
            tag = page[other[0] : other[1]]
        else:
            tag = b"<" + chance.choice(("", "/")).encode() + chance.choice(TAGS).encode() + b">"
        page = page[:start] + tag + page[end:]
    return page


def nest(chance: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    """Put a slice into many levels of the same element."""
    start, end = _span(chance, page)
    levels, tag = chance.choice((3, 30, 300, 3_000)), chance.choice(TAGS).encode()
    closing = b"</%s>" % tag * chance.choice((0, levels, levels // 2))
    return page[:start] + b"<%s>" % tag * levels + page[start:end] + closing + page[end:]


def change_values(chance: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    """Give attributes other values, or elements other attributes."""
    for match in sorted(_some(chance, list(_VALUE.finditer(page))), key=lambda m: -m.start()):
        value = _word(chance, (*VALUES, *DATES, *TEXTS))
        page = page[: match.start(1)] + value.replace(b'"', b"") + page[match.end(1) :]
    for match in sorted(_some(chance, list(_TAG.finditer(page))), key=lambda m: -m.start()):
        name = chance.choice(ATTRIBUTES).encode()
        value = _word(chance, (*VALUES, *DATES)).replace(b'"', b"")
        at = match.end() - 1
        page = page[:at] + b' %s="%s"' % (name, value) + page[at:]
    return page


def change_text(chance: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    for match in sorted(_some(chance, list(_TEXT.finditer(page))), key=lambda m: -m.start()):
        text = _text(chance)
        if chance.random() < 0.5:
            text = match[1] + text
        page = page[: match.start(1)] + text + page[match.end(1) :]
    return page


def change_dates(chance: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    def other(match: re.Match[bytes]) -> bytes:
        if chance.random() < 0.5:
            return _word(chance, DATES)
        return flip_digits(chance, match[0])

    return _DATE.sub(other, page)


def flip_digits(chance: Random, text: bytes) -> bytes:
    """Change some digits, perhaps into those of another script."""
    zero = chance.choice((0x30, 0x660, 0x6F0, 0x966, 0xE50, 0xFF10))
    digits = [
        chr(zero + chance.randrange(10)).encode() if 48 <= byte < 58 and chance.random() < 0.4
        else bytes([byte])
        for byte in text
    ]  # fmt: skip
    return b"".join(digits)


def change_json(chance: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    """Change the values of JSON-LD, or put one where there is none."""
    found = _JSON.search(page)
    if found is None:
        block = {"@type": "NewsArticle", **{name: _json(chance, 3) for name in _FIELDS}}
        text = json.dumps(block).encode()
        return b"<script type='application/ld+json'>%s</script>" % text + page
    try:
        text = json.dumps(_changed(chance, json.loads(found[2]))).encode()
    except (ValueError, RecursionError):
        text = found[2]
    if chance.random() < 0.3:
        text = (
            flip_bytes(chance, text, pages) if chance.random() < 0.5 else cut(chance, text, pages)
        )
    return page[: found.start(2)] + text + page[found.end(2) :]


def lie_about_charset(chance: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    """Encode the page anew, or say that it is in another encoding, or both."""
    if chance.random() < 0.6:
        codec = chance.choice(("utf-16", "utf-32-be", "cp1256", "gb18030", "shift_jis", "utf-7",
                               "euc-kr", "iso2022_jp", "cp1251", "latin-1", "utf-8"))  # fmt: skip
        page = page.decode("utf-8", "replace").encode(codec, "xmlcharrefreplace")
    if chance.random() < 0.6:
        named = (chance.choice(CHARSETS) or "").encode()
        page = b"<meta charset='%s'>" % named + page
    return chance.choice(MAGIC) + page


def noise(chance: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    """Forget the page: random bytes, printable or not."""
    count = chance.choice((0, 1, 10, 300, 3_000, 30_000))
    kind = chance.randrange(3)
    if kind == 0:
        return chance.choice(MAGIC) + chance.randbytes(count)
    if kind == 1:
        text = "".join(chr(_code(chance)) for _ in range(count))
        return text.encode("utf-8", "surrogatepass")
    pieces = (_piece(chance) for _ in range(count // 10))
    return chance.choice(MAGIC) + b"".join(pieces)


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes, cut, repeat, splice, break_tags, nest, change_values, change_text, change_dates,
    change_json, lie_about_charset,
)  # fmt: skip
_FIELDS = ("headline", "author", "datePublished", "dateModified", "keywords", "articleSection",
           "publisher", "image", "isAccessibleForFree", "inLanguage", "articleBody")  # fmt: skip


def mutate(chance: Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    """Break a page in one to six ways."""
    if chance.random() < 0.04:
        return noise(chance, page, pages)
    size_max = chance.choice(SIZES_MAX)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        page = chance.choice(MUTATIONS)(chance, page, pages)[:size_max]
    return page


def _span(chance: Random, page: bytes, length_max: int | None = None) -> tuple[int, int]:
    start, end = sorted((chance.randint(0, len(page)), chance.randint(0, len(page))))
    return start, min(end, start + length_max) if length_max else end


def _some(chance: Random, items: list[Any]) -> list[Any]:
    count = min(len(items), chance.choice((1, 2, 8, 40)))
    return chance.sample(items, count)


def _word(chance: Random, words: Sequence[str]) -> bytes:
    return chance.choice(words).encode("utf-8", "surrogatepass")


def _text(chance: Random) -> bytes:
    kind = chance.randrange(5)
    if kind == 0:
        return _word(chance, TEXTS) * chance.choice((1, 1, 3, 200))
    if kind == 1:
        return _word(chance, DATES)
    if kind == 2:
        return b"&" + chance.choice((b"amp;", b"lt;", b"#x202e;", b"x" * 50)) * chance.choice(
            (1, 5_000)
        )
    if kind == 3:
        return b"x" * chance.choice((50, 5_000, 200_000))
    return "".join(chr(_code(chance)) for _ in range(50)).encode("utf-8", "surrogatepass")


def _code(chance: Random) -> int:
    return chance.choice((
        chance.randrange(0x20), chance.randrange(0x80, 0xA0), chance.randrange(0x250),
        chance.randrange(0x300, 0x370), chance.randrange(0x600, 0x700),
        chance.randrange(0xD800, 0xE000), chance.randrange(0x2000, 0x2070),
        chance.randrange(0xFDD0, 0xFE00), chance.randrange(0x110000),
    ))  # fmt: skip


def _piece(chance: Random) -> bytes:
    kind = chance.randrange(4)
    if kind == 0:
        return b"</%s>" % _word(chance, TAGS)
    if kind == 1:
        return b"<%s %s='%s'>" % tuple(_word(chance, each) for each in (TAGS, ATTRIBUTES, VALUES))
    return _word(chance, (*TEXTS, *DATES, *VALUES)) + b" "


def _json(chance: Random, depth: int) -> Any:
    kind = chance.randrange(10)
    if kind == 0 and depth:
        return [_json(chance, depth - 1) for _ in range(chance.choice((0, 1, 3)))]
    if kind == 1 and depth:
        return {name: _json(chance, depth - 1) for name in ("@type", "name", "@id", "url")}
    if kind == 2:
        return chance.choice((None, True, False, 0, -1, 10**30, 1e308, 1.5))
    if kind == 3:
        return "\ud800" + "x" * chance.choice((1, 10_000))
    return chance.choice((*VALUES, *DATES, *TEXTS))


def _changed(chance: Random, value: Any) -> Any:
    if chance.random() < 0.1:
        return _json(chance, 3)
    if isinstance(value, dict):
        return {name: _changed(chance, each) for name, each in value.items()}
    if isinstance(value, list):
        return [_changed(chance, each) for each in value] * chance.choice((1, 1, 1, 50))
    return value
