"""JSON as templates write it: wrapped, with spare or lost commas, raw newlines, cut off.

Every pattern is linear in the text: pages are hostile input.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

import orjson

_OPENING = re.compile(r"^(?:\s|//|/\*|\*/|<!--|<!\[CDATA\[)+")
_CLOSING = re.compile(r"(?:\s|//|/\*|\*/|-->|\]\]>|;)+$")
_EDGE_CHARS = 200
_SPARE_COMMA = re.compile(r",\s*(?=[,}\]])")
_LOST_COMMA = re.compile(r'(["}\]\d])[ \t\r]*\n\s{0,200}(?="[^"\n]{1,60}"\s{0,5}:)')
_BAD_ESCAPE = re.compile(r'\\(?![\\"/bfnrtu])')
_BARE_KEY = re.compile(r"([{,]\s{0,200})(@?[A-Za-z]\w{0,40})\s{0,9}:(?=\s{0,200}[\"\[{\d])")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟″«»", '"'))
"""What editors' programs make of quotation marks."""
_SINGLE_QUOTE = re.compile(r"(?<=[{\[,:\s])'|'(?=\s{0,200}[,:}\]])")
_BETWEEN = re.compile(r"(?:[\s,;|}\]]|<!--|-->|<!\[CDATA\[|</?[a-z]{1,4}\s?/?>|(?<=\]\])>)*")
_VALUES_MAX = 20
"""Read of one script: some templates write an object per plugin into the same."""
_STRING = r'"((?:[^"\\]|\\.)*)"'
_FIELD = re.compile(
    rf'"(headline|datePublished|dateModified|articleSection|description)"\s{{0,9}}:\s{{0,9}}{_STRING}'
)
_TYPE = re.compile(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"(\w{0,40}(?:Article|Posting))"')
_AUTHOR = re.compile(
    r'"author"\s{0,9}:\s{0,99}(?:[\[{]\s{0,99}){0,2}'
    rf'(?:"@type"\s{{0,9}}:\s{{0,9}}"(\w+)"\s{{0,9}},\s{{0,99}}"name"\s{{0,9}}:\s{{0,9}})?{_STRING}'
)


def parse_all(text: str) -> list[Any]:
    """Return the JSON values in `text`; what cannot be repaired is salvaged field by field."""
    for candidate in _repairs(text):
        try:
            value = orjson.loads(candidate)
            return parse_all(value) if isinstance(value, str) else [value]
        except orjson.JSONDecodeError:
            pass
        found, rest = _in_a_row(candidate)
        if found:
            salvaged = _salvage(rest)
            return [*found, salvaged] if salvaged else found
    salvaged = _salvage(text) or _salvage(candidate)
    return [salvaged] if salvaged else []


def _in_a_row(text: str) -> tuple[list[Any], str]:
    """Return the JSON values that stand one after the other, and the text that follows them."""
    decoder, place = json.JSONDecoder(strict=False), 0
    values: list[Any] = []
    while len(values) < _VALUES_MAX:
        start = _BETWEEN.match(text, place)
        try:
            value, place = decoder.raw_decode(text, start.end() if start else place)
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values, text[place:]


def _repairs(text: str) -> Iterator[str]:
    """Yield the text itself, then ever bolder repairs of it."""
    yield text
    text = _OPENING.sub("", text[:_EDGE_CHARS]) + text[_EDGE_CHARS:]
    text = text[:-_EDGE_CHARS] + _CLOSING.sub("", text[-_EDGE_CHARS:])
    text = _SPARE_COMMA.sub("", text)
    yield text
    text = _LOST_COMMA.sub(r"\1,", _BAD_ESCAPE.sub(r"\\\\", text))
    yield text
    if '"' in text and "&quot;" not in text:
        yield _BARE_KEY.sub(r'\1"\2":', text)
        return
    text = html.unescape(text).translate(_QUOTES)
    text = text if '"' in text else _SINGLE_QUOTE.sub('"', text)
    yield text
    yield _BARE_KEY.sub(r'\1"\2":', text)


def _salvage(text: str) -> dict[str, Any] | None:
    """Pick the flat fields of an article out of text that is not JSON."""
    kind = _TYPE.search(text)
    if not kind:
        return None
    node: dict[str, Any] = {"@type": kind[1]}
    for match in _FIELD.finditer(text):
        node.setdefault(match[1], _unescaped(match[2]))
    if author := _AUTHOR.search(text):
        node["author"] = {"@type": author[1] or "Person", "name": _unescaped(author[2])}
    return node


def _unescaped(string: str) -> str:
    """Read the escapes of a string (RFC 8259, section 7); of a broken one, only the harmless."""
    for candidate in (string, _BAD_ESCAPE.sub(r"\\\\", string)):
        try:
            return str(json.loads(f'"{candidate}"', strict=False))
        except ValueError:
            pass
    return string.replace('\\"', '"').replace("\\/", "/")
