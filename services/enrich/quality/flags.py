"""What a site calls the article, or what its form shows: a live blog, an opinion."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

import regex

from schemas.events import ArticleExtracted, Flag, FlagName
from services.enrich.reading import Fields, Reading

READ_CHARACTERS = 20_000
HEAD_CHARACTERS = 1_500
"""Where a press release says that it is one."""
LEAST_TIMES = 6
"""Lines that begin with a time of day."""
LEAST_TURNS = 8
LEAST_TURN_SHARE = 0.4
"""Lines that begin with a speaker's name, and their share of all lines."""
LEAST_IMAGES = 6
WORDS_PER_IMAGE = 60

_TIME = regex.compile(r"\W{0,3}(?:[01]?\d|2[0-3])[:.h][0-5]\d(?!\d)")
_TURN = regex.compile(r"^(?:\p{Lu}[\p{L}\p{M}.'’-]*+ ?){1,4}: \S", regex.MULTILINE)
_TITLE_START = regex.compile(r"^[\[【(]?([^:：|–—\]】)]{2,30}?)\s?(?:[:：|\]】)]|\s[–—-]\s)")


def fields(reading: Reading) -> Fields:
    """Return `flags`."""
    found: dict[FlagName, Flag] = {}
    for flag in find_flags(reading.article):
        found.setdefault(flag.name, flag)
    return {"flags": list(found.values())}


def find_flags(article: ArticleExtracted) -> Iterator[Flag]:
    """Yield what the article is, with the source; what the site says comes first."""
    path = frozenset(urlsplit(article.canonical_url).path.lower().split("/"))
    section = (article.section or "").strip().lower()
    start = _TITLE_START.match(article.title or "")
    title = start.group(1).strip().lower() if start else ""
    for name, words in _words().items():
        if not path.isdisjoint(words["path"]):
            yield Flag(name=name, source="url")
        if section in words["section"]:
            yield Flag(name=name, source="section")
        if title in words["title"]:
            yield Flag(name=name, source="title")
    yield from _by_form(article)


def _by_form(article: ArticleExtracted) -> Iterator[Flag]:
    text = article.text[:READ_CHARACTERS]
    lines = text.split("\n")
    if sum(map(bool, map(_TIME.match, lines))) >= LEAST_TIMES:
        yield Flag(name="liveblog", source="text")
    turns = len(_TURN.findall(text)) if text.count(": ") >= LEAST_TURNS else 0
    if turns >= LEAST_TURNS and turns >= LEAST_TURN_SHARE * len(lines):
        yield Flag(name="transcript", source="text")
    if any(mark in text[:HEAD_CHARACTERS] for mark in _press_marks()):
        yield Flag(name="press_release", source="text")
    images = sum(block.kind == "image" for block in article.blocks)
    if images >= LEAST_IMAGES and len(text.split()) <= WORDS_PER_IMAGE * images:
        yield Flag(name="gallery", source="blocks")


@cache
def _words() -> dict[FlagName, dict[str, frozenset[str]]]:
    return {
        name: {
            "path": frozenset(words["path"].split()),
            "section": frozenset(words["section"]),
            "title": frozenset(words["title"]),
        }
        for name, words in _lists().items()
    }


@cache
def _press_marks() -> Sequence[str]:
    return [line for line in _lists()["press_release"]["text"].split("\n") if line]


@cache
def _lists() -> dict[FlagName, Any]:
    words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {name: words[name] for name in get_args(FlagName)}
