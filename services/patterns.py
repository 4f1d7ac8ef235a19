"""Patterns of many phrases."""

import re


def any_of(*phrases: str) -> re.Pattern[str]:
    """Compile a pattern of one of the phrases, which are patterns, in any case."""
    return re.compile("|".join(phrases), re.IGNORECASE)
