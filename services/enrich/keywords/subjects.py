"""Words that say nothing of a text (days, months, measures), and those that name its field."""

from functools import cache
from pathlib import Path

from services.text.words import fold


@cache
def noise() -> frozenset[str]:
    """Days and months (Unicode CLDR), measures, and words of the trade."""
    return frozenset(_words("noise.txt"))


@cache
def subjects() -> frozenset[str]:
    """Words under which newsrooms file (after the first levels of IPTC Media Topics)."""
    return frozenset(_words("subjects.txt"))


def _words(name: str) -> list[str]:
    return list(map(fold, Path(__file__).with_name(name).read_text("utf-8").split()))
