"""The table of place names: countries, states of the USA, cities of 100,000 people and capitals."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from services.text.lists import lists_of
from services.text.words import fold

NUKTA = "\u093c"
"""The dot of फ़्रांस, which Indian papers leave out as often as not."""
STATES = ("주", "州")
"""What a Korean, Chinese or Japanese state ends with; headlines leave it out: 조지아."""
TABLE = Path(__file__).with_name("table.json.zst")


class Place(NamedTuple):
    """A place of the table."""

    kind: Literal["country", "region", "city"]
    country: str
    """ISO 3166-1, two letters."""
    geonames_id: int
    latitude: float | None
    longitude: float | None
    people: int


@cache
def _table() -> list[tuple[Place, list[str]]]:
    import zstandard

    rows = json.loads(zstandard.decompress(TABLE.read_bytes()))
    return [(Place(*row), [*own, *_undotted(own)]) for row, own in rows]


def _undotted(names: Sequence[str]) -> Iterator[str]:
    return (name.replace(NUKTA, "") for name in names if NUKTA in name)


@cache
def place_names() -> dict[str, Place]:
    """Load the table (about 0.1 s): folded name -> the place that is meant most often."""
    found: dict[str, Place] = {}
    for place, own in _table():
        for name in own:
            found.setdefault(name, place)
    return found


@cache
def namesakes() -> dict[str, tuple[Place, ...]]:
    """Return the other places of a name that several have."""
    found: dict[str, tuple[Place, ...]] = {}
    for place, own in _table():
        short = (name[:-1] for name in own if name.endswith(STATES))
        for name in (*own, *short):
            if place_names().get(name, place) != place:
                found[name] = (*found.get(name, ()), place)
    return found


@cache
def holders(script: Literal["words", "characters"]) -> frozenset[str]:
    """Return names that hold a place's and mean another: Latin America, New England.

    Those of scripts with words, folded, or of scripts without.
    """
    return frozenset(fold(name.replace("‿", " ")) for name in lists_of(__file__)[script].split())


@cache
def first_words() -> dict[str, int]:
    """Return the first word of every name, and the most words of a name that it begins."""
    longest: dict[str, int] = {}
    for name in (*place_names(), *holders("words")):
        words = name.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


@cache
def dense_names() -> dict[str, tuple[int, ...]]:
    """Return the first two characters of every Chinese name, and its lengths, the longest first."""
    lengths: dict[str, set[int]] = {}
    for name in place_names():
        if "\u4e00" <= name[0] <= "\u9fff":
            lengths.setdefault(name[:2], set()).add(len(name))
    return {start: tuple(sorted(all_of, reverse=True)) for start, all_of in lengths.items()}
