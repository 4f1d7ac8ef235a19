"""Common given names, in Latin and Cyrillic letters."""

from functools import cache
from pathlib import Path

from services.text.words import fold


@cache
def given_names() -> frozenset[str]:
    """Return the names, folded."""
    listed = Path(__file__).with_suffix(".txt").read_text("utf-8")
    return frozenset(map(fold, listed.split()))


def is_given(word: str) -> bool:
    """Tell a folded first name, or two in one: `hans-jürgen`."""
    return word in given_names() or given_names().issuperset(word.split("-"))
