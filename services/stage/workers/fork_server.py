"""The parent's side of the fork server: the one process that imports, and forks warm workers.

Not `multiprocessing`: it imports the parent's `__main__` (the whole Faust app) once more in its
children, and neither limits nor kills them.
"""

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from services.stage.workers import child
from services.stage.workers.errors import WorkerStartError
from services.stage.workers.process import WorkerProcess
from services.stage.workers.spec import WorkerSpec, address

START_LIMIT_SECONDS = 60.0
"""A slow disk may need several seconds to import; a minute is a hang."""
FORK_LIMIT_SECONDS = 5.0
"""A fork takes milliseconds; a fork server that needs longer is frozen."""
REAP_PAUSE_SECONDS = 0.02

DATA_LIMIT_FACTOR = 2
"""Between the limit and RLIMIT_DATA: what a worker can touch between two looks at its memory must
not reach it, since libraries swallow `MemoryError` and go on with half a page."""

READ_BUFFER_BYTES = 1 << 20
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class ForkServer:
    """Gives workers, and gets itself a new process when the old one is gone."""

    def __init__(self, spec: WorkerSpec) -> None:
        self._spec = spec
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket
        self._answers: asyncio.StreamReader
        self._writer: asyncio.StreamWriter | None = None
        self._starting, self._turn = asyncio.Lock(), asyncio.Lock()
        self._workers: set[WorkerProcess] = set()
        self._broken = True
        """Whether the process does not answer as it should, or is not there."""

    async def worker(self) -> WorkerProcess:
        """Fork a worker, or raise `WorkerStartError`."""
        async with self._starting:
            if self._broken:
                await self.stop()
                await self._start()
            return await self._fork()

    async def stop(self) -> None:
        """Kill every worker and the fork server, and wait until they are gone."""
        await asyncio.gather(*(worker.kill() for worker in self._workers.copy()))
        self._broken = True
        if self._writer is not None:
            self._writer.close()
        process, self._process = self._process, None
        if process is not None:
            process.kill()
        while process is not None and process.poll() is None:  # noqa: ASYNC110 (a process has no event)
            await asyncio.sleep(REAP_PAUSE_SECONDS)

    async def _start(self) -> None:
        """Start the process and wait until it is warm, or raise `WorkerStartError`."""
        self._control, theirs = socket.socketpair()
        self._answers, self._writer = await asyncio.open_connection(sock=self._control)
        try:
            with theirs:
                self._process = _launch(self._spec, theirs.fileno())
            async with asyncio.timeout(START_LIMIT_SECONDS):
                (length,) = child.LENGTH.unpack(await self._answers.readexactly(child.LENGTH.size))
                kind, _, text = pickle.loads(await self._answers.readexactly(length))
        except (OSError, TimeoutError, EOFError) as error:
            await self.stop()
            raise WorkerStartError(f"no answer: {error!r}") from None
        except BaseException:
            await asyncio.shield(self.stop())
            raise
        if kind != child.READY:
            await self.stop()
            raise WorkerStartError(text)
        self._broken = False

    async def _fork(self) -> WorkerProcess:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                pid = await self._ask(child.FORK, theirs.fileno())
            if pid is None:
                raise WorkerStartError("the fork server is gone")
        except BaseException:
            ours.close()
            raise
        reader, writer = await asyncio.open_connection(sock=ours, limit=READ_BUFFER_BYTES)
        worker = WorkerProcess(self._spec, pid, reader, writer, self._reap)
        self._workers.add(worker)
        return worker

    async def _reap(self, worker: WorkerProcess) -> int | None:
        """Kill a worker with its children; return its exit code, None where nobody knows it."""
        status: int | None = child.NOT_YET
        while status == child.NOT_YET:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(worker.pid, signal.SIGKILL)  # unreaped, so the number is still its own
            if (status := await self._ask(worker.pid)) == child.NOT_YET:
                await asyncio.sleep(REAP_PAUSE_SECONDS)
        self._workers.discard(worker)
        return status

    async def _ask(self, number: int, *descriptors: int) -> int | None:
        """Ask for a fork or an exit code, one at a time; None when the fork server is gone."""
        async with self._turn:
            if self._broken:
                return None
            try:
                socket.send_fds(self._control, [child.NUMBER.pack(number)], descriptors)
                async with asyncio.timeout(FORK_LIMIT_SECONDS):
                    answer = await self._answers.readexactly(child.NUMBER.size)
            except (OSError, TimeoutError, EOFError):
                self._broken = True
                return None
            except BaseException:
                self._broken = True  # half an exchange cannot be mended
                raise
            return int(child.NUMBER.unpack(answer)[0])


def _launch(spec: WorkerSpec, descriptor: int) -> subprocess.Popen[bytes]:
    """Start the child with one descriptor, in a process group that Ctrl-C does not reach.

    What a library prints is written at once: a worker ends by SIGKILL.
    """
    data_limit_bytes = (spec.memory_limit_bytes or 0) * DATA_LIMIT_FACTOR
    arguments = [
        child.__file__, str(descriptor), str(os.getpid()),
        address(spec.function), address(spec.warm) if spec.warm else "", str(data_limit_bytes),
    ]  # fmt: skip
    path = os.pathsep.join(each or str(Path.cwd()) for each in sys.path)
    return subprocess.Popen(
        [sys.executable, "-u", "-P", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=2,  # stdout belongs to whoever pipes the parent's output
        pass_fds=(descriptor,),
        process_group=0,
        env={**os.environ, **ONE_THREAD, "PYTHONPATH": path},
    )
