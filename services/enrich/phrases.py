"""Candidate phrases of spaced scripts: runs of words between stop words and marks (RAKE)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from services.enrich.words import UNSPACED, WORD, WORD_MAX_CHARACTERS, bare, fold

PHRASE_MAX_WORDS = 3
LEAST_LETTERS = 2

_UNSPACED_RUN = regex.compile(rf"[{UNSPACED}]++")
_TOKEN = regex.compile(rf"({WORD})|[^\p{{L}}\p{{M}} ]++")
Word = tuple[str, str]
"""As it stands in the text, and folded."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, and how often it stands in the text."""

    key: str
    """Folded."""
    form: str
    """As it stands there first."""
    words: float
    count: int


def runs(text: str, stop: frozenset[str]) -> Iterator[list[Word]]:
    """Yield runs of words between stop words and marks."""
    run: list[Word] = []
    for token in _TOKEN.findall(_UNSPACED_RUN.sub("|", text)):
        form = bare(token)
        word = fold(form)
        if LEAST_LETTERS <= len(word) <= WORD_MAX_CHARACTERS and word not in stop:
            run.append((form, word))
        elif run:
            yield run
            run = []
    if run:
        yield run


def phrases(text: str, stop: frozenset[str]) -> dict[str, Phrase]:
    """Count the phrases of one to three words, by folded form.

    What stands once counts if it is a whole run; a part of a run must come again.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str, ...], list[Word]] = {}
    whole: set[tuple[str, ...]] = set()
    for run in runs(text, stop):
        whole.add(tuple(word for _, word in run))
        for part in _parts(run):
            key = tuple([word for _, word in part])
            counts[key] += 1
            first.setdefault(key, part)
    return {
        (joined := " ".join(key)): Phrase(
            joined, " ".join(form for form, _ in first[key]), len(key), count
        )
        for key, count in counts.items()
        if count > 1 or len(key) == 1 or key in whole
    }


def _parts(run: list[Word]) -> Iterator[list[Word]]:
    for size in range(1, PHRASE_MAX_WORDS + 1):
        for start in range(len(run) - size + 1):
            yield run[start : start + size]
