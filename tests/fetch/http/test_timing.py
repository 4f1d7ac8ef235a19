"""The timer of a hop's phases."""

import asyncio

import pytest

from services.fetch.http.timing import PhaseClock
from tests.support.fetch_settings import settings_with

LIMITS = settings_with(connect_timeout_seconds=0.3, rate_grace_seconds=0.1)


def clock(whole_seconds: float = 10) -> PhaseClock:
    return PhaseClock(asyncio.get_running_loop().time() + whole_seconds, LIMITS)


async def test_a_phase_that_takes_too_long_is_a_timeout() -> None:
    with pytest.raises(TimeoutError), clock():
        await asyncio.sleep(5)


async def test_a_later_phase_may_end_later_or_earlier() -> None:
    async def work() -> None:
        with (phase := clock()):
            phase.enter("first byte", 5)
            await asyncio.sleep(0.2)
            phase.enter("body", 0.05)
            await asyncio.sleep(5)

    loop = asyncio.get_running_loop()
    begun = loop.time()
    with pytest.raises(TimeoutError):
        await work()
    assert 0.2 < loop.time() - begun < 1


async def test_no_phase_is_longer_than_the_whole() -> None:
    with pytest.raises(TimeoutError), clock(0.1):
        await asyncio.sleep(5)


async def test_work_in_time_is_left_alone() -> None:
    with (phase := clock()):
        await asyncio.sleep(0.1)
        phase.enter("body", 5)
        await asyncio.sleep(0.4)


async def test_a_fetch_that_is_cancelled_from_outside_is_cancelled_and_not_a_timeout() -> None:
    async def work() -> None:
        with clock():
            await asyncio.sleep(5)

    task = asyncio.create_task(work())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_an_error_of_the_work_itself_passes() -> None:
    with pytest.raises(ValueError, match="broken"), clock():
        raise ValueError("broken")
