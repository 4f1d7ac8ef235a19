"""The table of place names: countries, states of the USA, cities of 100,000 people and capitals."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("table.json.zst")


class Place(NamedTuple):
    """A place of the table."""

    kind: str
    """country, region or city."""
    country: str
    """ISO 3166-1, two letters."""
    geonames_id: int
    latitude: float | None
    longitude: float | None
    people: int


@cache
def names() -> dict[str, Place]:
    """Load the table (about 0.1 s): folded name -> place."""
    import zstandard

    rows = json.loads(zstandard.decompress(TABLE.read_bytes()))
    return {name: place for row, own in rows for place in [Place(*row)] for name in own}


@cache
def first_words() -> dict[str, int]:
    """Return the first word of every name, and the most words of a name that it begins."""
    longest: dict[str, int] = {}
    for name in names():
        words = name.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest
