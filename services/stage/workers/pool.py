"""A pool of killable one-thread worker processes for CPU work.

Jobs wait in one fair queue. A job over its time or memory limit costs its worker and nobody else;
a crash costs its own job one more try on a fresh worker.
"""

import asyncio
import math
import pickle
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from services.stage.workers.errors import WorkerStopped
from services.stage.workers.fork_server import ForkServer
from services.stage.workers.slot import TRIES, Job, Slot
from services.stage.workers.spec import WorkerSpec, address

T = TypeVar("T")


class WorkerPool(Generic[T]):
    """Run `function` in `size` processes, each job within its limits.

    One spawned process imports and warms up; the workers are forked from it, in milliseconds.

    `function` and `warm` are importable top-level functions; `warm` runs once, before the workers,
    and neither may start threads.
    `on_restart` gets `recycle`, `timeout`, `memory` or `crash` for each worker that is replaced.
    Memory is resident memory, watched every 50 ms; twice the limit is refused at the allocation
    (RLIMIT_DATA, since RLIMIT_AS also counts what is mapped and never used).
    Start it in a thread that lives as long as the pool: Linux ties the workers' life to it.
    """

    def __init__(
        self,
        function: Callable[..., T],
        *,
        size: int,
        time_limit_seconds: float = 10,
        memory_limit_bytes: int | None = 1_000_000_000,
        recycle_after: int = 2000,
        warm: Callable[[], None] | None = None,
        on_restart: Callable[[str], None] = lambda _: None,
    ) -> None:
        address(function)  # fails here rather than in every worker
        self._spec = WorkerSpec(function, warm, time_limit_seconds, memory_limit_bytes)
        self._fork_server = ForkServer(self._spec)
        self._size = size
        self._recycle_after = recycle_after
        self._on_restart = on_restart
        self._queue: asyncio.Queue[Job] = asyncio.Queue()
        self._slots: list[Slot] = []
        self._serving: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Import once, warm up and fork the workers; raise `WorkerStartError` if that fails."""
        try:
            for number in range(self._size):
                # first lives are spread out, so that the workers are not all replaced at once
                first_life = -(-self._recycle_after * (number + 1) // self._size)
                slot = Slot(
                    self._spec, self._fork_server, first_life, self._recycle_after, self._on_restart
                )
                await slot.start()
                self._slots.append(slot)
        except BaseException:
            await asyncio.shield(self.stop())
            raise
        self._serving = {asyncio.create_task(slot.serve(self._queue)) for slot in self._slots}

    async def run(self, *args: Any) -> T:
        """Run one job and return its result.

        Raises `WorkerTimeout`, `WorkerMemory`, `WorkerCrash`, `WorkerStopped`, or what the function
        raised, with the worker's traceback as a note. A cancelled caller leaves a waiting job
        undone; a running one is let run within its limits, and its result thrown away.
        """
        if not self._serving:
            raise WorkerStopped("the pool is not running")
        job = Job(pickle.dumps(args, pickle.HIGHEST_PROTOCOL), asyncio.Future())
        self._queue.put_nowait(job)
        result: T = await job.answer
        return result

    async def stop(self) -> None:
        """Kill the workers; whoever still waits gets `WorkerStopped`."""
        serving, self._serving = self._serving, set()
        self._slots = []
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)
        await self._fork_server.stop()
        while not self._queue.empty():
            self._queue.get_nowait().fail(WorkerStopped("the pool was stopped"))

    def queue_wait_seconds(self, jobs: int) -> float:
        """Say how long so many jobs take at most, if each of them costs its worker every try."""
        return math.ceil(jobs / self._size) * TRIES * self._spec.time_limit_seconds

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers that are ready."""
        return [slot.worker.pid for slot in self._slots if slot.worker]

    @property
    def waiting(self) -> int:
        """How many jobs no worker has taken yet."""
        return self._queue.qsize()

    async def __aenter__(self) -> "WorkerPool[T]":
        """Start."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self.stop()
