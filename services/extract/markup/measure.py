"""How much a text says, whatever its script."""

import re
from collections.abc import Iterable

_LETTERS = {
    "\u3400-\u9fff": 3.6,
    "\u3040-\u30ff": 2.5,
    "\uac00-\ud7af": 2.5,
    "\u1200-\u137f": 1.6,
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff": 1.2,
}
"""A letter of these scripts says about as much as so many of an alphabet: Han, kana, Hangul; the
syllables of Amharic; Thai, Lao, Burmese and Khmer, which have no spaces. With these weights one
bulletin of 213 English letters measures 200 or more in each of nine other languages
(`tests/extract/siblings/bulletins.json`)."""
_WEIGHTS = [(re.compile(f"[{letters}]"), weight) for letters, weight in _LETTERS.items()]
_WEIGHING = re.compile(f"[{''.join(_LETTERS)}]")

HEADLINE_MIN = 14
"""Letters of an alphabet in the shortest headline; `More` is none, nor is a rubric's `Opinion`."""


def measure(text: str) -> float:
    """Return the length of a text in letters of an alphabet."""
    if text.isascii() or not _WEIGHING.search(text):
        return float(len(text))
    return len(text) + sum(
        (weight - 1) * len(letters.findall(text)) for letters, weight in _WEIGHTS
    )


def measure_all(texts: Iterable[str]) -> float:
    """Return the length of several texts together."""
    return sum(map(measure, texts))
