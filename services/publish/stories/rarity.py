"""How rare a word is in its language, whatever its ending."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import regex

from services.text.frequency import read_frequencies
from services.text.words import stop_words

STEM = 5
"""Letters; inflected languages put what differs behind them. Chosen on half A."""
STEM_DENSE = 2
"""Of hangul, where a syllable is a letter."""
COMMON = 2.8
RAREST = 6.5
"""A word has no weight at 1 in 10**2.8, and all of it at 1 in 10**6.5, where the lists end."""
STEPS = 60
"""Of rarity for each factor of ten: a byte holds all of them."""
UNLISTED = 2 * STEPS
"""Rarity of a word of a language that has no list; its stop words have none."""
UNHEARD = round((RAREST - COMMON) * STEPS)
"""Of one that no list has."""
LANGUAGES_MAX = 24
"""Kept in memory at once, about 2 MB each."""

_DENSE = regex.compile(r"\p{Hangul}")
_DENSE_FIRST = "\u1100"
"""The first character of hangul; most words need no closer look."""


def stem(word: str) -> str:
    """Cut a folded word where its ending may begin; numbers stay as they are."""
    if word[0].isdigit():
        return word
    if word[0] >= _DENSE_FIRST and _DENSE.match(word):
        return word[:STEM_DENSE]
    return _without_ending(word)


def _without_ending(word: str) -> str:
    if "ё" in word:
        word = word.replace("ё", "е")
    return word[:STEM] if len(word) > STEM else word[: STEM - 1]


def rarities(stems: Iterable[str], language: str | None) -> dict[str, int]:
    """Return the rarity of each that tells anything, in steps: up to `UNHEARD`."""
    listed = _listed(language)
    if listed:
        return {each: value for each in stems if (value := listed.get(each, UNHEARD))}
    stops = _stops(language)
    return {each: UNLISTED for each in stems if each not in stops}


@lru_cache(LANGUAGES_MAX)
def _listed(language: str | None) -> dict[str, int]:
    """Return the rarity of each stem: of what part of a language's words begin with it."""
    found = read_frequencies(language)
    found.pop("", None)
    share_of = {zipf: 10 ** (zipf - 9) for zipf in set(found.values())}  # in a thousand million
    shares: dict[str, float] = {}
    for each, zipf in zip(_stems(list(found)), found.values(), strict=True):
        shares[each] = shares.get(each, 0.0) + share_of[zipf]
    rarity = np.minimum(-np.log10(list(shares.values())), RAREST) - COMMON
    steps: list[int] = np.rint(np.maximum(rarity, 0) * STEPS).astype(int).tolist()
    return dict(zip(shares, steps, strict=True))


def _stems(words: Sequence[str]) -> list[str]:
    """Return the `stem` of each of many words, in a quarter of the time: without calls for most."""
    odd = {first for first in {word[0] for word in words} if not _is_plain(first)}
    return [
        stem(word)
        if word[0] in odd or "ё" in word
        else (word[:STEM] if len(word) > STEM else word[: STEM - 1])
        for word in words
    ]


def _is_plain(first: str) -> bool:
    """Tell whether words with this first letter are neither numbers nor hangul."""
    return not (first.isdigit() or _DENSE.match(first))


@lru_cache(LANGUAGES_MAX)
def _stops(language: str | None) -> frozenset[str]:
    return frozenset(stem(word) for word in stop_words(language))
