"""Work that is repeated by the clock, beside the events."""

import asyncio
from collections.abc import Awaitable, Callable

from services.stage.dependencies import UNAVAILABLE

FORGET_EVERY_SECONDS = 3600.0
"""How often a service drops what is too old to matter; what it keeps, it keeps for days."""
TRY_AGAIN_SECONDS = 60.0
"""Longest pause after a run that found Kafka or the store away; `ready` reports that meanwhile."""


class Every:
    """A part of the stage: does `work` at the start, and then `seconds` after each run."""

    def __init__(
        self,
        seconds: float,
        work: Callable[[], Awaitable[object]],
        fail: Callable[[BaseException], None],
    ) -> None:
        """`fail` is called with an unforeseen error: no stage goes on without its housekeeping."""
        self._seconds = seconds
        self._work = work
        self._fail = fail
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin; what `work` needs has been started before."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End at once, in the middle of a run too."""
        if self._task is not None:
            self._task.cancel()

    async def _run(self) -> None:
        while True:
            pause_seconds = self._seconds
            try:
                await self._work()
            except UNAVAILABLE:
                pause_seconds = min(self._seconds, TRY_AGAIN_SECONDS)
            except Exception as error:
                self._fail(error)
                return
            await asyncio.sleep(pause_seconds)
