"""Processes forked from one template, as the stages of `newsreel up`: a start imports nothing.

The template lives as long as pytest's process, and its forks no longer.
"""

import atexit
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

from services.local.forks import ForkedChild, Template
from tests.support.template import COMMAND_LINE

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "tests.support.template")


def forked(
    name: str,
    arguments: Sequence[str],
    log: Path,
    environment: Mapping[str, str],
    folder: Path | None = None,
) -> ForkedChild:
    """Return a process that runs `newsreel` with these arguments; it is not started yet."""
    return ForkedChild(template(), name, log, environment, arguments, folder)


def command_line(
    words: Sequence[str],
    stdin: str,
    environment: Mapping[str, str],
    folder: Path,
    timeout_seconds: float,
) -> CompletedProcess[str]:
    """Run `newsreel` with these words in a folder, and return how it ended and what it said."""
    with tempfile.TemporaryDirectory() as streams:
        said = Path(streams)
        (said / "in").write_text(stdin)
        arguments = [COMMAND_LINE, streams, *words]
        child = forked("newsreel", arguments, said / "log", environment, folder)
        child.start()
        code = child.wait(timeout_seconds)
        out, err = ((said / name).read_text() for name in ("out", "err"))
    return CompletedProcess(["newsreel", *words], code, out, err)


@cache
def template() -> Template:
    """Start the template; the thread that asks first must live as long as the forks."""
    started = Template(Path(_logs().name) / "template.log", COMMAND, ROOT)
    started.start()
    atexit.register(started.stop)
    return started


@cache
def _logs() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="newsreel-template-")
