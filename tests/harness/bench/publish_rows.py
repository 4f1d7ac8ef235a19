"""Rows of many articles, as publish's tables hold them: what a new one is looked up among."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from zlib import crc32

import numpy as np
from sqlalchemy import Connection, Table

from services.publish.keyed_rows import pack_keys
from services.publish.stories.profile import Profile, profile_of
from services.publish.stories.rows import SLOTS
from services.publish.stories.sameness import MINUTES_A_DAY
from services.publish.stories.story import pack_members
from services.publish.tables import KEYS, MARKED, STORIES, STORY_KEYS, instant_text
from tests.harness.quality.story_stream import stream

KEYS_AN_ARTICLE = 39
"""32 bands of the whole text, 6 of its beginning, and the text itself."""
PROFILES, EVENTS = 5_000, 250
"""Made once; stories have them over and over, so that rare words are as rare as they are."""
ROWS_AT_ONCE = 100_000
LINES_AT_ONCE = 1_000
Row = tuple[object, ...]


def fill(connection: Connection, articles: int, stories: int, at: datetime) -> None:
    """Write articles whose texts nothing else has, and stories of one article each, of that day.

    Into empty tables.
    """
    _write(connection, KEYS, _text_keys(articles))
    marked = (instant_text(at), b"\1" * 8 * KEYS_AN_ARTICLE)
    _write(connection, MARKED, ((_name(n), *marked) for n in range(articles)))
    profiles = _profiles(at)
    day = instant_text(at)
    packed = [(pack_members([each]), pack_keys(each.keys)) for each in profiles]
    rows = ((_name(n), 1, day, day, *packed[n % len(packed)], None) for n in range(stories))
    _write(connection, STORIES, rows)
    _write(connection, STORY_KEYS, _story_keys(profiles, stories))
    connection.exec_driver_sql("ANALYZE")  # as either database does by itself before long
    connection.commit()


def _name(number: int) -> str:
    return f"{number:032x}"


def _text_keys(articles: int) -> Iterator[Row]:
    """Yield random keys in their order, which is the fastest to write."""
    keys = np.random.default_rng(1).integers(0, 2**62, articles * KEYS_AN_ARTICLE)
    order = np.argsort(keys)
    for start in range(0, len(order), ROWS_AT_ONCE):
        some = order[start : start + ROWS_AT_ONCE]
        owners = map(_name, (some // KEYS_AN_ARTICLE).tolist())
        yield from zip(keys[some].tolist(), owners, strict=True)


def _profiles(at: datetime) -> Sequence[Profile]:
    told = stream(PROFILES, EVENTS, first=10_000)
    found = filter(None, (profile_of(each.content, each.at) for each in told))
    minutes = int(at.timestamp() / 60)
    return [replace(each, at=minutes - n % MINUTES_A_DAY) for n, each in enumerate(found)]


def _story_keys(profiles: Sequence[Profile], stories: int) -> Iterator[Row]:
    """Yield what each place of a key has in the end: the newest story."""
    found: dict[tuple[int, int], str] = {}
    for number in range(stories):
        name = _name(number)
        slot = crc32(name.encode()) % SLOTS
        found |= dict.fromkeys(((key, slot) for key in profiles[number % len(profiles)].keys), name)
    yield from ((*place, name) for place, name in sorted(found.items()))


def _write(connection: Connection, table: Table, rows: Iterator[Row]) -> None:
    """Write rows by the database's fastest way, in one transaction."""
    names = ", ".join(table.columns.keys())
    with connection.begin():
        driver = connection.connection.driver_connection
        assert driver is not None
        if connection.dialect.name == "sqlite":
            marks = ", ".join("?" * len(table.columns))
            driver.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)
        else:
            copy = f"COPY {table.name} ({names}) FROM STDIN"
            driver.cursor().execute(copy, stream=_lines(rows))


def _lines(rows: Iterator[Row]) -> Iterator[str]:
    """Yield rows in the text format of `COPY`, many at a time."""
    while some := list(islice(rows, LINES_AT_ONCE)):
        yield "".join("\t".join(map(_cell, row)) + "\n" for row in some)


def _cell(value: object) -> str:
    if value is None:
        return r"\N"
    return rf"\\x{value.hex()}" if isinstance(value, bytes) else str(value)
