"""Rows that are found by keys: each row has a list of its keys, and each key names its rows."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

import numpy as np
from sqlalchemy import Column, Connection, delete, select

from services.publish.tables import instant_text
from services.stage.store.lookup import delete_rows, one_of, read_rows

KEYS_AT_ONCE = 8_000


@dataclass(frozen=True, slots=True)
class Keyed:
    """The columns of a table, and those of the table of its keys."""

    id: Column[Any]
    heard_at: Column[Any]
    """ISO 8601, UTC."""
    keys: Column[Any]
    """All keys of the row, packed."""
    key: Column[Any]
    """In the table of keys, as the next one."""
    of: Column[Any]
    """The id of a row with that key."""


class KeyIndex:
    """Which rows have a key, as far as one transaction has looked it up or is to write it."""

    def __init__(self, connection: Connection, keyed: Keyed) -> None:
        self._connection, self._keyed = connection, keyed
        self._ids: dict[int, set[str]] = defaultdict(set)
        self._looked_up: set[int] = set()

    def look_up(self, keys: Iterable[int]) -> set[str]:
        """Read the rows of those keys that were not looked up yet; return their ids."""
        lacking = sorted(set(keys) - self._looked_up)
        self._looked_up.update(lacking)
        columns = self._keyed.key, self._keyed.of
        rows = read_rows(self._connection, columns, self._keyed.key, lacking)
        for key, id in rows:
            self._ids[key].add(id)
        return {id for _, id in rows}

    def has(self, key: int) -> bool:
        """Tell whether any row has a key."""
        return bool(self._ids.get(key))

    def common(self, keys: Iterable[int]) -> Counter[str]:
        """Count how many of some keys each row has."""
        return Counter(chain.from_iterable(self._ids[key] for key in keys if key in self._ids))

    def add(self, id: str, keys: Iterable[int]) -> None:
        """Find a row by these keys, too."""
        for key in keys:
            self._ids[key].add(id)

    def discard(self, id: str, keys: Iterable[int]) -> None:
        """Find a row by these keys no more."""
        for key in keys:
            self._ids[key].discard(id)


def drop_keys(connection: Connection, keyed: Keyed, ids: Collection[str]) -> None:
    """Drop the keys of rows: they are found by key, so the rows' own lists say which."""
    packed = read_rows(connection, (keyed.keys,), keyed.id, ids)
    listed = sorted({key for (each,) in packed for key in unpack_keys(each)})
    for start in range(0, len(listed), KEYS_AT_ONCE):
        some = one_of(connection, keyed.key, listed[start : start + KEYS_AT_ONCE])
        of = one_of(connection, keyed.of, sorted(ids))
        connection.execute(delete(keyed.key.table).where(some, of))


def forget_oldest(connection: Connection, keyed: Keyed, before: datetime, at_most: int) -> int:
    """Drop rows last heard of before an instant (aware), and their keys, the oldest first.

    `at_most` rows; says how many.
    """
    old = select(keyed.id).where(keyed.heard_at < instant_text(before))
    some = old.order_by(keyed.heard_at).limit(at_most)
    found = list(connection.execute(some).scalars())
    drop_keys(connection, keyed, found)
    delete_rows(connection, keyed.id, found)
    return len(found)


def pack_keys(keys: Sequence[int]) -> bytes:
    """Write numbers of 63 bits."""
    return np.array(keys, "<i8").tobytes()


def unpack_keys(packed: bytes) -> list[int]:
    """Read them back."""
    found: list[int] = np.frombuffer(packed, "<i8").tolist()
    return found
