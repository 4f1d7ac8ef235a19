"""Note which calls of the store are given up, for whoever sets the time limit of the work."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class CutOff:
    """When calls of one piece of work were last given up, by the loop's clock."""

    def __init__(self) -> None:
        self._waiting_at = self._begun_at = 0.0
        """Before their turn, while the database is busy with others; and after it."""

    def note(self, has_begun: bool) -> None:
        """Note that a call is given up now."""
        at = asyncio.get_running_loop().time()
        if has_begun:
            self._begun_at = at
        else:
            self._waiting_at = at

    def is_for_others(self, since: float) -> bool:
        """Tell whether calls were given up since then, all of them before their turn."""
        return self._waiting_at >= since > self._begun_at


_OF_WORK: ContextVar[CutOff | None] = ContextVar("cut_off", default=None)
"""The same in all tasks of one piece of work."""


@contextmanager
def cut_off_calls() -> Iterator[CutOff]:
    """Gather which calls of the work within are given up."""
    found = CutOff()
    token = _OF_WORK.set(found)
    try:
        yield found
    finally:
        _OF_WORK.reset(token)


def note_cut_off(has_begun: bool) -> None:
    """Note that a call is given up now, where somebody wants to know."""
    if (found := _OF_WORK.get()) is not None:
        found.note(has_begun)
