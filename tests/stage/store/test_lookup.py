"""Rows read, written and deleted by one of many values are the same on both databases."""

import sqlite3
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Connection, Double, Integer, MetaData, String, Table
from sqlalchemy.exc import DBAPIError

from services.stage.store.lookup import delete_rows, read_rows
from services.stage.store.rows import write_rows
from services.stage.store.sqlite_statements import VALUES_MAX
from services.stage.store.store import Store
from services.stage.store.text import Text
from tests.support.stores import store_fixture

KINDS = Table(
    "kinds",
    MetaData(),
    Column("id", String(20), primary_key=True),
    Column("share", Double),
    Column("count", Integer, nullable=False),
    Column("is_kept", Boolean),
    Column("said", Text),
)


store = store_fixture("kinds", KINDS.metadata)


def row(number: int, **fields: Any) -> dict[str, Any]:
    kept = {"share": float(number), "count": number, "is_kept": number % 2 == 0, "said": "\0"}
    return {"id": f"{number:03}", **kept, **fields}


def put(connection: Connection, numbers: Sequence[int]) -> list[Any]:
    rows = [row(number) for number in numbers]
    return write_rows(connection, KINDS, rows, replace=False, returning=KINDS.c.count)


def found(connection: Connection, ids: Sequence[str]) -> list[dict[str, Any]]:
    rows = read_rows(connection, KINDS, KINDS.c.id, ids, lock=True)
    return [dict(each._mapping) for each in rows]


def pairs(connection: Connection, ids: Sequence[str]) -> list[tuple[str, int]]:
    columns = (KINDS.c.id, KINDS.c.count)
    return sorted((key, count) for key, count in read_rows(connection, columns, KINDS.c.id, ids))


@pytest.mark.parametrize("count", [1, 2, 3, 5, 33, 200])
async def test_as_many_as_are_asked_for_are_read_and_deleted(count: int, store: Store) -> None:
    assert sorted(await store.run(put, range(300))) == list(range(300))
    assert await store.run(put, range(300)) == []
    ids = [f"{number:03}" for number in range(count)]
    assert await store.run(found, [*ids, "none"]) == [
        row(number, said="\ufffd") for number in range(count)
    ]
    assert await store.run(pairs, ids) == [(f"{n:03}", n) for n in range(count)]
    await store.run(delete_rows, KINDS.c.id, {*ids, "none"})
    assert await store.run(found, ids) == []
    assert len(await store.run(found, [f"{number:03}" for number in range(300)])) == 300 - count


async def test_more_than_a_statement_takes_are_read_and_deleted(store: Store) -> None:
    def limit(connection: Connection) -> None:
        """Let SQLite take what it takes by itself; distributions build it to take more."""
        if connection.dialect.name == "sqlite":
            driver: Any = connection.connection.driver_connection
            driver.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, VALUES_MAX)

    await store.run(limit)
    await store.run(put, range(300))
    ids = [f"{number:03}" for number in reversed(range(VALUES_MAX + 1))]
    assert len(await store.run(found, ids)) == 300
    await store.run(delete_rows, KINDS.c.id, ids)
    assert await store.run(found, ["001"]) == []


async def test_a_text_is_deleted_as_it_was_written(store: Store) -> None:
    await store.run(put, [1])
    await store.run(delete_rows, KINDS.c.said, ["\0"])
    assert await store.run(found, ["001"]) == []


async def test_a_refused_row_is_an_error_of_the_database(store: Store) -> None:
    def nothing(connection: Connection) -> None:
        write_rows(connection, KINDS, [row(1, count=None)], replace=False)

    with pytest.raises(DBAPIError, match="count"):
        await store.run(nothing)
    assert store.problem is None


async def test_what_is_written_with_a_failure_is_undone(store: Store) -> None:
    def half(connection: Connection) -> None:
        put(connection, [1, 2])
        raise ValueError("enough")

    with pytest.raises(ValueError, match="enough"):
        await store.run(half)
    assert await store.run(found, ["001", "002"]) == []
