"""How a command ends: with the exit code that its function returned, or by Ctrl-C."""

import asyncio
import os
import signal
from collections.abc import Coroutine
from types import FrameType
from typing import Any, NoReturn, TypeVar

import typer

from services.cli.output.terminal import STDERR, STDOUT

T = TypeVar("T")

INTERRUPTED = 130
"""128 and the number of SIGINT, as shells have it."""
SHOW_CURSOR = b"\x1b[?25h"
"""A line of progress hides it (DECTCEM)."""

Ending = int | Coroutine[Any, Any, int] | None
"""What a command's function returns: its exit code, None for 0, or what comes to one."""


def finish(ending: Ending, **_: object) -> NoReturn:
    """End a command; what it returned is run first where that is a coroutine."""
    raise typer.Exit(run_to_end(ending) if asyncio.iscoroutine(ending) else ending or 0)


def run_to_end(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine: Ctrl-C cancels it, so that it stops in order; once more ends the process.

    `asyncio.run` alone would let the second one fall into the middle of that, with a trace.
    """

    async def stoppable() -> T:
        cancel = signal.getsignal(signal.SIGINT)
        if callable(cancel):  # Ctrl-C is not ignored, as it is in the background of a script

            def interrupt(number: int, frame: FrameType | None) -> None:
                signal.signal(signal.SIGINT, end_at_once)
                cancel(number, frame)

            signal.signal(signal.SIGINT, interrupt)
        return await work

    before = signal.getsignal(signal.SIGINT)
    try:
        return asyncio.run(stoppable())
    finally:
        signal.signal(signal.SIGINT, before)


def end_at_once(*_: object) -> NoReturn:
    """End this process where it stands, and its children with it; the terminal gets its cursor."""
    if terminals := [each for each in (STDOUT, STDERR) if os.isatty(each)]:
        os.write(terminals[0], SHOW_CURSOR)
    os._exit(INTERRUPTED)
