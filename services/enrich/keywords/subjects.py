"""Words that say nothing of a text (days, months, numbers, measures); those that name its field."""

import tomllib
from functools import cache
from pathlib import Path

from services.text.words import fold_once

_STEM_MIN = 5
"""Letters before an ending."""


@cache
def noise() -> frozenset[str]:
    """Days and months (Unicode CLDR), numbers, measures, and words of the trade."""
    words = Path(__file__).with_name("noise.txt").read_text("utf-8").split()
    return frozenset(map(fold_once, words))


def is_noise_inflected(word: str) -> bool:
    """Whether a folded word is noise, or but for its ending: `Οκτώβριο`, `Παρασκευής`."""
    stems = _noise_stems()
    return not noise().isdisjoint((word, word[:-1])) or any(
        word[:-cut] in stems for cut in (1, 2, 3)
    )


@cache
def _noise_stems() -> frozenset[str]:
    return frozenset(word[:-2] for word in noise() if len(word) - 2 >= _STEM_MIN)


@cache
def subjects(language: str | None) -> frozenset[str]:
    """Words and phrases under which newsrooms file; those of all for a language without a list."""
    lists = _lists()
    return lists.get(language or "") or frozenset().union(*lists.values())


@cache
def _lists() -> dict[str, frozenset[str]]:
    """Read the lists, after the levels of IPTC Media Topics, folded."""
    written = tomllib.loads(Path(__file__).with_name("subjects.toml").read_text("utf-8"))
    return {
        language: frozenset(fold_once(word.replace("_", " ")) for word in words.split())
        for language, words in written.items()
    }
