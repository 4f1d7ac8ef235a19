"""Candidate phrases of spaced scripts: runs of words between stop words and marks (RAKE)."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import regex

from services.text.words import UNSPACED, WORD, WORD_MAX_CHARACTERS, bare, fold

LEAST_LETTERS = 2

_UNSPACED_RUN = regex.compile(rf"[{UNSPACED}]++")
_TOKEN = regex.compile(rf"({WORD})|[^\p{{L}}\p{{M}} ]++")


class Phrase(NamedTuple):
    """A phrase, and how often it stands in the text."""

    key: str
    """Folded."""
    form: str
    """As it stands there: in small letters if ever, so that only a name keeps its capital."""
    words: float
    times: int


def phrases(text: str, stop: frozenset[str]) -> dict[str, Phrase]:
    """Count the phrases of one to three words, by folded form.

    What stands once counts if it is a whole run; a part of a run must come again.
    """
    parts: list[tuple[str, ...]] = []
    forms: list[tuple[str, ...]] = []
    whole: set[tuple[str, ...]] = set()
    for words, words_as_written in runs(text, stop):
        whole.add(tuple(words))
        parts += _parts(words)
        forms += _parts(words_as_written)
    written = dict(zip(reversed(parts), reversed(forms), strict=True))  # the first one stays
    written |= {part: part for part in set(parts).intersection(forms)}
    return {
        (key := " ".join(part)): Phrase(key, " ".join(written[part]), len(part), count)
        for part, count in Counter(parts).items()
        if count > 1 or part in whole
    }


def runs(text: str, stop: frozenset[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield runs of words between stop words and marks: folded, and as written."""
    folded: list[str] = []
    written: list[str] = []
    known: dict[str, tuple[str, str] | None] = {"": None}
    for token in _TOKEN.findall(_UNSPACED_RUN.sub("|", text)):
        if token not in known:
            known[token] = _word(token, stop)
        if (word := known[token]) is not None:
            folded.append(word[0])
            written.append(word[1])
        elif folded:
            yield folded, written
            folded, written = [], []
    if folded:
        yield folded, written


def _word(token: str, stop: frozenset[str]) -> tuple[str, str] | None:
    form = bare(token)
    word = fold(form)
    fits = LEAST_LETTERS <= len(word) <= WORD_MAX_CHARACTERS
    return (word, form) if fits and word not in stop else None


def _parts(words: list[str]) -> list[tuple[str, ...]]:
    """Return every one, two and three words that stand together."""
    if len(words) == 1:
        return [(words[0],)]
    following = words[1:]
    return [*zip(words), *zip(words, following), *zip(words, following, words[2:])]  # noqa: B905
