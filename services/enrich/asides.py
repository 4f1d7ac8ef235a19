"""Sentences that a site says to its readers, and that tell nothing: `Read more`, `Follow us`."""

from functools import cache
from typing import Literal

from services.text.lists import lists_of

LONGEST_MARK = 40
"""Characters; how much of a sentence is looked at, at either end."""


def is_aside(sentence: str) -> bool:
    """Tell a sentence by how it begins or ends."""
    begin = sentence[:LONGEST_MARK].casefold().lstrip(" -–—>»*•[(")
    if begin.startswith(_marks("begins", 0).get(begin[:1], ())):
        return True
    end = sentence[-LONGEST_MARK:].casefold().rstrip(" .!。।")
    return end.endswith(_marks("ends", -1).get(end[-1:], ()))


@cache
def _marks(side: Literal["begins", "ends"], at: Literal[0, -1]) -> dict[str, tuple[str, ...]]:
    """Return how asides begin or end, by the character at that place."""
    found: dict[str, tuple[str, ...]] = {}
    for mark in filter(None, lists_of(__file__)[side].casefold().split("\n")):
        found[mark[at]] = (*found.get(mark[at], ()), mark)
    return found
