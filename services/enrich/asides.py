"""Sentences that a site says to its readers, and that tell nothing: `Read more`, `Follow us`."""

from functools import cache
from typing import Literal

from services.text.lists import lists_of

LONGEST_MARK = 40
"""Characters; how much of a sentence is looked at, at either end."""


def is_aside(sentence: str) -> bool:
    """Tell a sentence by how it begins or ends."""
    begin = sentence[:LONGEST_MARK].casefold().lstrip(" -–—>»*•[(")
    if begin.startswith(_marks("begins")):
        return True
    return sentence[-LONGEST_MARK:].casefold().rstrip(" .!。।").endswith(_marks("ends"))


@cache
def _marks(side: Literal["begins", "ends"]) -> tuple[str, ...]:
    return tuple(line.casefold() for line in lists_of(__file__)[side].split("\n") if line)
