"""Work that waits for what is away, unless its process is told to stop."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from services.stage.dependencies import UNAVAILABLE, Dependencies

T = TypeVar("T")


class Stopped(Exception):
    """The process was told to stop while something was away: the work was not done."""


async def retry_until_stopped(
    dependencies: Dependencies, work: Callable[[], Awaitable[T]], stop: asyncio.Event
) -> T:
    """Do what `Dependencies.retry` does; raise `Stopped` rather than wait once `stop` is set.

    An attempt that has begun is never cut off: only the wait for the next one is.
    """
    is_trying = True

    async def attempt() -> T:
        nonlocal is_trying
        is_trying = True
        try:
            return await work()
        except UNAVAILABLE as error:
            if stop.is_set():
                raise Stopped from error
            raise
        finally:
            is_trying = False

    trying = asyncio.create_task(dependencies.retry(attempt))
    told = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((trying, told), return_when=asyncio.FIRST_COMPLETED)
        if not trying.done() and not is_trying:
            raise Stopped
        return await trying
    finally:
        told.cancel()
        trying.cancel()
