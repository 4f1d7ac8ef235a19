"""Texts made of invented words, distributed about as in a language."""

import random
from itertools import accumulate

SYLLABLES = ["ba", "de", "fi", "go", "lu", "ma", "ne", "ro", "si", "tu", "va", "ke", "mi", "po"]
VOCABULARY = [
    "".join(random.Random(n).choices(SYLLABLES, k=2 + n % 3)) + str(n % 7) * (n % 5 == 0)
    for n in range(20_000)
]
_WEIGHTS = [*accumulate(1 / (rank + 3) for rank in range(len(VOCABULARY)))]
WORDS = 400
"""A usual article's."""


def text_of(seed: int | str, words: int = WORDS) -> str:
    """Return a text, the same for the same seed: sentences of twelve words, lines of four."""
    chosen = random.Random(seed).choices(VOCABULARY, cum_weights=_WEIGHTS, k=words)
    sentences = [" ".join(chosen[n : n + 12]).capitalize() + "." for n in range(0, len(chosen), 12)]
    return "\n".join(" ".join(sentences[n : n + 4]) for n in range(0, len(sentences), 4))
