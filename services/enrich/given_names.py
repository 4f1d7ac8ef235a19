"""Common given names, in Latin and Cyrillic letters."""

from functools import cache
from pathlib import Path

from services.text.words import fold

WRITTEN = Path(__file__).with_suffix(".txt")
"""By hand; they stand whatever else they mean: Grace, Mark."""
LISTED = Path(__file__).with_name("given_names_listed.txt")
"""By `python -m services.enrich.names.build`; folded."""


@cache
def given_names() -> frozenset[str]:
    """Return the names, folded."""
    written = map(fold, WRITTEN.read_text("utf-8").split())
    return frozenset([*written, *LISTED.read_text("utf-8").split()])


def is_given(word: str) -> bool:
    """Tell a folded first name, or two in one: `hans-jürgen`."""
    return word in given_names() or given_names().issuperset(word.split("-"))
