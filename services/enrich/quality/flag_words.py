"""The words by which sites call a kind of article, of `flag_words.toml`."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, get_args
from unicodedata import normalize

from schemas.events import FlagName
from services.text.lists import lists_of

SLUG_MIN_LETTERS = 5
"""Of a shorter word a path means anything: /pr/, /ad/, /ilan/, /foto/."""


class FlagWords(NamedTuple):
    """The words of a kind of article, by where they stand; what begins something is a tuple."""

    path: frozenset[str]
    path_start: tuple[str, ...]
    path_within: tuple[str, ...]
    """With the hyphens around them."""
    section: frozenset[str]
    title: frozenset[str]
    title_last: frozenset[str]
    title_start: tuple[str, ...]
    title_end: tuple[str, ...]
    text: Sequence[str]
    line_start: tuple[str, ...]


@cache
def flag_words() -> Mapping[FlagName, FlagWords]:
    """Return the words of each kind."""
    lists = lists_of(__file__)
    return {name: _words(lists[name]) for name in get_args(FlagName)}


def _words(words: Mapping[str, Any]) -> FlagWords:
    """Join the lists: what sets off a title names a section, and what names one, a path's part."""
    words = {
        name: each if isinstance(each, str) else list(map(plain_i, each))
        for name, each in words.items()
    }
    section = frozenset(words["section"]) | frozenset(words["title"])
    return FlagWords(
        path=frozenset(words["path"].split()) | frozenset(filter(None, map(slug, section))),
        path_start=tuple(words.get("path_start", "").split()),
        path_within=tuple(f"-{each}-" for each in words.get("path_within", "").split()),
        section=section,
        title=frozenset(words["title"]) | frozenset(words.get("title_only", ())),
        title_last=frozenset(words.get("title_last", ())),
        title_start=tuple(words.get("title_start", ())),
        title_end=tuple(words.get("title_end", ())),
        text=_lines(words.get("text", "")),
        line_start=_lines(words.get("line_start", "")),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("\n")))


def plain_i(words: str) -> str:
    """Write the Turkish `ı` as `i`, which is what becomes of its capital elsewhere: CANLI."""
    return words.replace("ı", "i")


def slug(words: str) -> str:
    """Spell words as addresses do, in plain letters; nothing where these are none, or too short."""
    plain = normalize("NFKD", plain_i(words)).encode("ascii", "ignore").decode()
    if len(plain) < SLUG_MIN_LETTERS or len(plain) < len(words):
        return ""
    return "-".join(re.findall("[a-z]+", plain))
