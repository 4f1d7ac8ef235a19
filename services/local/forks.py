"""Stages as forks of one template process: the start of the local stack takes half of the time."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from services.local.child import Child, StartFailed
from services.stage.workers.child import NOT_YET, NUMBER, receive, send

COMMAND = (sys.executable, "-P", "-m", "services.local.template")
LIMIT_SECONDS = 60.0
"""A slow disk may need several seconds to import, a fork takes milliseconds; a minute is a hang."""
POLL_SECONDS = 0.05


class Template:
    """The process to fork from, started with the first fork and again where it has gone.

    Safe to use from several threads. Start it in one that lives as long as the stages shall.
    """

    def __init__(
        self, log: Path, command: Sequence[str] = COMMAND, folder: Path | None = None
    ) -> None:
        """`command`: what calls `template.main`, started in `folder`."""
        self._log = log
        self._command, self._folder = command, folder
        self._turn = threading.Lock()
        self._child: Child | None = None
        self._control: socket.socket
        self._number = 0
        """How many processes it has had."""
        self._has_imported = False

    def start(self) -> None:
        """Start to import; `fork` does it, too, and waits for the end of it."""
        self._control, theirs = socket.socketpair()
        self._control.settimeout(LIMIT_SECONDS)
        with theirs:
            number = theirs.fileno()
            command = [*self._command, str(number), str(os.getpid())]
            self._child = Child(
                "template", command, self._log, cwd=self._folder, pass_fds=(number,)
            )
            self._child.start()
        self._number += 1
        self._has_imported = False

    def wait_until_imported(self) -> None:
        """Wait for the template, or raise `StartFailed`."""
        with self._turn:
            if not self._has_imported:
                self._answer()
                self._has_imported = True

    def fork(
        self, arguments: Sequence[str], environment: Mapping[str, str], log: Path, folder: Path
    ) -> "Fork":
        """Run `newsreel` with these arguments; its output is appended to `log`."""
        log.parent.mkdir(parents=True, exist_ok=True)
        asked = {
            "arguments": list(arguments),
            "environment": {**os.environ, **environment},
            "log": str(log.resolve()),
            "folder": str(folder),
        }
        if self._child is None or not self._child.running:
            self.start()
        self.wait_until_imported()
        return Fork(self, self._ask(asked), self._number)

    def exit_code(self, fork: "Fork") -> int | None:
        """Return how a fork ended, None while it runs; a fork ends with the process it is of."""
        if fork.of != self._number:
            return -signal.SIGKILL
        try:
            code = self._ask(fork.pid)
        except StartFailed:
            return -signal.SIGKILL
        return None if code == NOT_YET else code

    def stop(self) -> None:
        """End the template; forks that still run end with it."""
        if self._child is not None:
            self._child.kill()
            self._control.close()

    def _ask(self, what: object) -> int:
        with self._turn:
            try:
                send(self._control, json.dumps(what).encode())
            except OSError as error:
                raise StartFailed(f"the template of the stages is gone: {error}") from None
            return self._answer()

    def _answer(self) -> int:
        try:
            answer = receive(self._control)
        except OSError as error:
            self.stop()  # a late answer would be taken for that to the next question
            raise StartFailed(f"the template of the stages does not answer: {error}") from None
        if answer is None:
            tail = self._child.tail() if self._child is not None else ""
            raise StartFailed(f"the template of the stages has ended:\n{tail}")
        return int(NUMBER.unpack(answer)[0])


class Fork:
    """A fork, as `subprocess.Popen` shows a process."""

    def __init__(self, template: Template, pid: int, of: int) -> None:
        self.pid, self.of = pid, of
        self._template = template
        self._code: int | None = None

    def poll(self) -> int | None:
        """Return its exit code, None while it runs."""
        if self._code is None:
            self._code = self._template.exit_code(self)
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; raises `subprocess.TimeoutExpired`."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if deadline is not None and timeout is not None and time.monotonic() > deadline:
                raise subprocess.TimeoutExpired("newsreel", timeout)
            time.sleep(POLL_SECONDS)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs: until it is reaped the number is its own."""
        if self.poll() is None:
            os.kill(self.pid, number)


class ForkedChild(Child):
    """`newsreel` as a fork of the template; a stage where no other `arguments` are given."""

    def __init__(
        self,
        template: Template,
        name: str,
        log: Path,
        environment: Mapping[str, str],
        arguments: Sequence[str] = (),
        folder: Path | None = None,
    ) -> None:
        self._arguments = arguments or ("service", name)
        super().__init__(name, ["newsreel", *self._arguments], log, env=environment, cwd=folder)
        self._template = template
        self._environment = environment

    def start(self) -> None:
        """Start the process; its output is appended to `log`."""
        folder = self._cwd or Path.cwd()
        self._process = self._template.fork(self._arguments, self._environment, self.log, folder)
