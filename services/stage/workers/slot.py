"""One place in the pool: takes jobs from the queue, and always has a worker for the next."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.stage.workers.errors import (
    WorkerCrash,
    WorkerMemory,
    WorkerStartError,
    WorkerStopped,
    WorkerTimeout,
)
from services.stage.workers.fork_server import ForkServer
from services.stage.workers.process import WorkerDied, WorkerProcess
from services.stage.workers.spec import WorkerSpec

KEPT_SHARE_TO_RECYCLE = 0.5
"""A worker that keeps half of what a job may use is replaced, so that no page pays for others."""

START_BACKOFF_MAX_SECONDS = 10.0

TRIES = 2
"""Of a job whose worker crashes; one that goes over its limits has had its chance."""


@dataclass(frozen=True, slots=True)
class Job:
    """Pickled arguments, and where the answer goes."""

    frame: bytes
    answer: "asyncio.Future[Any]"

    def succeed(self, result: Any) -> None:
        """Give the caller the result, if it still waits."""
        if not self.answer.done():
            self.answer.set_result(result)

    def fail(self, error: BaseException) -> None:
        """Give the caller the error, if it still waits."""
        if not self.answer.done():
            self.answer.set_exception(error)


RESTARTS = ("recycle", "timeout", "memory", "crash")
"""Why a worker is replaced: its life was full, or how its job ended."""


@dataclass(slots=True)
class Slot:
    """Keeps one worker, and replaces it after a kill, a crash or a full life."""

    spec: WorkerSpec
    fork_server: ForkServer
    jobs_left: int
    """Of the worker's life."""
    life_jobs: int
    """Of each worker after the first."""
    on_restart: Callable[[str], None]
    worker: WorkerProcess | None = None

    async def start(self) -> None:
        """Get the first worker, or raise `WorkerStartError`."""
        self.worker = await self.fork_server.worker()

    async def serve(self, queue: "asyncio.Queue[Job]") -> None:
        """Do job after job until cancelled."""
        while True:
            job = await queue.get()
            if job.answer.done():  # its caller has gone
                continue
            try:
                await self._do(job)
                await self._retire_in_time()
            except asyncio.CancelledError:
                job.fail(WorkerStopped("the pool was stopped"))
                raise

    async def _do(self, job: Job) -> None:
        for left in reversed(range(TRIES)):
            worker = await self._ready_worker()
            self.jobs_left -= 1
            try:
                return job.succeed(await worker.call(job.frame))
            except WorkerTimeout as error:
                self.on_restart("timeout")
                return job.fail(error)
            except WorkerMemory as error:
                self.on_restart("memory")
                return job.fail(error)
            except WorkerDied as error:
                self.on_restart("crash")
                if not left:
                    return job.fail(WorkerCrash(str(error)))
                worker.end()
            except Exception as error:
                return job.fail(error)

    async def _ready_worker(self) -> WorkerProcess:
        """Replace a worker that was killed, or died while idle: that costs no job its try."""
        if self.worker and self.worker.alive:
            return self.worker
        return await self._next_worker()

    async def _retire_in_time(self) -> None:
        """Replace a worker whose life is over, the new one first."""
        old = self.worker
        if old and old.alive and (self.jobs_left <= 0 or self._is_bloated(old)):
            self.on_restart("recycle")
            await self._next_worker()
            old.end()

    def _is_bloated(self, worker: WorkerProcess) -> bool:
        limit = self.spec.memory_limit_bytes
        if not limit:
            return False
        kept = worker.resident_bytes() - worker.warm_bytes
        return kept > KEPT_SHARE_TO_RECYCLE * (limit - worker.warm_bytes)

    async def _next_worker(self) -> WorkerProcess:
        """Get a fresh worker, however often that needs trying."""
        backoff_seconds = 0.1
        while True:
            try:
                self.worker = await self.fork_server.worker()
                self.jobs_left = self.life_jobs
                return self.worker
            except (WorkerStartError, OSError):
                await asyncio.sleep(backoff_seconds)
                backoff_seconds = min(2 * backoff_seconds, START_BACKOFF_MAX_SECONDS)
