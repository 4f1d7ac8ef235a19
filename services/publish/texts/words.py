"""A text as words, folded: the same for every spelling that a reader would call the same."""

import re
import unicodedata
from collections.abc import Mapping

import regex

from services.text.classes import Pattern, character_class, is_basic
from services.text.words import may_be_unspaced

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts that put no blanks between words: each of their characters counts as one."""

_SPACED = rf"[\p{{L}}\p{{N}}\p{{M}}]--[{UNSPACED}]"
_OF_ANY = regex.compile(rf"[{UNSPACED}]|[{_SPACED}]+", regex.V1)
_UNSPACED_OF_ANY = regex.compile(f"[{UNSPACED}]")
_HIGH = re.compile("[\U00010000-\U0010ffff]+")

# `re` reads these classes, exact below U+10000, in a fifth of the time
_OF_BASIC = Pattern(f"[{character_class(_SPACED)}]+|[{character_class(UNSPACED)}]").of("")
_UNSPACED_OF_BASIC = Pattern(f"[{character_class(UNSPACED)}]").of("")

SIGNS_MAX = 255
"""Accents and the like on one letter: to put them in order takes the square of their number."""
_SIGNS = character_class(r"\p{M}\uff9e\uff9f")
_SIGN = re.compile(f"[{_SIGNS}]")
_SIGNS_TOO_MANY = re.compile(f"([{_SIGNS}]{{{SIGNS_MAX}}})[{_SIGNS}]+")

_ZEROS = "٠۰०০੦૦୦௦౦೦൦๐໐༠၀០"
_DIGITS = {ord(zero) + digit: str(digit) for zero in _ZEROS for digit in range(10)}
_LETTERS = str.maketrans("يىكأإآٱةۀёı", "ییکااااههеi")
_VOWELS = range(0x64B, 0x660)
_UNSEEN = "\xad\u0640\u061c\u0670\u200b\u200d\u200e\u200f\u2060\ufeff\u0307"
"""Between letters they part no words; the last is the dot of `İ` in lower case."""
_VARIANTS = _DIGITS | _LETTERS | dict.fromkeys([*_VOWELS, *map(ord, _UNSEEN)])
"""What one keyboard writes so, and another otherwise or not at all."""
_VARIANT = re.compile(f"[{''.join(map(chr, _VARIANTS))}]")

_GAPS = dict.fromkeys("‘’‚“”„…–—€•→", " ")
"""Signs that part words; without them most texts of Western Europe are Latin-1."""
_FOLDED = _GAPS | {"ß": "ss", "\xad": ""}
_NOT_ALONE = b"\0"
"""Stands for a character of Latin-1 that is folded to none of it, or to several."""


def without_pictures(text: str) -> str:
    """Put blanks for characters above U+10000 that are in no word: no emoji are Latin-1."""
    return text if is_basic(text) else _HIGH.sub(_word_or_blank, text)


def _word_or_blank(high: re.Match[str]) -> str:
    return high[0] if _OF_ANY.search(unicodedata.normalize("NFKC", high[0])) else " "


def word_pattern(text: str) -> "re.Pattern[str] | regex.Pattern[str]":
    """Return what finds a text's words."""
    return _OF_BASIC if is_basic(text) else _OF_ANY


def has_unspaced(text: str) -> bool:
    """Tell whether a text has characters of such scripts."""
    if not may_be_unspaced(text):
        return False
    pattern = _UNSPACED_OF_BASIC if is_basic(text) else _UNSPACED_OF_ANY
    return pattern.search(text) is not None


def words(text: str) -> list[str]:
    """Return the words in order; case, punctuation and variants of letters do not count."""
    text = without_pictures(text)
    folded = _latin(text, _FOLDED, _FOLDED_ALONE)
    if folded is None or _NOT_ALONE in folded:
        return _words_of_any(text)
    return folded.decode("latin-1").split()


def written_words(text: str) -> list[str]:
    """Return the words in order, as they are written."""
    parted = _latin(text, _GAPS, _WRITTEN)
    return word_pattern(text).findall(text) if parted is None else parted.decode("latin-1").split()


def _latin(text: str, instead: Mapping[str, str], table: bytes) -> bytes | None:
    """Write a text byte by byte as the table has it; None where it is not Latin-1.

    To find the words of a text by a pattern takes five times as long.
    """
    if not text.isascii():
        for sign, other in instead.items():
            text = text.replace(sign, other)
    try:
        return text.encode("latin-1").translate(table)
    except UnicodeEncodeError:
        return None


def _words_of_any(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", _with_few_signs(text)).casefold()
    if _VARIANT.search(folded):
        folded = folded.translate(_VARIANTS)
    found: list[str] = word_pattern(folded).findall(folded)
    return found


def _with_few_signs(text: str) -> str:
    """Drop signs that are too many on one letter; so many in a row show among every 256th."""
    if not _SIGN.search(text[:: SIGNS_MAX + 1]):
        return text
    return _SIGNS_TOO_MANY.sub(r"\1", text)


def shingles(found: list[str], size: int) -> set[tuple[str, ...]]:
    """Return all runs of `size` words; of a shorter text the one run that it is."""
    if len(found) <= size:
        return {tuple(found)} if found else set()
    return set(zip(*(found[start:] for start in range(size)), strict=False))


def share(part: int, whole: int) -> float:
    """Return part of whole, 0 to 1; of nothing it is 1."""
    return part / whole if whole else 1.0


def _folded_alone(character: str) -> bytes:
    """Fold a character of Latin-1 so that blanks part words: to a byte, else `_NOT_ALONE`."""
    folded = " ".join(_words_of_any(f"a{character}b"))[1:-1].encode("latin-1", "backslashreplace")
    return folded if len(folded) == 1 else _NOT_ALONE


_OF_LATIN = [chr(code) for code in range(256)]
_FOLDED_ALONE = b"".join(map(_folded_alone, _OF_LATIN))
_WRITTEN = "".join(each if _OF_BASIC.match(each) else " " for each in _OF_LATIN).encode("latin-1")
