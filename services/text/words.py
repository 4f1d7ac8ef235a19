"""Words as keywords compare them: their form, their folding, and those that say nothing."""

import re
from collections.abc import Callable
from functools import cache
from typing import TypeVar

import regex

from services.text.classes import character_class

T = TypeVar("T")

CAPITAL_NOUNS = frozenset(["de", "lb"])
"""Languages that write every noun with a capital, and so nothing else."""
WORD_MAX_CHARACTERS = 40
"""Longer is no word; a megabyte of one letter would be one."""
WORDS_KEPT = 20_000
"""Of the words that were met lately what was computed is kept: a few MB."""

UNSPACED = character_class(r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}")
"""Scripts written without spaces, as the inside of a character class."""
SHORT_WORDED = character_class(r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}")
"""Scripts of which a character or two say what a word of another does; Korean has spaces, too."""
DENSE = re.compile(f"[{SHORT_WORDED}]")
"""A letter of these."""

TITLES = frozenset(["mr", "mrs", "ms", "dr", "prof", "sra", "srta", "mme", "mlle", "hr", "doç"])
"""They stand before names in any text, and no stop-word list has them."""

# not \w: it splits Hindi at its vowel signs, and Persian at U+200C
_LETTER = "[" + character_class(r"\p{L}\p{M}") + "]"
_INSIDE = "[" + character_class(r"\p{L}\p{M}\p{N}") + "]"
LETTERS = rf"{_LETTER}{_INSIDE}*+"
"""The part of a word before a hyphen or an apostrophe."""
_GOES_ON = rf"[\u200c\u200d'’‘-]{_INSIDE}++"
WORD = rf"{LETTERS}(?:{_GOES_ON}(?:{_GOES_ON})*|)"
"""A word as a pattern for `re`; its group is not possessive: see `sentences.py`.

Between its letters Uzbek has a ‘, as others have an apostrophe. To go on or not takes `re` two
thirds of the time of going on any number of times.
"""

_ELISION = regex.compile(
    r"^(?!O['’]\p{Lu})(?:\p{Latin}|[Qq]u)['’](?=\p{L})|['’][Ss]$|(?<=^\p{Lu}\p{L}{2,})['’]\p{Ll}{1,4}$"
)
_UNSPACED_RUN = re.compile(rf"[{UNSPACED}]++")
_SPACED = re.compile(r"[\0-\u0dff\u2000-\u2e7f]*+").fullmatch
"""What has no character of such scripts: to go on while it fits is four times as fast as to look
for one that does not."""
SAME_LETTERS = {"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه", "’": "'", "‘": "'"} | dict.fromkeys(
    ["\u0307", "\u0654", "\u200c", "\u200d"], ""
)
"""Letters that are written for one another or left out, and what to read."""

_TO_SAME_LETTERS = str.maketrans(SAME_LETTERS)
_HAS_SAME_LETTERS = re.compile(f"[{''.join(SAME_LETTERS)}]").search
"""Few words have any, and to look is five times as fast as to translate."""


def fold_once(word: str) -> str:
    """Make spellings of one word equal: case, Arabic letters, ZWNJ, ezafe, Turkish dots."""
    folded = word.casefold()
    if folded.isascii():
        return folded
    return folded.translate(_TO_SAME_LETTERS) if _HAS_SAME_LETTERS(folded) else folded


class Kept(dict[str, T]):
    """What a function makes of the words that were met lately; full, it begins again.

    A look-up costs half of what it costs with `functools.lru_cache`. For single words, not for
    phrases: those fill it and never come again.
    """

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> T:
        made = self._make(word)
        if len(word) <= WORD_MAX_CHARACTERS:
            if len(self) >= WORDS_KEPT:
                self.clear()
            self[word] = made
        return made


fold: Callable[[str], str] = Kept(fold_once).__getitem__
"""`fold_once`, kept for words."""


def fold_case(text: str) -> str:
    """Fold a text as far as that joins no words; mostly that is all there is to do."""
    return text.casefold().replace("’", "'")


def is_folded(read: str) -> bool:
    """Whether nothing is left to do for the words of what `fold_case` returned."""
    return read.isascii() or not any(map(read.__contains__, SAME_LETTERS))


def bare(word: str) -> str:
    """Take off an article, a possessive, a Turkish ending: l'État, China's, Ankara'da."""
    return str(_ELISION.sub("", word)) if "'" in word or "’" in word else word


def without_unspaced(text: str) -> str:
    """Write a bar for every run of a script without spaces."""
    return _UNSPACED_RUN.sub("|", text)


def has_unspaced(text: str) -> bool:
    """Whether any of a text is in a script without spaces."""
    return may_be_unspaced(text) and _UNSPACED_RUN.search(text) is not None


def may_be_unspaced(text: str) -> bool:
    """Whether to look for such scripts at all; quick to say no."""
    return not text.isascii() and _SPACED(text) is None


@cache
def stop_words(language: str | None) -> frozenset[str]:
    """Words of a language that carry no subject, folded; only titles for an unknown one."""
    if language is None:
        return TITLES
    from stopwordsiso import stopwords

    return TITLES.union(fold_once(word) for word in stopwords(language))
