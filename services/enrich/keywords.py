"""What the text is about: phrases, weighted by how often they stand and where.

A keyword is a phrase between stop words (RAKE), of Chinese, Japanese and Thai a repeated run of
characters. Weight: occurrences x words, doubled in the title, doubled for a proper name.
"""

from collections.abc import Iterable

from schemas.events import Keyword
from services.enrich.ngrams import repeated
from services.enrich.phrases import Phrase, phrases
from services.enrich.script import own_lines
from services.enrich.words import fold, stop_words

KEYWORDS_MAX = 10
READ_CHARACTERS = 10_000
"""Beyond that an article repeats itself, and the time is bounded."""
TITLE_BOOST = 2.0
NAME_BOOST = 2.0
SAME_COUNT_RATIO = 1.5
"""A part of a better phrase that seldom stands alone says nothing new."""


def keywords(text: str, title: str | None, language: str | None) -> list[Keyword]:
    """Find at most 10 phrases, best first, as they stand in the text."""
    head = "\n".join(own_lines(text[:READ_CHARACTERS], language))
    stop = stop_words(language)
    found = phrases(head, stop) | repeated(head, stop)
    folded_title = f" {fold(title or '')} "
    scored = {key: _score(phrase, folded_title) for key, phrase in found.items()}
    ranked = sorted(found.values(), key=lambda each: (-scored[each.key], -each.words, each.key))
    return [
        Keyword(text=phrase.form, score=round(scored[phrase.key], 2))
        for phrase in _distinct(ranked, KEYWORDS_MAX)
    ]


def _score(phrase: Phrase, title: str) -> float:
    score = phrase.times * phrase.words
    if phrase.key in title:
        score *= TITLE_BOOST
    if all(word[0].isupper() for word in phrase.form.split()):
        score *= NAME_BOOST
    return score


def _distinct(ranked: Iterable[Phrase], wanted: int) -> list[Phrase]:
    """Take the best, without parts of what is taken that hardly stand alone."""
    kept: list[Phrase] = []
    for phrase in ranked:
        if not any(_is_part(phrase, other) for other in kept):
            kept.append(phrase)
            if len(kept) == wanted:
                break
    return kept


def _is_part(phrase: Phrase, other: Phrase) -> bool:
    return phrase.key in other.key and phrase.times <= SAME_COUNT_RATIO * other.times
