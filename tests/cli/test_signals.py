"""What stops `newsreel up`: a terminal that is closed counts as Ctrl-C, so that nothing is lost."""

import asyncio
import fcntl
import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.cli.run.signals import stop_on_signals

PROGRAM = """
import asyncio, pathlib
from services.cli.run.signals import stop_on_signals

async def main():
    stop = asyncio.Event()
    stop_on_signals(stop)
    print("ready", flush=True)
    await stop.wait()
    print("stopping", flush=True)
    pathlib.Path("kept").write_text("all")

asyncio.run(main())
"""
PATH = os.pathsep.join(each for each in sys.path if each)


def take_terminal() -> None:
    """Make the terminal this process's own, its end not ignored as under `nohup`."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def wait_for_line(terminal: int) -> bytes:
    """Read to the end of a line: a terminal closed within it would fail the writer."""
    line = b""
    while not line.endswith(b"\n"):
        line += os.read(terminal, 100)
    return line.strip()


def test_a_closed_terminal_stops_in_order_and_fails_no_output(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": PATH},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=take_terminal,
    ) as process:
        os.close(theirs)
        assert wait_for_line(ours) == b"ready"
        os.close(ours)
        assert process.wait(30) == 0
    assert (tmp_path / "kept").read_text() == "all"


@pytest.fixture
def nohup() -> Iterator[None]:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("nohup")
async def test_under_nohup_a_closed_terminal_stops_nothing() -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    os.kill(os.getpid(), signal.SIGHUP)
    await asyncio.sleep(0.1)
    assert not stop.is_set()
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(10):
        await stop.wait()
