"""The parent's hand on one worker process: start it, give it one job at a time, kill it.

Not `multiprocessing`: its spawn imports the parent's `__main__` (the whole Faust app) once more in
every child, and starts a resource tracker beside them.
"""

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from services.stage import worker_child
from services.stage.worker_errors import (
    WorkerError,
    WorkerMemory,
    WorkerRaised,
    WorkerStartError,
    WorkerTimeout,
)

START_LIMIT_SECONDS = 60.0
"""A slow disk may need several seconds to import; a minute is a hang."""

WATCH_INTERVAL_SECONDS = 0.05
DATA_LIMIT_FACTOR = 2
"""Between limit and rlimit: what a worker can touch in one interval (under 0.2 GB, measured) must
not reach the rlimit, since libraries swallow `MemoryError` and go on with half a page."""

READ_BUFFER_BYTES = 1 << 20
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class WorkerSpec:
    """What every worker of a pool does, and its limits."""

    function: Callable[..., Any]
    warm: Callable[[], None] | None
    time_limit_seconds: float
    memory_limit_bytes: int | None

    def first_frame(self) -> bytes:
        """What the child needs to set itself up."""
        limit = self.memory_limit_bytes
        return pickle.dumps(
            {
                "path": [each or os.getcwd() for each in sys.path],
                "function": address(self.function),
                "warm": address(self.warm) if self.warm else None,
                "data_limit_bytes": limit * DATA_LIMIT_FACTOR if limit else None,
            }
        )


class WorkerDied(WorkerError):
    """The process ended by itself; the text says how."""


class WorkerProcess:
    """One running worker. Every error but the function's own leaves it dead."""

    def __init__(
        self,
        spec: WorkerSpec,
        process: subprocess.Popen[bytes],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._spec = spec
        self._process = process
        self._reader = reader
        self._writer = writer
        with suppress(psutil.Error):
            self._memory = psutil.Process(process.pid)
        self.pid = process.pid
        self.warm_bytes = 0

    @classmethod
    async def start(cls, spec: WorkerSpec) -> "WorkerProcess":
        """Start a process and wait until it is warm, or raise `WorkerStartError`."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = _launch(theirs.fileno())
        reader, writer = await asyncio.open_connection(sock=ours, limit=READ_BUFFER_BYTES)
        worker = cls(spec, process, reader, writer)
        try:
            async with asyncio.timeout(START_LIMIT_SECONDS):
                kind, _, text = await worker._exchange(spec.first_frame())
        except TimeoutError:
            await worker.kill()
            raise WorkerStartError(f"not ready in {START_LIMIT_SECONDS} s") from None
        except WorkerDied as error:
            raise WorkerStartError(str(error)) from None
        except BaseException:
            await asyncio.shield(worker.kill())
            raise
        if kind != worker_child.READY:
            await worker.kill()
            raise WorkerStartError(text)
        worker.warm_bytes = worker.resident_bytes()
        return worker

    @property
    def alive(self) -> bool:
        """Whether it can take a job, as far as its socket tells."""
        broken = self._reader.at_eof() or self._reader.exception() is not None
        return not broken and self._process.returncode is None

    async def call(self, job: bytes) -> Any:
        """Run one pickled job within the limits.

        Raises `WorkerTimeout`, `WorkerMemory`, `WorkerDied`, or what the function raised.
        """
        kind, value, text = await self._watched(job)
        if kind == worker_child.RETURNED:
            return value
        if kind == worker_child.MEMORY:
            await self.kill()
            raise WorkerMemory(text.rstrip().rsplit("\n", 1)[-1])
        error = pickle.loads(value) if value else WorkerRaised(text.rstrip().rsplit("\n", 1)[-1])
        error.add_note(f"In the worker process:\n{text}")
        raise error

    async def _watched(self, job: bytes) -> tuple[str, Any, str]:
        loop = asyncio.get_running_loop()
        answer = loop.create_task(self._exchange(job))
        deadline = loop.time() + self._spec.time_limit_seconds
        try:
            while (left := deadline - loop.time()) > 0:
                await asyncio.wait({answer}, timeout=min(left, WATCH_INTERVAL_SECONDS))
                if answer.done():
                    return answer.result()
                self._check_memory()
            raise WorkerTimeout(f"longer than {self._spec.time_limit_seconds:g} s")
        except BaseException:
            answer.cancel()
            await self.kill()
            raise

    def _check_memory(self) -> None:
        limit = self._spec.memory_limit_bytes
        if limit and (used := self.resident_bytes()) > limit:
            raise WorkerMemory(f"{used} bytes resident, limit {limit}")

    def resident_bytes(self) -> int:
        """Memory in use (RSS); 0 when the process is gone."""
        try:
            return int(self._memory.memory_info().rss)
        except (psutil.Error, AttributeError):
            return 0

    async def _exchange(self, frame: bytes) -> tuple[str, Any, str]:
        try:
            self._writer.write(worker_child.LENGTH.pack(len(frame)))
            self._writer.write(frame)
            length = await self._reader.readexactly(worker_child.LENGTH.size)
            answer = await self._reader.readexactly(worker_child.LENGTH.unpack(length)[0])
        except (OSError, asyncio.IncompleteReadError):
            raise WorkerDied(_ending(await self.kill())) from None
        return pickle.loads(answer)  # type: ignore[no-any-return]

    async def kill(self) -> int:
        """Kill the process and whatever it started; return its exit status once it is gone."""
        self._writer.close()
        if self._process.returncode is None:  # unreaped, so the number is still its own
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        pause_seconds = 0.001
        while (status := self._process.poll()) is None:
            await asyncio.sleep(pause_seconds)
            pause_seconds = min(2 * pause_seconds, WATCH_INTERVAL_SECONDS)
        return status


def _launch(descriptor: int) -> subprocess.Popen[bytes]:
    """Start the child with one descriptor and its own process group.

    The group keeps Ctrl-C away from it, and makes its own children killable with it.
    """
    return subprocess.Popen(
        [sys.executable, "-P", str(Path(worker_child.__file__)), str(descriptor), str(os.getpid())],
        stdin=subprocess.DEVNULL,
        stdout=2,  # stdout belongs to whoever pipes the parent's output
        pass_fds=(descriptor,),
        process_group=0,
        env={**os.environ, **ONE_THREAD},
    )


def _ending(status: int) -> str:
    if status >= 0:
        return f"exit status {status}"
    with suppress(ValueError):
        return f"killed by {signal.Signals(-status).name}"
    return f"killed by signal {-status}"


def address(function: Callable[..., Any]) -> str:
    """Say where a child can import the function from, or raise `ValueError`."""
    module, name = function.__module__, function.__qualname__
    if module == "__main__":  # started by `python -m`: the child knows it by its true name
        spec = getattr(sys.modules["__main__"], "__spec__", None)
        module = spec.name if spec else ""
    if not module or "<" in name:
        raise ValueError(f"{name} must be an importable, top-level function")
    return f"{module}:{name}"
