"""The fetch service's parts are missed when they end."""

import asyncio
from pathlib import Path

from services.fetch.bootstrap import Runtime
from services.fetch.schedule import table as schedule
from services.fetch.schedule.table import Row
from services.settings import Settings


class Bug(BaseException):
    """What no part expects."""


async def faulty(row: Row) -> None:
    raise Bug


async def test_a_requeuer_that_ends_unexpectedly_is_reported(tmp_path: Path) -> None:
    crashes: asyncio.Queue[BaseException] = asyncio.Queue()
    runtime = Runtime(Settings(store=f"sqlite:///{tmp_path}"), faulty, crashes.put_nowait)
    await runtime.start()
    try:
        await runtime.store.call(schedule.put, Row("1", 0.0, "a.test", b"", "retry"))
        error = await asyncio.wait_for(crashes.get(), 20)
    finally:
        await runtime.stop()
    assert isinstance(error, Bug)
    assert crashes.empty(), "what is stopped is no crash"
