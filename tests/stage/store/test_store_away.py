"""A database that is away is told from one that is damaged, and from SQL that is wrong."""

import asyncio
import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, select, text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from services.cli.clients.store import said
from services.stage.store.database import is_damaged, is_unavailable
from services.stage.store.errors import StoreDamaged, StoreUnavailable
from services.stage.store.store import Store
from tests.support.stores import running


def answered(state: str) -> ProgrammingError:
    """What a PostgreSQL server answers, as pg8000 hands it on."""
    return ProgrammingError(
        "SELECT 1", {}, Exception({"S": "FATAL", "C": state, "M": f"no, {state}"})
    )


AWAY = [
    "08006", "25006", "28000", "28P01", "3D000", "40001", "40P01", "42501", "53300", "57014",
    "57P01", "57P02", "57P03", "58030", "XX000",
]  # fmt: skip


@pytest.mark.parametrize("state", AWAY)
def test_a_server_that_cannot_answer_now_is_away(state: str) -> None:
    assert is_unavailable(answered(state))


@pytest.mark.parametrize("state", ["42601", "42P01", "23505", "22001", ""])
def test_wrong_sql_is_not_taken_for_a_server_that_is_away(state: str) -> None:
    assert not is_unavailable(answered(state))


def test_a_connection_that_breaks_is_away() -> None:
    assert is_unavailable(OperationalError("SELECT 1", {}, Exception("network error")))
    broken = DBAPIError("SELECT 1", {}, Exception("x"), connection_invalidated=True)
    assert is_unavailable(broken)


def of_sqlite(code: int, message: str) -> OperationalError:
    error = sqlite3.OperationalError(message)
    error.sqlite_errorcode = code
    return OperationalError("SELECT 1", {}, error)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (sqlite3.SQLITE_BUSY, "database is locked"),
        (sqlite3.SQLITE_LOCKED, "database table is locked"),
        (sqlite3.SQLITE_FULL, "database or disk is full"),
        (sqlite3.SQLITE_READONLY, "attempt to write a readonly database"),
        (sqlite3.SQLITE_IOERR, "disk I/O error"),
        (sqlite3.SQLITE_CANTOPEN, "unable to open database file"),
    ],
)
def test_a_file_that_cannot_be_written_now_is_away(code: int, message: str) -> None:
    error = of_sqlite(code, message)
    assert is_unavailable(error)
    assert not is_damaged(error)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (sqlite3.SQLITE_CANTOPEN, "unable to open database file"),
        (sqlite3.SQLITE_READONLY, "attempt to write a readonly database"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "attempt to write a readonly database"),
    ],
)
def test_what_cannot_be_written_is_told_with_what_helps(code: int, told: str) -> None:
    assert said(of_sqlite(code, told)).startswith(f"{told}; SQLite must be able to write to its")


def test_where_the_folder_can_be_written_no_such_advice_is_given() -> None:
    assert said(of_sqlite(sqlite3.SQLITE_FULL, "disk is full")) == "disk is full"


async def test_a_stage_says_it_of_its_store(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}", "test")
    await store.start()

    def write(_: Connection) -> None:
        raise of_sqlite(sqlite3.SQLITE_READONLY, "attempt to write a readonly database")

    with pytest.raises(StoreUnavailable, match="SQLite must be able to write"):
        await store.run(write)
    await store.stop()


@pytest.mark.parametrize("state", ["42P01", "42703"])
def test_a_table_or_column_that_postgresql_lacks_is_damage(state: str) -> None:
    assert is_damaged(answered(state))
    assert not is_damaged(answered("42601"))


WORDS = Table("words", MetaData(), Column("word", Integer, primary_key=True), Column("n", Integer))


@pytest.mark.parametrize("change", ["DROP TABLE words", "ALTER TABLE words DROP COLUMN n"])
async def test_what_lacks_a_table_is_damaged_and_says_what_to_do(url: str, change: str) -> None:
    said = "the database of test is damaged: [^{]*words[^{]*; put back a copy"

    def read(connection: Connection) -> None:
        connection.execute(select(WORDS))

    async with running(url, "test", WORDS.metadata) as store:
        await store.run(lambda connection: connection.execute(text(change)) and None)
        one, other = await asyncio.gather(
            store.run(read), store.run(lambda _: "done"), return_exceptions=True
        )
        assert isinstance(one, StoreDamaged)
        assert re.search(said, str(one))
        assert other == "done"


async def test_what_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "test.sqlite3").write_bytes(b"no database" * 1000)
    store = Store(f"sqlite:///{tmp_path}", "test", WORDS.metadata)
    with pytest.raises(StoreDamaged, match="file is not a database"):
        await store.start()
    await store.stop()


@pytest.mark.parametrize("state", ["28P01", "3D000", "42601"])
async def test_a_server_that_refuses_the_connection_is_away(
    state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(f"sqlite:///{tmp_path}", "test")
    await store.start()

    def refuse() -> None:
        raise answered(state)

    monkeypatch.setattr(store._engine, "connect", refuse)
    with pytest.raises(StoreUnavailable):
        await store.run(lambda connection: None)
    assert store.problem == f"store away: no, {state}"
    await store.stop()


async def test_what_answers_on_the_port_and_is_no_database_is_a_database_that_is_away() -> None:
    """A port whose server has gone may even answer with what one sends: TCP connects to itself."""

    async def nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(bytes(64))
        await writer.drain()
        await reader.read()
        writer.close()

    async with await asyncio.start_server(nonsense, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        store = Store(f"postgresql://nobody@127.0.0.1:{port}/nothing", "test")
        with pytest.raises(StoreUnavailable):
            await store.start()
        await store.stop()
