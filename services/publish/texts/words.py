"""A text as words, folded: the same for every spelling that a reader would call the same."""

import unicodedata

import regex

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts that put no blanks between words: each of their characters counts as one."""

WORD = regex.compile(rf"[{UNSPACED}]|[[\p{{L}}\p{{N}}\p{{M}}]--[{UNSPACED}]]+", regex.V1)

_UNSPACED = regex.compile(f"[{UNSPACED}]")


def has_unspaced(text: str) -> bool:
    """Tell whether a text has characters of such scripts."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def words(text: str) -> list[str]:
    """Return the words in order; case, punctuation and compatibility forms do not count."""
    found: list[str] = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return found


def shingles(found: list[str], size: int) -> set[tuple[str, ...]]:
    """Return all runs of `size` words; of a shorter text the one run that it is."""
    if len(found) <= size:
        return {tuple(found)} if found else set()
    return set(zip(*(found[start:] for start in range(size)), strict=False))


def share(part: int, whole: int) -> float:
    """Return part of whole, 0 to 1; of nothing it is 1."""
    return part / whole if whole else 1.0
