"""Processes forked from one template, as the stages of `newsreel up`: a start imports nothing.

The template lives as long as pytest's process, and its forks no longer.
"""

import atexit
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from services.local.forks import ForkedChild, Template

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
