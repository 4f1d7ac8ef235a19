"""Rows that are found by keys: each row has a list of its keys, and each key names its rows."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
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


def rows_with(
    connection: Connection, keyed: Keyed, keys: Sequence[int]
) -> Iterator[tuple[int, str]]:
    """Yield each key with the id of each row that has it."""
    columns = (keyed.key, keyed.of)
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some = keys[start : start + KEYS_AT_ONCE]
        yield from read_rows(connection, columns, keyed.key, some)


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
