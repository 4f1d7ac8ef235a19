"""How long the text is for its reader."""

import re
from dataclasses import asdict, dataclass

from services.enrich.reading import Fields, Reading
from services.text.parts import parts_of
from services.text.words import may_be_unspaced

WORDS_PER_MINUTE = 230
CJK_CHARACTERS_PER_MINUTE = 450
UNSPACED_CHARACTERS_PER_WORD = 5
"""Thai, Lao, Khmer and Burmese write no spaces; about five characters make a word."""

COUNTED_CHARACTERS = 200_000
"""Beyond that the count goes on in proportion: no article is so long, and time is bounded."""

# the standard module: four times as fast as property classes of `regex`
_CJK = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_LETTER = re.compile(r"[^\W_]")
"""What is a word has one, or a digit."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")


@dataclass(frozen=True, slots=True)
class Counts:
    """Words (of CJK: characters) and reading time in seconds."""

    word_count: int
    reading_seconds: int


def fields(reading: Reading) -> Fields:
    """Return `word_count` and `reading_seconds`."""
    return asdict(count(reading.article.text))


def count(text: str) -> Counts:
    """Count words and CJK characters; at least a second for a text with a word."""
    sample = text[:COUNTED_CHARACTERS]
    factor = len(text) / len(sample) if sample else 0.0
    cjk, unspaced, rest = 0, 0, sample
    if may_be_unspaced(sample):
        cjk, rest = _take(_CJK, sample)
        unspaced, rest = _take(_UNSPACED, rest)
    spaced = _spaced(rest)
    words = spaced + -(-unspaced // UNSPACED_CHARACTERS_PER_WORD)
    minutes = factor * (words / WORDS_PER_MINUTE + cjk / CJK_CHARACTERS_PER_MINUTE)
    return Counts(round(factor * (words + cjk)), -int(-60 * minutes // 1))


def _spaced(text: str) -> int:
    """Count what stands between spaces and is no mere sign."""
    words, others = parts_of(text)
    return len(words) + len(list(filter(_LETTER.search, others)))


def _take(letters: re.Pattern[str], text: str) -> tuple[int, str]:
    """Count the characters of a script, and leave the text without them."""
    runs = letters.findall(text)
    return sum(map(len, runs)), letters.sub(" ", text) if runs else text
