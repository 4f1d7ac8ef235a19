"""The events in flight, up to a limit; each batch of them is a task."""

import asyncio
import math
import time
from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

JUST_NOW_SECONDS = 5.0
"""A batch gives back many places at once; who looks at that moment must not take us for idle."""

BACKLOG_EVENTS = 8
"""With fewer in work there is no backlog, or it is about to end."""


class _Batch(NamedTuple):
    since: float
    """Monotonic, seconds."""
    events: int


class InFlight:
    """Tasks and the places that their events take.

    A batch may begin while one place is free, so one larger than all places still finds room.
    """

    def __init__(self, events_max: int, failed: Callable[[BaseException], None]) -> None:
        """`failed` is called with the exception that a task ends with."""
        self._max = events_max
        self._failed = failed
        self._tasks: dict[asyncio.Task[None], _Batch] = {}
        self._events = 0
        self._freed = asyncio.Event()
        self._waited_at = -math.inf

    async def wait_for_room(self) -> None:
        """Wait until there is a place; not for several callers at once."""
        while self._events >= self._max:
            self._freed.clear()
            await self._freed.wait()
            self._waited_at = time.monotonic()

    def begin(self, work: Coroutine[Any, Any, None], events: int = 1) -> None:
        """Begin with the work on so many events."""
        task = asyncio.create_task(work)
        self._tasks[task] = _Batch(time.monotonic(), events)
        self._events += events
        task.add_done_callback(self._ended)

    async def finish(self, grace_seconds: float) -> int:
        """Wait for what is in work, cancel the rest; return how many events were in that."""
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=grace_seconds)
        unfinished = {task: batch for task, batch in self._tasks.items() if not task.done()}
        for task in unfinished:
            task.cancel()
        return sum(batch.events for batch in unfinished.values())

    def __len__(self) -> int:
        """Events in work now."""
        return self._events

    @property
    def saturated(self) -> bool:
        """Whether all places are taken, or were until just now: somebody waited for one."""
        just_now = time.monotonic() - self._waited_at < JUST_NOW_SECONDS
        return self._events >= self._max or just_now

    @property
    def backlog(self) -> bool | None:
        """Whether more come after what ends now; None where all found room lately.

        The stage that has most to do knows it: those after it have never many at once.
        """
        return self._events >= BACKLOG_EVENTS if self.saturated else None

    @property
    def oldest_seconds(self) -> float:
        """How long the oldest event has been in work; 0 where none is."""
        if not self._tasks:
            return 0.0
        return time.monotonic() - min(batch.since for batch in self._tasks.values())

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._events -= self._tasks.pop(task).events
        self._freed.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed(error)
