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
from services.stage.workers.spec import WorkerSpec

START_LIMIT_SECONDS = 60.0
"""A slow disk may need several seconds to import; a minute is a hang."""
FORK_LIMIT_SECONDS = 5.0
"""A fork takes milliseconds; a fork server that needs longer is frozen."""
REAP_PAUSE_SECONDS = 0.02

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class ForkServer:
    """Gives workers, and gets itself a new process when the old one is gone."""

    def __init__(self, spec: WorkerSpec) -> None:
        self._spec = spec
        self._process: ForkServerProcess | None = None
        self._lock = asyncio.Lock()

    async def worker(self) -> WorkerProcess:
        """Fork a worker, or raise `WorkerStartError`."""
        async with self._lock:
            if self._process is None or self._process.broken:
                await self.stop()
                self._process = await ForkServerProcess.start(self._spec)
            return await self._process.fork()

    async def stop(self) -> None:
        """Kill every worker and the fork server, and wait until they are gone."""
        process, self._process = self._process, None
        if process:
            await process.stop()


class ForkServerProcess:
    """One fork server process; `broken` once it does not answer as it should."""

    def __init__(
        self, spec: WorkerSpec, process: subprocess.Popen[bytes], control: socket.socket
    ) -> None:
        self._spec = spec
        self._process = process
        self._control = control
        self._turn = asyncio.Lock()
        self._workers: set[WorkerProcess] = set()
        self.broken = False

    @classmethod
    async def start(cls, spec: WorkerSpec) -> "ForkServerProcess":
        """Start the process and wait until it is warm, or raise `WorkerStartError`."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            server = cls(spec, _launch(theirs.fileno()), ours)
        try:
            async with asyncio.timeout(START_LIMIT_SECONDS):
                kind, text = await server._introduce()
        except (OSError, TimeoutError, EOFError) as error:
            await server.stop()
            raise WorkerStartError(f"no answer: {error!r}") from None
        except BaseException:
            await asyncio.shield(server.stop())
            raise
        if kind != child.READY:
            await server.stop()
            raise WorkerStartError(text)
        return server

    async def _introduce(self) -> tuple[str, str]:
        frame = self._spec.first_frame()
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self._control, child.LENGTH.pack(len(frame)) + frame)
        length = child.LENGTH.unpack(await self._receive(child.LENGTH.size))[0]
        kind, _, text = pickle.loads(await self._receive(length))
        return kind, text

    async def fork(self) -> WorkerProcess:
        """Fork a worker, or raise `WorkerStartError`."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                pid = await self._ask(child.FORK, theirs.fileno())
        except BaseException:
            ours.close()
            raise
        if pid is None:
            ours.close()
            raise WorkerStartError("the fork server is gone")
        worker = await WorkerProcess.attach(self._spec, pid, ours, self._reap)
        self._workers.add(worker)
        return worker

    async def _reap(self, worker: WorkerProcess) -> int | None:
        """Kill a worker with its children; return its exit code, None where nobody knows it."""
        status = child.NOT_YET
        while status == child.NOT_YET:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(worker.pid, signal.SIGKILL)  # unreaped, so the number is still its own
            if (answer := await self._ask(worker.pid)) is None:
                break
            if (status := answer) == child.NOT_YET:
                await asyncio.sleep(REAP_PAUSE_SECONDS)
        self._workers.discard(worker)
        return None if status == child.NOT_YET else status

    async def _ask(self, number: int, *descriptors: int) -> int | None:
        """Ask for a fork or an exit code, one at a time; None when the fork server is gone."""
        async with self._turn:
            if self.broken:
                return None
            try:
                socket.send_fds(self._control, [child.NUMBER.pack(number)], descriptors)
                async with asyncio.timeout(FORK_LIMIT_SECONDS):
                    answer = await self._receive(child.NUMBER.size)
            except (OSError, TimeoutError, EOFError):
                self.broken = True
                return None
            except BaseException:
                self.broken = True  # half an exchange cannot be mended
                raise
            return int(child.NUMBER.unpack(answer)[0])

    async def _receive(self, count: int) -> bytes:
        loop = asyncio.get_running_loop()
        received = b""
        while len(received) < count:
            part = await loop.sock_recv(self._control, count - len(received))
            if not part:
                raise EOFError("the fork server has ended")
            received += part
        return received

    async def stop(self) -> None:
        """Kill the workers, then the fork server, and wait until they are gone."""
        await asyncio.gather(*(worker.kill() for worker in self._workers.copy()))
        self.broken = True
        self._control.close()
        if self._process.returncode is None:
            self._process.kill()
        while self._process.poll() is None:  # noqa: ASYNC110 (a process has no event)
            await asyncio.sleep(REAP_PAUSE_SECONDS)


def _launch(descriptor: int) -> subprocess.Popen[bytes]:
    """Start the child with one descriptor, in a process group that Ctrl-C does not reach.

    What a library prints is written at once: a worker ends by SIGKILL.
    """
    script = str(Path(child.__file__))
    return subprocess.Popen(
        [sys.executable, "-u", "-P", script, str(descriptor), str(os.getpid())],
        stdin=subprocess.DEVNULL,
        stdout=2,  # stdout belongs to whoever pipes the parent's output
        pass_fds=(descriptor,),
        process_group=0,
        env={**os.environ, **ONE_THREAD},
    )
