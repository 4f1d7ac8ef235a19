"""What is begun of a delivery, and what is left to the partition's next owner."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from services.stage.handling.dispatch import Dispatch
from services.stage.record import Record

ROOM = 2


class Shell:
    """Stands in for `Handling`: notes what is begun, and ends nothing until it is told to."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.is_full, self.may_end = asyncio.Event(), asyncio.Event()

    async def run(self, records: Sequence[Record], *_: Any) -> None:
        self.begun += [record.offset for record in records]
        if len(self.begun) >= ROOM:
            self.is_full.set()
        await self.may_end.wait()


class Stream:
    """Faust's stream of deliveries, of a consumer that may lose its partitions."""

    def __init__(self, *batches: Sequence[int]) -> None:
        self.is_ours = True
        self.acked = 0
        consumer = SimpleNamespace(is_ours=lambda _: self.is_ours, done=lambda _, *__: True)
        self._events = [self._event(batch, SimpleNamespace(consumer=consumer)) for batch in batches]

    @staticmethod
    def _event(offsets: Sequence[int], app: Any) -> Any:
        records = [
            SimpleNamespace(
                topic="t.v1", partition=0, offset=n, key=None, value=b"", headers=(), timestamp=1
            )
            for n in offsets
        ]
        return SimpleNamespace(
            app=app, message=SimpleNamespace(batch=SimpleNamespace(records=records))
        )

    def noack(self) -> "Stream":
        return self

    async def events(self) -> AsyncIterator[Any]:
        for event in self._events:
            yield event

    async def ack(self, _: Any) -> None:
        self.acked += 1


async def never(*_: Any) -> Any:
    raise AssertionError("the shell stands in")


@pytest.mark.parametrize("in_batches", [False, True])
async def test_what_waits_for_room_is_left_where_its_partition_has_gone_meanwhile(
    in_batches: bool,
) -> None:
    shell, stream = Shell(), Stream([1, 2], [3, 4])
    dispatch = Dispatch(shell, ROOM, fail=never)  # type: ignore[arg-type]
    drain = dispatch.drain_batches if in_batches else dispatch.drain
    draining = asyncio.create_task(drain(stream, never))  # type: ignore[arg-type]
    async with asyncio.timeout(5):
        await shell.is_full.wait()
        stream.is_ours = False
        shell.may_end.set()
        await draining
    assert shell.begun == [1, 2]
    assert await dispatch.finish(1) == 0
    assert stream.acked == (1 if in_batches else 2)
