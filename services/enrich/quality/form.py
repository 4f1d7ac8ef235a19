"""What kind of article the form of a text shows: lines with times, turns, a release's notes."""

from collections.abc import Iterable, Iterator, Sequence

import regex

from schemas.events import ArticleExtracted, Flag, FlagName
from services.enrich.counts import count
from services.enrich.quality.flag_words import flag_words

READ_CHARACTERS = 20_000
HEAD_CHARACTERS = 1_500
"""Where a press release says that it is one."""
LEAST_TIMES = 6
"""Lines that begin with a time of day."""
LEAST_TURNS = 6
LEAST_TURN_SHARE = 0.4
"""Lines that begin with a speaker's name, and their share of all lines."""
MOST_SPEAKER_SHARE = 0.5
"""Speakers for each turn: in a list of facts each label stands once."""
LEAST_IMAGES = 6
SECONDS_PER_IMAGE = 16
"""Of reading; some 60 words, or 120 characters of Chinese."""
SELF_MAX_CHARACTERS = 160
"""A line that says the article is paid for is a short one, among the first or the last."""
SELF_LINES = 3
END_LINES = 12
"""Among these stands what a release or an opinion ends with: whom to ask, whose view it is."""

_RELEASE = "for immediate release"
_ASKED = ("Q. ", "A. ")
_ENDING: tuple[FlagName, ...] = ("press_release", "opinion")
_TIME = regex.compile(
    r"\W{0,3}(?:上午|下午|凌晨|午前|午後|오전 ?|오후 ?)?"
    r"(?:[01]?\d|2[0-3])(?:[:.h时時点點]|시 ?)[0-5]\d(?!\d)"
)
_TURN = regex.compile(
    r"((?:\p{Lu}[\p{L}\p{M}.'’-]*+ ?){1,4}: |[QA]\. |\p{Hangul}{1,6}: "
    r"|[\p{Han}\p{Katakana}]{1,8}：)\S"
)


def flags_by_form(article: ArticleExtracted) -> Iterator[Flag]:
    """Yield what the form of the text and its images show, whatever the site calls it."""
    text = article.text[:READ_CHARACTERS]
    lines = text.split("\n")
    if sum(map(bool, map(_TIME.match, lines))) >= LEAST_TIMES:
        yield Flag(name="liveblog", source="text")
    if _has_turns(lines):
        yield Flag(name="transcript", source="text")
    if _is_release(text[:HEAD_CHARACTERS]):
        yield Flag(name="press_release", source="text")
    if _is_paid((*lines[:SELF_LINES], *lines[-SELF_LINES:])):
        yield Flag(name="sponsored", source="text")
    yield from _by_ending((*lines[:SELF_LINES], *lines[-END_LINES:]))
    images = sum(block.kind == "image" for block in article.blocks)
    if images >= LEAST_IMAGES and count(text).reading_seconds <= SECONDS_PER_IMAGE * images:
        yield Flag(name="gallery", source="blocks")


def _has_turns(lines: Sequence[str]) -> bool:
    least = max(LEAST_TURNS, LEAST_TURN_SHARE * len(lines))
    marked = [line for line in lines if ": " in line or "：" in line or line.startswith(_ASKED)]
    turns = [turn[1] for turn in map(_TURN.match, marked) if turn] if len(marked) >= least else []
    return len(turns) >= least and len(set(turns)) <= MOST_SPEAKER_SHARE * len(turns)


def _is_release(head: str) -> bool:
    """Whether a wire says so, or a line of its own; a sentence may hold the words."""
    return any(mark in head for mark in flag_words()["press_release"].text) or any(
        line.strip(" .:-–—*").lower() == _RELEASE for line in head.split("\n")
    )


def _is_paid(lines: Iterable[str]) -> bool:
    marks = flag_words()["sponsored"].text
    short = (line.lower() for line in lines if len(line) <= SELF_MAX_CHARACTERS)
    return any(mark in line for line in short for mark in marks)


def _by_ending(lines: Sequence[str]) -> Iterator[Flag]:
    """Yield what a line says of the whole by how it begins: `Media contact:`."""
    begun = [line[:SELF_MAX_CHARACTERS].lower().lstrip(" *_([") for line in lines]
    for name in _ENDING:
        starts = flag_words()[name].line_start
        if any(line.startswith(starts) for line in begun):
            yield Flag(name=name, source="text")
