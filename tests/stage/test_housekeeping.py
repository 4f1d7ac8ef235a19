"""Housekeeping comes again by the clock, waits for what is away, and never ends unnoticed."""

import asyncio

from services.stage.housekeeping import Every
from services.stage.store.errors import StoreUnavailable


class Work:
    """Fails at the runs that it is told to."""

    def __init__(self, errors: dict[int, Exception] | None = None) -> None:
        self.runs = 0
        self.errors = errors or {}

    async def __call__(self) -> None:
        self.runs += 1
        if error := self.errors.get(self.runs):
            raise error


async def run(work: Work, seconds: float = 0.01) -> list[BaseException]:
    failures: list[BaseException] = []
    part = Every(seconds, work, failures.append)
    await part.start()
    await asyncio.sleep(0.2)
    await part.stop()
    return failures


async def test_work_is_done_at_the_start_and_again_and_again() -> None:
    work = Work()
    assert await run(work) == []
    assert work.runs > 3


async def test_work_is_not_repeated_before_its_pause_is_over() -> None:
    work = Work()
    await run(work, seconds=3600)
    assert work.runs == 1


async def test_work_goes_on_once_the_store_is_back() -> None:
    work = Work({1: StoreUnavailable("away")})
    assert await run(work) == []
    assert work.runs > 2


async def test_what_nobody_foresaw_ends_the_stage() -> None:
    error = ValueError("a bug")
    work = Work({2: error})
    assert await run(work) == [error]
    assert work.runs == 2


async def test_work_ends_with_the_stage() -> None:
    work = Work()
    await run(work)
    runs = work.runs
    await asyncio.sleep(0.05)
    assert work.runs == runs
