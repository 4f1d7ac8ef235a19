"""The states in a page's scripts: what a framework hands from its server to the browser."""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any
from urllib.parse import unquote

from services.extract.body.passes.literals import Budget, Literals, unescaped

SCRIPTS_CHARS_MAX = 12_000_000
_STATE = re.compile(
    r"=\s{0,9}(?=[{\[]|[\"'`]\{\\?\")|JSON\.parse\(\s{0,9}(?=[\"'`])|\.enqueue\(\s{0,9}(?=\")"
    r"|\bstart\(\w{1,20},\s?\w{1,20},\s?(?=\{)|=\s{0,9}(?=\(?function\s?\()"
)
_PACKED = re.compile(
    r"(decodeURIComponent|atob)\(\s{0,9}[\"']([^\"']{100,1000000})[\"']"
    r"|=\s{0,9}[\"'](%7B[^\"']{100,1000000})[\"']"
)
_TRIES_MAX = 300
_PACKED_MAX = 5
_STRINGS_MAX = 2_000
_WORK_CHARS_MAX = 2 * SCRIPTS_CHARS_MAX
"""Of decoding, failed tries with it."""
_FLIGHT_ROW = re.compile(r"[0-9a-f]{1,6}:(?:T([0-9a-f]{1,6}),|[A-Z]{0,2}(?=[\[{\"]))")
_FLIGHT_LINE = re.compile(f"^{_FLIGHT_ROW.pattern}", re.MULTILINE)
_FLIGHT_ROWS_MAX = 5_000
_FLIGHT = re.compile(r"__next_f\.push\(\[\s{0,9}1\s{0,9},\s{0,9}(?=\")")
_ANGULAR = (("&q;", '"'), ("&l;", "<"), ("&g;", ">"), ("&s;", "'"), ("&a;", "&"))
"""Escapes of Angular's transfer state."""
_MARKUP = re.compile(r"(?=\"(?:<|\\u003[cC])(?:p|div|article|h2)\b)")
_MARKUP_QUOTED = re.compile(
    r"(?<!\\)'(<(?:p|div|article|h2)\b[^'\\]*(?:\\.[^'\\]*)*)'"
    r"|`(<(?:p|div|article|h2)\b[^`\\]*)`",
    re.DOTALL,
)
"""No string begins at an escaped quote: from each of many it would be read to the end again."""


def values_of(text: str, is_json: bool, budget: Budget) -> Iterator[Any]:
    """Yield the objects that a script holds; a program is read where one is assigned."""
    if is_json:
        starts = [len(text) - len(text.lstrip())]
    else:
        starts = [match.end() for match in islice(_STATE.finditer(text), _TRIES_MAX)]
        for match in islice(_PACKED.finditer(text), _PACKED_MAX):
            yield from _unpacked(match[1], match[2] or match[3])
    decoder, literals = json.JSONDecoder(strict=False), Literals(text, budget)
    end, left = 0, _WORK_CHARS_MAX
    for start in starts:
        if start < end or left < 0:
            continue
        try:
            value, end = decoder.raw_decode(text, start)
            yield json.loads(value, strict=False) if isinstance(value, str) else value
            continue
        except json.JSONDecodeError as error:
            left -= error.pos - start
        except (ValueError, RecursionError):
            left -= SCRIPTS_CHARS_MAX // 10
        if not is_json and budget.left > 0:
            yield from _literal(literals, start)
            end = max(end, literals.place)


def _literal(literals: Literals, start: int) -> Iterator[Any]:
    """Yield a program's own object, or the JSON in a string of its."""
    is_function = literals.text[start : start + 9].lstrip("(").startswith("function")
    literals.place = start
    try:
        value = literals.of_function(start) if is_function else literals.read(start)
        yield json.loads(value, strict=False) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return


def _unpacked(how: str | None, text: str) -> Iterator[Any]:
    """Yield the JSON that a program keeps as an address or in base64."""
    try:
        plain = unquote(text) if how != "atob" else base64.b64decode(text).decode()
        yield json.loads(plain, strict=False)
    except (ValueError, RecursionError, binascii.Error):
        return


def markup_strings(text: str) -> Iterator[Any]:
    """Yield the strings of a program that are markup, wherever they stand in it."""
    for value in _strings(text, _MARKUP):
        yield {"body": value}
    for match in islice(_MARKUP_QUOTED.finditer(text), _TRIES_MAX):
        yield {"body": unescaped(match[1] or match[2])}


def flight_strings(text: str) -> Iterator[str]:
    """Yield the chunks of React's flight format that a script pushes."""
    return _strings(text, _FLIGHT)


def _strings(text: str, before: re.Pattern[str]) -> Iterator[str]:
    """Yield the strings of JSON that begin where a pattern ends, as far as the work goes."""
    left = _WORK_CHARS_MAX
    for match in islice(before.finditer(text), _STRINGS_MAX):
        if left < 0:
            return
        try:
            value, end = json.JSONDecoder(strict=False).raw_decode(text, match.end())
        except (ValueError, RecursionError):
            left -= len(text) - match.end()  # a string without an end is read to the last character
            continue
        left -= end - match.end()
        if isinstance(value, str):
            yield value


def flight_values(flight: str) -> Iterator[Any]:
    """Yield the rows of React's flight format: a line of `id:json`, or `id:Tlength,text`."""
    row = _FLIGHT_LINE.search(flight)
    for _ in range(_FLIGHT_ROWS_MAX):
        if row is None:
            return
        if row[1]:
            text = _of_bytes(flight, row.end(), int(row[1], 16))
            yield {"body": text}
            behind = row.end() + len(text)
            row = _FLIGHT_ROW.match(flight, behind) or _FLIGHT_LINE.search(flight, behind)
            continue
        following = _FLIGHT_LINE.search(flight, row.end())
        end = following.start() if following else None
        with suppress(ValueError, RecursionError):
            yield json.loads(flight[row.end() : end], strict=False)
        row = following


def _of_bytes(text: str, start: int, size: int) -> str:
    """Return what of a text from a place on takes so many bytes in UTF-8."""
    return text[start : start + size].encode("utf-8", "replace")[:size].decode("utf-8", "ignore")


def plain(text: str) -> str:
    """Undo the escapes of a transfer state or an address, and take off a comment around it."""
    text = text.strip().removeprefix("<!--").removesuffix("-->")
    if text.startswith("%7B"):
        return unquote(text)
    if "&q;" in text:
        for escaped, character in _ANGULAR:
            text = text.replace(escaped, character)
    return text
