"""Objects as programs write them, which JSON does not allow.

Unquoted names, single quotes, templates, `void 0`, `!0`, spare commas, calls, and the form in which
Nuxt hands its state over: `(function(a,b){return {title:a,body:b}}("…","…"))`. Nothing is run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_DEPTH_MAX = 60
_STRING_CHARS_MAX = 3_000_000
"""JSON in a program's string; each escape in it costs half a microsecond."""
_CHARS_PER_VALUE = 100
"""Searched in about the time that a value takes."""
_SPACE = re.compile(r"(?:\s+|//[^\n]*|/\*[^*]{0,2000}\*/)*")
_STRING = re.compile(
    r'"([^"\\]*(?:\\.[^"\\]*)*)"|\'([^\'\\]*(?:\\.[^\'\\]*)*)\'|`([^`\\]*(?:\\.[^`\\]*)*)`',
    re.DOTALL,
)
_WORD = re.compile(r"[-+!]?[\w$.]+")
_KEY = re.compile(r"[\w$]+")
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL
)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": " ", "0": "", "\n": ""}
_FUNCTION = re.compile(r"\(?function\s?\(([\w$,\s]{0,20000})\)\s?\{\s?return\s{0,9}(?=[{\[])")
_WORDS: dict[str, Any] = {"true": True, "false": False, "!0": True, "!1": False}


class _Name(str):
    """A name that stands for an argument."""


@dataclass(slots=True)
class Budget:
    """How many values of programs' own objects may still be read of a page."""

    left: int = 200_000
    """Each costs a few microseconds."""


class Literals:
    """A reader of one script."""

    def __init__(self, text: str, budget: Budget) -> None:
        """Read from `text`, as far as the page's budget goes."""
        self.text, self.budget, self.place = text, budget, 0

    def read(self, place: int) -> Any:
        """Return the value at a place; raise ValueError where none is read. `place` moves on."""
        self.place = place
        return self._value(0)

    def of_function(self, start: int) -> Any:
        """Return what a function at a place returns for the arguments it is called with."""
        match = _FUNCTION.match(self.text, start)
        if not match:
            raise ValueError("no function")
        value = self.read(match.end())
        self._skip("}")
        self._skip("(")
        arguments = self._items(")", 0)
        names = [name.strip() for name in match[1].split(",")]
        return _filled(value, dict(zip(names, arguments, strict=False)), 0)

    def _value(self, depth: int) -> Any:
        self.budget.left -= 1
        if depth > _DEPTH_MAX or self.budget.left < 0:
            raise ValueError("too much")
        sign = self._next()
        if sign == "{":
            self.place += 1
            return self._members(depth)
        if sign == "[":
            self.place += 1
            return self._items("]", depth)
        if sign in "\"'`":
            return self._string()
        return self._word()

    def _next(self) -> str:
        match = _SPACE.match(self.text, self.place)
        self.place = match.end() if match else self.place
        return self.text[self.place : self.place + 1] or "\0"

    def _skip(self, sign: str) -> None:
        if self._next() != sign:
            raise ValueError(f"no {sign}")
        self.place += 1

    def _until(self, end: str) -> Iterator[str]:
        """Yield the sign with which each part begins, up to a sign that ends them; read past it."""
        while (sign := self._next()) != end:
            if sign == ",":
                self.place += 1
            else:
                yield sign
        self.place += 1

    def _items(self, end: str, depth: int) -> list[Any]:
        return [self._value(depth + 1) for _ in self._until(end)]

    def _members(self, depth: int) -> dict[str, Any]:
        members: dict[str, Any] = {}
        for sign in self._until("}"):
            name = self._string() if sign in "\"'" else self._key()
            self._skip(":")
            members[name] = self._value(depth + 1)
        return members

    def _key(self) -> str:
        match = _KEY.match(self.text, self.place)
        if not match:
            raise ValueError("no name")
        self.place = match.end()
        return match[0]

    def _string(self) -> str:
        match = _STRING.match(self.text, self.place)
        if not match:  # it was looked for up to the end
            self.budget.left -= (len(self.text) - self.place) // _CHARS_PER_VALUE
            raise ValueError("no string")
        self.place = match.end()
        if match.end() - match.start() > _STRING_CHARS_MAX:
            raise ValueError("too long")
        return unescaped(match[match.lastindex or 1])

    def _word(self) -> Any:
        """Read a number, a constant or a name; what is called has no value, for nothing is run."""
        match = _WORD.match(self.text, self.place)
        if not match:
            raise ValueError("no value")
        word, self.place = match[0], match.end()
        if word in ("void", "new"):
            self._value(_DEPTH_MAX)  # read past it: `void` has no value, and no class is known
            return None
        if self._next() == "(":
            self.place += 1
            self._items(")", _DEPTH_MAX - 1)
            return None
        if word in _WORDS:
            return _WORDS[word]
        if word[0].isdigit() or word[0] in "-+":
            try:
                return float(word) if "." in word else int(word)
            except ValueError:
                return None
        return _Name(word) if _KEY.fullmatch(word) else None


def unescaped(text: str) -> str:
    """Undo the escapes of a program's string."""
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_character, text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(match: re.Match[str]) -> str:
    number = match[1] or match[2] or match[3]
    if number:
        return chr(min(int(number, 16), 0x10FFFF))
    return _SIMPLE.get(match[4], match[4])


def _filled(value: Any, names: dict[str, Any], depth: int) -> Any:
    """Put the arguments in the places of their names."""
    if isinstance(value, _Name):
        return names.get(value)
    if depth > _DEPTH_MAX:
        return None
    if isinstance(value, list):
        return [_filled(each, names, depth + 1) for each in value]
    if isinstance(value, dict):
        return {name: _filled(each, names, depth + 1) for name, each in value.items()}
    return value
