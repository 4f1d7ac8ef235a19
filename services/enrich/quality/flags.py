"""What a site calls the article, or what its form shows: a live blog, an opinion."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args
from unicodedata import normalize
from urllib.parse import urlsplit

import regex

from schemas.events import ArticleExtracted, Flag, FlagName
from services.enrich.reading import Fields, Reading

READ_CHARACTERS = 20_000
HEAD_CHARACTERS = 1_500
"""Where a press release says that it is one."""
LEAST_TIMES = 6
"""Lines that begin with a time of day."""
_RELEASE = "for immediate release"
LEAST_TURNS = 8
LEAST_TURN_SHARE = 0.4
"""Lines that begin with a speaker's name, and their share of all lines."""
LEAST_IMAGES = 6
WORDS_PER_IMAGE = 60

_TIME = regex.compile(
    r"\W{0,3}(?:上午|下午|凌晨|午前|午後|오전 ?|오후 ?)?"
    r"(?:[01]?\d|2[0-3])(?:[:.h时時点點]|시 ?)[0-5]\d(?!\d)"
)
_TURN = regex.compile(
    r"^(?:(?:\p{Lu}[\p{L}\p{M}.'’-]*+ ?){1,4}: |\p{Hangul}{1,6}: |[\p{Han}\p{Katakana}]{1,8}：)\S",
    regex.MULTILINE,
)
_TITLE_ENDS = regex.compile(r"\s?[:：|｜\[\]【】()（）]\s?|\s[–—-]\s|\.+\s")
"""What sets a part of a title off from the others."""
_SECTION_ENDS = regex.compile(r"\s*[/|>]\s*")
SELF_MAX_CHARACTERS = 160
"""A line that says the article is paid for is a short one, among the first or the last."""
SELF_LINES = 3
SLUG_MIN_LETTERS = 5
"""Of a shorter word a path means anything: /pr/, /ad/, /ilan/, /foto/."""


def fields(reading: Reading) -> Fields:
    """Return `flags`."""
    found: dict[FlagName, Flag] = {}
    for flag in find_flags(reading.article):
        found.setdefault(flag.name, flag)
    return {"flags": list(found.values())}


def find_flags(article: ArticleExtracted) -> Iterator[Flag]:
    """Yield what the article is, with the source; what the site says comes first."""
    path = urlsplit(article.canonical_url).path.lower().split("/")
    section = _SECTION_ENDS.split(_folded(article.section))
    parts = [part for part in _TITLE_ENDS.split(_folded(article.title)) if part]
    first, last = (set(parts[:1]), set(parts[-1:])) if len(parts) > 1 else (set(), set())
    for name, words in _words().items():
        if not words["path"].isdisjoint(path) or _begins(path, words["path_start"]):
            yield Flag(name=name, source="url")
        if not words["section"].isdisjoint(section):
            yield Flag(name=name, source="section")
        is_set_off = first & words["title"] or last & words["title_last"]
        if is_set_off or _says(parts, words):
            yield Flag(name=name, source="title")
    yield from _by_form(article)


def _folded(text: str | None) -> str:
    """Write a text in small letters, with a space for what joins two Persian words.

    The small letter of the Turkish `İ` is a plain `i`.
    """
    return " ".join((text or "").replace("\u200c", " ").replace("İ", "i").lower().split())


def _begins(texts: Sequence[str], starts: frozenset[str]) -> bool:
    return bool(starts) and any(text.startswith(tuple(starts)) for text in texts)


def _says(parts: Sequence[str], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a part of a title begins with such words, or ends with them."""
    return _begins(parts, words["title_start"]) or any(
        part.endswith(tuple(words["title_end"])) for part in parts if words["title_end"]
    )


def _by_form(article: ArticleExtracted) -> Iterator[Flag]:
    text = article.text[:READ_CHARACTERS]
    lines = text.split("\n")
    if sum(map(bool, map(_TIME.match, lines))) >= LEAST_TIMES:
        yield Flag(name="liveblog", source="text")
    colons = max(text.count(": "), text.count("："))
    turns = len(_TURN.findall(text)) if colons >= LEAST_TURNS else 0
    if turns >= LEAST_TURNS and turns >= LEAST_TURN_SHARE * len(lines):
        yield Flag(name="transcript", source="text")
    head = text[:HEAD_CHARACTERS]
    if any(mark in head for mark in _marks("press_release")) or _is_for_release(head):
        yield Flag(name="press_release", source="text")
    ends = (each.lower() for each in (*lines[:SELF_LINES], *lines[-SELF_LINES:]))
    if any(
        mark in line
        for line in ends
        if len(line) <= SELF_MAX_CHARACTERS
        for mark in _marks("sponsored")
    ):
        yield Flag(name="sponsored", source="text")
    images = sum(block.kind == "image" for block in article.blocks)
    if images >= LEAST_IMAGES and len(text.split()) <= WORDS_PER_IMAGE * images:
        yield Flag(name="gallery", source="blocks")


def _is_for_release(head: str) -> bool:
    """Whether a line of its own says so, in small letters too; a sentence may hold the words."""
    return any(line.strip(" .:-–—*").lower() == _RELEASE for line in head.split("\n"))


@cache
def _words() -> dict[FlagName, dict[str, frozenset[str]]]:
    return {name: _sets(words) for name, words in _lists().items()}


def _sets(words: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Join the lists: what sets off a title names a section, and what names one, a path's part."""
    section = frozenset(words["section"]) | frozenset(words["title"])
    return {
        "path": frozenset(words["path"].split()) | frozenset(filter(None, map(_slug, section))),
        "path_start": frozenset(words.get("path_start", "").split()),
        "section": section,
        "title": frozenset(words["title"]) | frozenset(words.get("title_only", ())),
        "title_last": frozenset(words.get("title_last", ())),
        "title_start": frozenset(words.get("title_start", ())),
        "title_end": frozenset(words.get("title_end", ())),
    }


def _slug(words: str) -> str:
    """Spell words as addresses do, in plain letters; nothing where these are none, or too short."""
    plain = normalize("NFKD", words.replace("ı", "i")).encode("ascii", "ignore").decode()
    if len(plain) < SLUG_MIN_LETTERS or len(plain) < len(words):
        return ""
    return "-".join(re.findall("[a-z]+", plain))


@cache
def _marks(name: FlagName) -> Sequence[str]:
    return [line for line in _lists()[name]["text"].split("\n") if line]


@cache
def _lists() -> dict[FlagName, Any]:
    words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {name: words[name] for name in get_args(FlagName)}
