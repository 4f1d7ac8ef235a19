"""A database that is away is told from SQL that is wrong."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from services.stage.store.database import is_unavailable
from services.stage.store.errors import StoreUnavailable
from services.stage.store.store import Store


def answered(state: str) -> ProgrammingError:
    """What a PostgreSQL server answers, as pg8000 hands it on."""
    return ProgrammingError("SELECT 1", {}, Exception({"S": "FATAL", "C": state, "M": "…"}))


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


@pytest.mark.parametrize("state", ["28P01", "3D000", "42601"])
async def test_a_server_that_refuses_the_connection_is_away(
    state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(f"sqlite:///{tmp_path}", "test")
    await store.start()

    def refuse() -> None:
        raise answered(state)

    monkeypatch.setattr(store._engine, "connect", refuse)
    with pytest.raises(StoreUnavailable, match=state):
        await store.run(lambda connection: None)
    assert store.problem is not None
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
