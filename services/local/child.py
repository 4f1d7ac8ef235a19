"""A server program as a child process: its output in a file, its end tied to ours."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, Self

from services.stage.workers.child import kill_with_parent

LOOPBACK = "127.0.0.1"


class PartMissing(RuntimeError):
    """A program that this part needs is not on the machine; the text says how to get it."""


class StartFailed(RuntimeError):
    """The server ended, or did not answer in time; the text holds the end of its log."""


class PortTaken(StartFailed):
    """Somebody listens already on the port that a part was to have."""


class Process(Protocol):
    """What a child needs of `subprocess.Popen`."""

    @property
    def pid(self) -> int:
        """Its number."""

    def poll(self) -> int | None:
        """Return its exit code, None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; raises `subprocess.TimeoutExpired`."""

    def send_signal(self, number: int, /) -> None:
        """Send a signal, if it still runs."""


class Child:
    """One child process. Start it from a thread that lives as long as the child shall."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        log: Path,
        *,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        cwd: Path | None = None,
        pass_fds: Sequence[int] = (),
    ) -> None:
        self.name = name
        self.log = log
        self._command = list(command)
        self._env = {**os.environ, **(env or {})}
        self._user = user
        self._cwd = cwd
        self._pass_fds = pass_fds
        self._process: Process | None = None

    @property
    def pid(self) -> int:
        """Process id of the running child, or raise `StartFailed`."""
        if self._process is None:
            raise StartFailed(f"{self.name} is not running")
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs, or before it was started."""
        return None if self._process is None else self._process.poll()

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self.exit_code is None

    def start(self) -> None:
        """Start the process; its output is appended to `log`."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=self._env,
                cwd=self._cwd,
                pass_fds=self._pass_fds,
                user=self._user,
                group=_group_of(self._user),
                extra_groups=[] if self._user else None,
                start_new_session=True,  # Ctrl-C reaches us only, and we stop it in order
                preexec_fn=kill_with_parent,
            )

    def wait_until(self, ready: Callable[[], bool], timeout_seconds: float) -> None:
        """Poll `ready` until it is true, or raise `StartFailed`."""
        deadline = time.monotonic() + timeout_seconds
        while not ready():
            if not self.running:
                raise StartFailed(f"{self.name} ended with {self.exit_code}:\n{self.tail()}")
            if time.monotonic() > deadline:
                raise StartFailed(
                    f"{self.name} did not answer in {timeout_seconds:.0f} s:\n{self.tail()}"
                )
            time.sleep(0.05)

    def send(self, number: int) -> None:
        """Send a signal, if the process is still there."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def wait(self, timeout_seconds: float) -> int:
        """Wait for its end; return its exit code, or raise `subprocess.TimeoutExpired`."""
        assert self._process is not None
        return self._process.wait(timeout_seconds)

    def stop(self, number: int = signal.SIGTERM, timeout_seconds: float = 30) -> int | None:
        """Ask it to end, wait, and end it by force after the timeout; return its exit code."""
        if self._process is None:
            return None
        self.send(number)
        try:
            return self._process.wait(timeout_seconds)
        except subprocess.TimeoutExpired:
            return self.kill()

    def kill(self) -> int | None:
        """End it with SIGKILL and wait for it; return its exit code."""
        if self._process is None:
            return None
        self.send(signal.SIGKILL)
        return self._process.wait()

    def tail(self, lines: int = 20) -> str:
        """Return the last lines of its output."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])


class Server:
    """Something that runs while a `with` lasts."""

    def start(self) -> None:
        """Start it and wait until it answers; raise `StartFailed` or `PartMissing`."""
        raise NotImplementedError

    def stop(self) -> None:
        """End it."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        """Start it; leave nothing behind where that fails."""
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.stop()


def free_port() -> int:
    """Return a TCP port on loopback that nobody uses at this moment."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        port: int = listener.getsockname()[1]
        return port


def require_free(port: int) -> None:
    """Raise `PortTaken` if somebody listens on the loopback port already."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError as error:
            raise PortTaken(f"port {port} on {LOOPBACK}: {error.strerror}") from None


def _group_of(user: str | None) -> int | None:
    if user is None:
        return None
    import pwd

    return pwd.getpwnam(user).pw_gid
