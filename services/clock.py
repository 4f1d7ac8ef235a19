"""What time it is: the one clock of the services. Pure functions are given the time instead."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

DAY_SECONDS = 86_400
STALL_SECONDS = 1.0
"""A timer that fires so late: the process stood still, frozen by an operator or by the system."""
SLEWED_SECONDS = 60.0
"""Clocks are corrected by less without a word."""
BELIEVED_AFTER_SECONDS = DAY_SECONDS
"""A clock that stays ahead for a day was set right, or the machine was suspended."""


def unix() -> float:
    """Return this instant, Unix time, seconds."""
    return time.time()


def now() -> datetime:
    """Return this instant, UTC."""
    return datetime.fromtimestamp(unix(), UTC)


class SteadyClock:
    """The time by which old things are given up: where the clock jumps ahead, it waits a day.

    A clock that is wrong by a month for a moment would end all that is open, and forget all else.
    """

    def __init__(self, wall: Callable[[], float], monotonic: Callable[[], float]) -> None:
        """`wall` is in Unix time, `monotonic` runs on whatever that is set to; both in seconds."""
        self._wall, self._monotonic = wall, monotonic
        self._offset = wall() - monotonic()
        self._ahead_since: float | None = None
        """Since when the clock is ahead and not believed, by `monotonic`."""

    def unix(self) -> float:
        """Return this instant as it is believed, Unix time, seconds."""
        at = self._monotonic()
        offset = self._wall() - at
        if offset <= self._offset + SLEWED_SECONDS:
            self._offset, self._ahead_since = offset, None
        elif self._ahead_since is None:
            self._ahead_since = at
        elif at - self._ahead_since > BELIEVED_AFTER_SECONDS:
            self._offset, self._ahead_since = offset, None
        return self._offset + at

    def now(self) -> datetime:
        """Return this instant as it is believed, UTC."""
        return datetime.fromtimestamp(self.unix(), UTC)


steady = SteadyClock(unix, time.monotonic)
"""Of this process."""
