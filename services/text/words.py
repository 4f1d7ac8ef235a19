"""Words as keywords compare them: their form, their folding, and those that say nothing."""

from functools import cache

import regex

WORD_MAX_CHARACTERS = 40
"""Longer is no word; a megabyte of one letter would be one."""

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts written without spaces, as the inside of a character class."""

TITLES = frozenset(["mr", "mrs", "ms", "dr", "prof", "sra", "srta", "mme", "mlle", "hr", "doç"])
"""They stand before names in any text, and no stop-word list has them."""

# not \w: it splits Hindi at its vowel signs, and Persian at U+200C
WORD = r"[\p{L}\p{M}][\p{L}\p{M}\p{N}]*+(?:[\u200c\u200d'’-][\p{L}\p{M}\p{N}]++)*+"

_ELISION = regex.compile(
    r"^(?:\p{L}|[Qq]u)['’](?=\p{L})|['’][Ss]$|(?<=^\p{Lu}\p{L}{2,})['’]\p{Ll}{1,4}$"
)
_SAME_LETTERS = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه", "’": "'"}
    | dict.fromkeys(["\u0307", "\u0654", "\u200c", "\u200d"])
)


def fold(word: str) -> str:
    """Make spellings of one word equal: case, Arabic letters, ZWNJ, ezafe, Turkish dots."""
    folded = word.casefold()
    return folded if folded.isascii() else folded.translate(_SAME_LETTERS)


def bare(word: str) -> str:
    """Take off an article, a possessive, a Turkish ending: l'État, China's, Ankara'da."""
    return str(_ELISION.sub("", word)) if "'" in word or "’" in word else word


@cache
def stop_words(language: str | None) -> frozenset[str]:
    """Words of a language that carry no subject, folded; only titles for an unknown one."""
    if language is None:
        return TITLES
    from stopwordsiso import stopwords

    return TITLES.union(fold(word) for word in stopwords(language))
