"""Parts start in order, or beside the others, and stop in reverse."""

import asyncio

import pytest
import structlog
import structlog.testing

from services.stage.dependencies import Dependencies
from services.stage.parts import Parts
from services.stage.store.errors import StoreUnavailable


class Named:
    """A part that says what happens to it; it starts when it may."""

    def __init__(self, name: str, told: list[str], *, may_start: bool = True) -> None:
        self.name, self.told = name, told
        self.may_start = asyncio.Event()
        if may_start:
            self.may_start.set()
        self.problem: str | None = None

    async def start(self) -> None:
        await self.may_start.wait()
        self.told.append(f"start {self.name}")

    async def stop(self) -> None:
        self.told.append(f"stop {self.name}")


class Away(Named):
    """Its database is away at first."""

    def __init__(self, name: str, told: list[str], tries: int) -> None:
        super().__init__(name, told)
        self.tries = tries

    async def start(self) -> None:
        self.tries -= 1
        if self.tries:
            raise StoreUnavailable("not yet")
        await super().start()


class Broken(Named):
    """It never starts."""

    async def start(self) -> None:
        raise RuntimeError("no such program")


class Slow(Named):
    """It takes its time to stop."""

    def __init__(self, name: str, told: list[str]) -> None:
        super().__init__(name, told)
        self.stopping = asyncio.Event()

    async def stop(self) -> None:
        self.stopping.set()
        await asyncio.sleep(60)


class Stuck(Named):
    """It fails to stop, as aiokafka does where the brokers are away."""

    async def stop(self) -> None:
        raise asyncio.CancelledError("a task of its own")


def parts_of(*parts: Named, beside: tuple[Named, ...] = ()) -> Parts:
    made = Parts(Dependencies(60))
    for part in beside:
        made.add(part, beside=True)
    for part in parts:
        made.add(part)
    return made


async def test_parts_start_in_order_and_stop_in_reverse() -> None:
    told: list[str] = []
    parts = parts_of(Named("a", told), Away("b", told, tries=3), Named("c", told))
    await parts.start()
    await parts.stop()
    assert told == ["start a", "start b", "start c", "stop c", "stop b", "stop a"]


async def test_a_part_beside_is_not_waited_for_until_asked() -> None:
    told: list[str] = []
    slow = Named("slow", told, may_start=False)
    parts = parts_of(Named("a", told), beside=(slow,))
    await parts.start()
    assert told == ["start a"]
    slow.may_start.set()
    await parts.wait()
    await parts.stop()
    assert told == ["start a", "start slow", "stop a", "stop slow"]


async def test_what_a_part_beside_raises_is_raised_to_who_waits() -> None:
    parts = parts_of(beside=(Broken("x", []),))
    await parts.start()
    with pytest.raises(RuntimeError, match="no such program"):
        await parts.wait()


async def test_a_part_that_still_starts_is_cancelled_by_the_stop() -> None:
    told: list[str] = []
    parts = parts_of(beside=(Named("slow", told, may_start=False),))
    await parts.start()
    await asyncio.wait_for(parts.stop(), 5)
    assert told == ["stop slow"]


async def test_parts_say_what_is_wrong_with_them() -> None:
    first, beside = Named("a", []), Named("b", [])
    first.problem, beside.problem = "a is away", "b is away"
    assert parts_of(first, beside=(beside,)).problems == ["b is away", "a is away"]


async def test_one_that_fails_to_stop_does_not_keep_the_others_from_it() -> None:
    told: list[str] = []
    parts = parts_of(Named("a", told), Stuck("b", told), Broken("c", told))
    with pytest.raises(RuntimeError):
        await parts.start()
    with structlog.testing.capture_logs() as logs:
        await parts.stop()
    assert told == ["start a", "start b", "stop c", "stop a"]
    assert [(entry["event"], entry["part"]) for entry in logs] == [("stop_failed", "Stuck")]


async def test_the_order_to_end_at_once_ends_the_stopping() -> None:
    told: list[str] = []
    slow = Slow("slow", told)
    stopping = asyncio.create_task(parts_of(Named("a", told), slow).stop())
    await slow.stopping.wait()
    stopping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stopping
    assert told == []
