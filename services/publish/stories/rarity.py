"""How rare a word is in its language, whatever its ending."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import log10

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
UNLISTED = 2.0
"""Rarity of a word of a language that has no list; its stop words have none."""
LANGUAGES_MAX = 24
"""Kept in memory at once, about 2 MB each."""

_DENSE = regex.compile(r"\p{Hangul}")
_DENSE_FIRST = "\u1100"


def stem(word: str) -> str:
    """Cut a folded word where its ending may begin; numbers stay as they are."""
    if (len(word) < STEM and word.isascii()) or word[0].isdigit():
        return word
    word = word.replace("ё", "е")
    if word >= _DENSE_FIRST and _DENSE.match(word):
        return word[:STEM_DENSE]
    return word[: max(STEM - 1, min(len(word) - 1, STEM))]


def rarities(stems: Iterable[str], language: str | None) -> dict[str, float]:
    """Return each one's: 0 for a word that tells nothing, to 3.7 for one that no list has."""
    listed = _listed(language)
    if listed:
        return {each: listed.get(each, RAREST - COMMON) for each in stems}
    stops = _stops(language)
    return {each: 0.0 if each in stops else UNLISTED for each in stems}


@lru_cache(LANGUAGES_MAX)
def _listed(language: str | None) -> dict[str, float]:
    found = read_frequencies(language)
    share_of = {zipf: 10 ** (zipf - 9) for zipf in set(found.values())}  # in a thousand million
    shares = defaultdict[str, float](float)
    for word, zipf in found.items():
        if word:
            shares[stem(word)] += share_of[zipf]
    return {each: max(min(-log10(share), RAREST) - COMMON, 0.0) for each, share in shares.items()}


@lru_cache(LANGUAGES_MAX)
def _stops(language: str | None) -> frozenset[str]:
    return frozenset(stem(word) for word in stop_words(language))
