"""A producer whose send has failed is let go, and has ended before the next one sends."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from services.settings import Settings
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.kafka.produce.connection import Connection


class Flushing:
    """A producer that still has something under way."""

    def __init__(self) -> None:
        self.flushed = asyncio.Event()
        self.closed: list[str] = []
        self._sender = SimpleNamespace(close=self._close_sender)
        self.client = SimpleNamespace(close=self._close_client)

    async def stop(self) -> None:
        await self.flushed.wait()

    async def _close_sender(self) -> None:
        raise asyncio.CancelledError  # so aiokafka's, where a request was under way

    async def _close_client(self) -> None:
        self.closed.append("client")


@pytest.fixture
async def made(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The producers that were connected."""
    producers: list[Any] = []

    async def connect(*_: Any, **__: Any) -> Any:
        producers.append(Flushing())
        return producers[-1]

    monkeypatch.setattr(Connection, "_connect", connect)
    return producers


async def fail_once(connection: Connection) -> None:
    with pytest.raises(KafkaUnavailable):
        async with connection.use():
            raise TimeoutError


async def use(connection: Connection) -> Any:
    async with connection.use() as producer:
        return producer


async def test_nothing_is_sent_anew_before_what_timed_out_has_arrived_or_never_will(
    made: list[Any],
) -> None:
    connection = Connection(Settings())
    await connection.start()
    await fail_once(connection)
    again = asyncio.create_task(use(connection))
    await asyncio.sleep(0.1)
    assert not again.done()
    assert len(made) == 1
    made[0].flushed.set()
    assert await asyncio.wait_for(again, 5) is made[1]


async def test_a_producer_that_does_not_end_in_time_is_closed(made: list[Any]) -> None:
    connection = Connection(Settings(kafka_request_timeout_seconds=1.01))
    await connection.start()
    await fail_once(connection)
    assert await asyncio.wait_for(use(connection), 10) is made[1]
    assert made[0].closed == ["client"]
