"""Words that say nothing of a text: days, months, numbers, measures."""

from functools import cache
from pathlib import Path

from services.text.words import fold_once

_STEM_MIN = 5
"""Letters before an ending."""


@cache
def noise_words() -> frozenset[str]:
    """Return days and months (Unicode CLDR), numbers, measures, and words of the trade, folded."""
    words = Path(__file__).with_suffix(".txt").read_text("utf-8").split()
    return frozenset(map(fold_once, words))


def is_noise_or_inflected(word: str) -> bool:
    """Tell whether a folded word is one of them, in whatever form: `Οκτώβριο`, `Παρασκευής`."""
    stems = _noise_stems()
    return not noise_words().isdisjoint((word, word[:-1])) or any(
        word[:-cut] in stems for cut in (1, 2, 3)
    )


@cache
def _noise_stems() -> frozenset[str]:
    return frozenset(word[:-2] for word in noise_words() if len(word) - 2 >= _STEM_MIN)
