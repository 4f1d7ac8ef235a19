"""Whoever reads topics beside Faust leaves no open client behind, however its start ends."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiokafka import TopicPartition

from schemas.pipeline import CONTROL, PUBLISHED
from services.cli.clients.in_force import Held, held
from services.cli.clients.reader import Reader
from services.settings import Settings, read_settings
from services.sinks.reading import BatchReader
from services.stage.control.follower import ControlFollower
from services.stage.health.lag import LagMonitor
from services.stage.kafka.brokers import Brokers

GIVEN_SECONDS = 0.3

READERS: dict[str, Callable[[Settings], Awaitable[Any]]] = {
    "a command": lambda settings: Reader(settings, CONTROL.name).__aenter__(),
    "a sink": lambda settings: BatchReader(settings, "group", (PUBLISHED,)).start(),
    "commands in force": lambda settings: ControlFollower(settings, "x", lambda: None).start(),
    "partitions": lambda settings: Brokers(settings).partitions([CONTROL.name]),
    "offsets": lambda settings: Brokers(settings).committed(
        "group", [TopicPartition(CONTROL.name, 0)]
    ),
    "lag": lambda settings: LagMonitor(settings).look({TopicPartition(CONTROL.name, 0): 0}),
}


@pytest.fixture
async def silent() -> AsyncIterator[Settings]:
    """A broker that lets everybody in and says nothing."""
    held = []
    server = await asyncio.start_server(lambda *streams: held.append(streams), "127.0.0.1")
    yield read_settings(kafka=f"127.0.0.1:{server.sockets[0].getsockname()[1]}")
    server.close()
    for _, writer in held:
        writer.close()


@pytest.fixture
async def left_open() -> AsyncIterator[list[str]]:
    """What the loop is told of clients that nobody has closed."""
    told: list[str] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: told.append(context["message"]))
    yield told
    loop.set_exception_handler(None)


async def given_up(work: Awaitable[Any]) -> None:
    async with asyncio.timeout(GIVEN_SECONDS):
        await work
        await asyncio.sleep(1)  # lag takes the silence for an answer, and asks again later


async def collect_garbage() -> None:
    await asyncio.sleep(0.1)  # the loop's own handles refer to what has just ended
    gc.collect()


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
async def test_a_start_that_is_cancelled_closes_its_client(
    silent: Settings, left_open: list[str], read: Callable[[Settings], Awaitable[Any]]
) -> None:
    with pytest.raises(TimeoutError):
        await given_up(read(silent))
    await collect_garbage()
    assert left_open == []


async def test_commands_that_cannot_be_read_are_not_taken_for_none(
    silent: Settings, left_open: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.cli.clients.in_force.HELD_SECONDS", GIVEN_SECONDS)
    assert await held(silent) == Held([], {}, is_known=False)
    await collect_garbage()
    assert left_open == []
