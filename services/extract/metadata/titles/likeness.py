"""How much two titles are alike: by their words, or by pairs of letters."""

import re
from collections.abc import Iterable

from services.extract.markup.normalise import key

_WORD = re.compile(r"\w+")
_WORDS_FEW = 2
"""So few words are compared by their letters, as are scripts without spaces."""


def likeness(text: str, titles: Iterable[str]) -> float:
    """Return the highest Dice coefficient of a text and a title: of words, or pairs of letters."""
    pairs = (_comparable(text, title) for title in titles)
    shares = (2 * len(one & other) / (len(one) + len(other) or 1) for one, other in pairs)
    return max(shares, default=0.0)


def _comparable(one: str, other: str) -> tuple[set[str], set[str]]:
    words = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    if min(map(len, words)) > _WORDS_FEW:
        return words
    return _pairs(key(one)), _pairs(key(other))


def _pairs(letters: str) -> set[str]:
    return {letters[place : place + 2] for place in range(len(letters) - 1)}
