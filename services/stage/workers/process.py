"""The parent's side of one worker: one job at a time, within its limits, or killed."""

import asyncio
import pickle
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import psutil

from services.clock import STALL_SECONDS
from services.stage.workers import child
from services.stage.workers.errors import WorkerError, WorkerMemory, WorkerRaised, WorkerTimeout
from services.stage.workers.spec import WorkerSpec

WATCH_INTERVAL_SECONDS = 0.05


class WorkerDied(WorkerError):
    """The process ended by itself; the text says how."""


Reaper = Callable[["WorkerProcess"], Coroutine[Any, Any, int | None]]
"""Kills a worker; returns its exit code, None where nobody knows it."""


class WorkerProcess:
    """One running worker. Every error but the function's own leaves it dead."""

    def __init__(
        self,
        spec: WorkerSpec,
        pid: int,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        reap: Reaper,
    ) -> None:
        self._spec = spec
        self._reader = reader
        self._writer = writer
        self._reap = reap
        self._ending: asyncio.Task[int | None] | None = None
        self._loop = asyncio.get_running_loop()
        self._next_look: asyncio.TimerHandle
        self._memory: psutil.Process | None = None
        with suppress(psutil.Error):
            self._memory = psutil.Process(pid)
        self.pid = pid
        self.warm_bytes = self.resident_bytes()

    @property
    def alive(self) -> bool:
        """Whether it can take a job, as far as its socket tells."""
        broken = self._reader.at_eof() or self._reader.exception() is not None
        return not broken and self._ending is None

    async def call(self, job: bytes) -> Any:
        """Run one pickled job within the limits.

        Raises `WorkerTimeout`, `WorkerMemory`, `WorkerDied`, or what the function raised.
        """
        kind, value, text = await self._watch(job)
        if kind == child.RETURNED:
            return value
        last_line = text.rstrip().rsplit("\n", 1)[-1]
        if kind == child.MEMORY:
            self.end()
            raise WorkerMemory(last_line)
        error = pickle.loads(value) if value else WorkerRaised(last_line)
        error.add_note(f"In the worker process:\n{text}")
        raise error

    async def _watch(self, job: bytes) -> tuple[str, Any, str]:
        now = self._loop.time()
        self._look_later(now, now + self._spec.time_limit_seconds)
        try:
            return await self._exchange(job)
        except BaseException:
            self.end()
            raise
        finally:
            self._next_look.cancel()

    def _look_later(self, now: float, deadline: float) -> None:
        at = min(deadline, now + WATCH_INTERVAL_SECONDS)
        self._next_look = self._loop.call_at(at, self._look, now, deadline)

    def _look(self, looked_at: float, deadline: float) -> None:
        """Let whoever waits for the answer raise what the worker has gone over, or look on.

        A time in which this process stood still is not the job's.
        """
        now = self._loop.time()
        if (still_seconds := now - looked_at) > STALL_SECONDS:
            deadline += still_seconds
        limit, used = self._spec.memory_limit_bytes, self.resident_bytes()
        if limit and used > limit:
            self._reader.set_exception(WorkerMemory(f"{used} bytes resident, limit {limit}"))
        elif now >= deadline:
            seconds = self._spec.time_limit_seconds
            self._reader.set_exception(WorkerTimeout(f"longer than {seconds:g} s"))
        else:
            self._look_later(now, deadline)

    def resident_bytes(self) -> int:
        """Memory in use (RSS); 0 when the process is gone."""
        with suppress(psutil.Error):
            return int(self._memory.memory_info().rss) if self._memory else 0
        return 0

    async def _exchange(self, frame: bytes) -> tuple[str, Any, str]:
        try:
            self._writer.writelines([child.LENGTH.pack(len(frame)), frame])
            length = await self._reader.readexactly(child.LENGTH.size)
            answer = await self._reader.readexactly(child.LENGTH.unpack(length)[0])
        except (OSError, RuntimeError, asyncio.IncompleteReadError):
            # uvloop raises a `RuntimeError` for a write to what has just been closed
            raise WorkerDied(_how(await self.kill())) from None
        return pickle.loads(answer)  # type: ignore[no-any-return]

    def end(self) -> "asyncio.Task[int | None]":
        """Kill it and whatever it started, without waiting."""
        if self._ending is None:
            self._writer.close()
            self._ending = asyncio.create_task(self._reap(self))
        return self._ending

    async def kill(self) -> int | None:
        """Kill it, and return its exit code once it is gone."""
        return await asyncio.shield(self.end())


def _how(status: int | None) -> str:
    if status is None:
        return "killed with its fork server"
    if status >= 0:
        return f"exit status {status}"
    with suppress(ValueError):
        return f"killed by {signal.Signals(-status).name}"
    return f"killed by signal {-status}"
