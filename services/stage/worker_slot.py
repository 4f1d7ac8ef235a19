"""One place in the pool: takes jobs from the line, and always has a worker for the next."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from services.stage.worker_errors import (
    WorkerCrash,
    WorkerMemory,
    WorkerStartError,
    WorkerStopped,
    WorkerTimeout,
)
from services.stage.worker_process import WorkerDied, WorkerProcess, WorkerSpec

KEPT_SHARE_TO_RECYCLE = 0.5
"""A worker that keeps half of what a job may use is replaced, so that no page pays for others."""

START_BACKOFF_MAX_SECONDS = 10.0


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


class Slot:
    """Keeps one worker, and replaces it after a kill, a crash or a full life."""

    def __init__(
        self,
        spec: WorkerSpec,
        first: "asyncio.Task[WorkerProcess]",
        first_life_jobs: int,
        life_jobs: int,
        on_restart: Callable[[str], None],
    ) -> None:
        self._spec = spec
        self._jobs_left = first_life_jobs
        self._life_jobs = life_jobs
        self._on_restart = on_restart
        self._successor: asyncio.Task[WorkerProcess] | None = first
        self._closing: set[asyncio.Task[int]] = set()
        self.worker: WorkerProcess | None = None
        if first.done() and not first.exception():
            self.worker, self._successor = first.result(), None

    async def serve(self, line: "asyncio.Queue[Job]") -> None:
        """Do job after job until cancelled."""
        if self.worker is None:
            life_jobs = self._jobs_left
            await self._next_worker()
            self._jobs_left = life_jobs
        while True:
            job = await line.get()
            if job.answer.done():  # its caller has gone
                continue
            try:
                await self._do(job)
            except asyncio.CancelledError:
                job.fail(WorkerStopped("the pool was stopped"))
                raise

    async def _do(self, job: Job) -> None:
        for last_try in (False, True):
            worker = await self._ready_worker()
            try:
                job.succeed(await worker.call(job.frame))
            except WorkerTimeout as error:
                await self._replace("timeout", job, error)
            except WorkerMemory as error:
                await self._replace("memory", job, error)
            except WorkerDied as error:
                await self._replace("crash", job, WorkerCrash(str(error)) if last_try else None)
                continue
            except Exception as error:
                job.fail(error)
            self._jobs_left -= 1
            self._retire_in_time()
            return

    async def _ready_worker(self) -> WorkerProcess:
        """Swap in the successor if it is warm, and step over a worker that died while idle."""
        if self._successor and self._successor.done():
            await self._next_worker()
        if self.worker is None or not self.worker.alive:
            self._on_restart("crash")
            return await self._next_worker()
        return self.worker

    async def _replace(self, reason: str, job: Job, error: Exception | None) -> None:
        """Answer the caller first; it need not wait for the new worker."""
        self._on_restart(reason)
        if error:
            job.fail(error)
        await self._next_worker()

    def _retire_in_time(self) -> None:
        """Start a successor beside a worker whose life is over, which works on meanwhile."""
        if self._successor is None and (self._jobs_left <= 0 or self._is_bloated()):
            self._on_restart("recycle")
            self._successor = asyncio.create_task(WorkerProcess.start(self._spec))

    def _is_bloated(self) -> bool:
        limit, worker = self._spec.memory_limit_bytes, self.worker
        if not limit or worker is None:
            return False
        kept = worker.resident_bytes() - worker.warm_bytes
        return kept > KEPT_SHARE_TO_RECYCLE * (limit - worker.warm_bytes)

    async def _next_worker(self) -> WorkerProcess:
        """Take the successor, or start one, however often that needs trying."""
        self._let_go()
        backoff_seconds = 0.1
        while True:
            try:
                starting = self._successor or asyncio.create_task(WorkerProcess.start(self._spec))
                self._successor = starting
                self.worker = await asyncio.shield(starting)
                self._successor = None
                self._jobs_left = self._life_jobs
                return self.worker
            except (WorkerStartError, OSError):
                self._successor = None
                self._on_restart("crash")
                await asyncio.sleep(backoff_seconds)
                backoff_seconds = min(2 * backoff_seconds, START_BACKOFF_MAX_SECONDS)

    def _let_go(self) -> None:
        if self.worker:
            task = asyncio.create_task(self.worker.kill())
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
            self.worker = None

    async def close(self) -> None:
        """Kill the worker and the successor, and wait until they are gone."""
        self._let_go()
        if self._successor:
            self._successor.cancel()
            with suppress(asyncio.CancelledError, WorkerStartError, OSError):
                await (await self._successor).kill()
        await asyncio.gather(*self._closing)
