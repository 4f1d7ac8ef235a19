"""A process: all its tasks, which end together, stand still together and share a clock."""

import asyncio
from collections.abc import Coroutine
from contextvars import ContextVar, copy_context
from random import Random
from typing import Any

OWNER: ContextVar["Process"] = ContextVar("OWNER")
"""Whose task runs."""


def ahead() -> float:
    """Return by how many seconds the clock of the running process is fast."""
    owner = OWNER.get(None)
    return owner.ahead_seconds if owner else 0.0


class Process:
    """What a kill ends. Each call over a wire goes through `pause`, so that it may end there."""

    def __init__(self, name: str, random: Random, pace: float) -> None:
        self.name = name
        self.ahead_seconds = 0.0
        self.is_alive = True
        self.is_broken = False
        """Whether it fails at whatever it reads."""
        self.is_in_a_hurry = False
        """Whether it gives up what takes time."""
        self.runtime: Any = None
        """What of a stage's own objects each process has for itself."""
        self._random, self._pace = random, pace
        self._thawed = asyncio.Event()
        self._thawed.set()
        self._tasks: dict[asyncio.Task[Any], None] = {}

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Begin a task; what it begins belongs to the process, too."""
        context = copy_context()
        context.run(OWNER.set, self)
        context.run(asyncio.create_task, work)

    def own(self, task: asyncio.Task[Any]) -> None:
        """End the task when the process ends."""
        self._tasks[task] = None
        task.add_done_callback(lambda done: self._tasks.pop(done, None))

    async def pause(self, longest_seconds: float = 0.0) -> None:
        """Let others go on meanwhile; who is frozen waits, who is dead never goes on."""
        await asyncio.sleep(self._random.random() * (longest_seconds or self._pace))
        while not self._thawed.is_set():
            await self._thawed.wait()
        if not self.is_alive:
            raise asyncio.CancelledError

    def kill(self) -> None:
        """End now, whatever it is doing."""
        self.is_alive = False
        for task in list(self._tasks):
            task.cancel()

    def freeze(self) -> None:
        """Stand still until `thaw`."""
        self._thawed.clear()

    def thaw(self) -> None:
        """Go on where it stood."""
        self._thawed.set()


def make_task(loop: asyncio.AbstractEventLoop, coroutine: Any, **more: Any) -> "asyncio.Task[Any]":
    """Make a task of the process in whose context it is begun: a task factory for the loop."""
    task: asyncio.Task[Any] = asyncio.Task(coroutine, loop=loop, **more)
    owner = OWNER.get(None)
    if owner is not None:
        owner.own(task)
    return task
