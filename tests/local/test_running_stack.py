"""What starts the whole stack for tests leaves none of it behind."""

import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from services.local.child import free_port
from tests.support import stack
from tests.support.stack import RunningStack

ENDS_WITHIN_SECONDS = 10.0


def children_of(running: RunningStack) -> list[psutil.Process]:
    return [*psutil.Process(running.process.pid).children(recursive=True)]


def all_ended(processes: list[psutil.Process]) -> bool:
    """Whether all end soon: the kernel ends those whose parent was killed."""
    deadline = time.monotonic() + ENDS_WITHIN_SECONDS
    while any(each.is_running() for each in processes) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(each.is_running() for each in processes)


class Watched(RunningStack):
    """Remembers its processes at the moment in which it is given up."""

    def _wait_for(self, pattern: str, seconds: float) -> None:
        try:
            super()._wait_for(pattern, seconds)
        finally:
            self.processes = [psutil.Process(self.process.pid), *children_of(self)]


def test_a_stack_that_does_not_get_ready_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stack, "START_TIMEOUT_SECONDS", 2.0)
    running = Watched(tmp_path, arguments=("--no-console",))
    with pytest.raises(AssertionError, match="did not get ready"):
        running.start(free_port())
    assert all_ended(running.processes)


@pytest.mark.slow
def test_all_that_a_stack_started_ends_where_it_has_to_be_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = RunningStack(tmp_path, arguments=("--no-console",))
    running.start(free_port())
    children = children_of(running)
    assert len(children) > 6  # broker, template, and a process for each stage
    monkeypatch.setattr(stack, "STOP_TIMEOUT_SECONDS", 0.5)
    running.process.send_signal(signal.SIGSTOP)  # it heeds no Ctrl-C
    with pytest.raises(subprocess.TimeoutExpired):
        running.stop()
    assert all_ended(children)
