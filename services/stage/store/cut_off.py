"""Note which calls of the store are given up, for whoever sets the time limit of the work."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class CutOff(NamedTuple):
    """A call that was given up."""

    at: float
    """By the loop's clock."""
    had_begun: bool
    """Whether it had its turn, rather than waited while the database was busy with others."""


_OF_WORK: ContextVar[list[CutOff] | None] = ContextVar("cut_off", default=None)
"""The same in all tasks of one piece of work."""


@contextmanager
def cut_off_calls() -> Iterator[list[CutOff]]:
    """Gather which calls of the work within are given up."""
    found: list[CutOff] = []
    token = _OF_WORK.set(found)
    try:
        yield found
    finally:
        _OF_WORK.reset(token)


def note_cut_off(has_begun: bool) -> None:
    """Note that a call is given up now, where somebody wants to know."""
    if (found := _OF_WORK.get()) is not None:
        found.append(CutOff(asyncio.get_running_loop().time(), has_begun))
