"""Sentences that a site says to its readers, and that tell nothing: `Read more`, `Follow us`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

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
    lists = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return tuple(line.casefold() for line in lists[side].split("\n") if line)
