"""Which language the body is written in.

Never what the page declares: a Persian page may hold an English article. And never the beginning
alone: eldc 0.4 reads 1,000 bytes and no more, which a caption or a menu can fill. So pieces from
all over the text vote.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

PIECES = 12
PIECE_CHARACTERS = 330
"""1,000 bytes of three-byte characters, eldc's limit."""

LEAST_LETTERS = 25
"""Word pairs are told right in 92 of 100 cases only, sentences in 99.5."""
LEAST_DENSE_LETTERS = 6
"""Of scripts that a character or two of a word identify: Han, kana, hangul, Thai."""

_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")
_LETTER = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True)
class Language:
    """ISO 639-1 code and the detector's own score, 0 to 1; both None when it cannot be told."""

    code: str | None = None
    confidence: float | None = None


UNKNOWN = Language()

Detector = Callable[[str], Language]
"""Tells the language of one short text, or `UNKNOWN` where it is not sure."""


def detect(text: str, detector: Detector | None = None) -> Language:
    """Tell the language that most of the text is in, `UNKNOWN` where no language has most of it."""
    ask = detector or eldc_detector()
    votes = [vote for piece in pieces(text) if (vote := ask(piece)).code]
    if not votes:
        return UNKNOWN
    code, count = Counter(vote.code for vote in votes).most_common(1)[0]
    if 2 * count <= len(votes):
        return UNKNOWN
    scores = [vote.confidence or 0.0 for vote in votes if vote.code == code]
    return Language(code, round(min(1.0, sum(scores) / len(votes)), 3))


def pieces(text: str) -> Iterator[str]:
    """Cut up to 12 pieces from all over the text, none of them too short to be told."""
    step = max(PIECE_CHARACTERS, len(text) // PIECES)
    for start in range(0, min(len(text), step * PIECES), step):
        piece = text[start : start + PIECE_CHARACTERS].replace("\0", " ")
        if is_long_enough(piece):
            yield piece


def is_long_enough(piece: str) -> bool:
    """Whether a detector has something to go by."""
    if len(_DENSE.findall(piece)) >= LEAST_DENSE_LETTERS:
        return True
    return len(_LETTER.findall(piece)) >= LEAST_LETTERS


@cache
def eldc_detector() -> Detector:
    """Load eldc (31 MB, once a process)."""
    import eldc

    eldc.init()
    eldc.set_scores(1)

    def tell(text: str) -> Language:
        result = eldc.detect_details(text)
        if not result.reliable or result.language == "und":
            return UNKNOWN
        return Language(result.language, result.scores[result.language])

    return tell
