"""Time that passes only where nothing is left to be done at an instant."""

import asyncio
import selectors
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

START = 1_790_000_000.0
"""Unix time at which each simulation begins, seconds."""
TICK_SECONDS = 1e-6
"""Between two looks at the clock."""


class NothingLeft(Exception):
    """Everybody waits for somebody else."""


class Clock:
    """Seconds since the start, and the wall clock that the running process sees."""

    def __init__(self, ahead: Callable[[], float]) -> None:
        """`ahead` says by how many seconds the clock of who asks is fast."""
        self.elapsed = 0.0
        self._ahead = ahead
        self._asked = 0

    def unix(self) -> float:
        """Return the Unix time, seconds, by the clock of who asks: no instant twice."""
        self._asked += 1
        return START + self.elapsed + self._ahead() + self._asked * TICK_SECONDS

    @contextmanager
    def in_charge(self) -> Iterator[None]:
        """Let all code read this clock."""
        real = time.time, time.monotonic, time.perf_counter
        module: Any = time
        module.time = self.unix
        module.monotonic = module.perf_counter = lambda: self.elapsed
        try:
            yield
        finally:
            time.time, time.monotonic, time.perf_counter = real


class SimulatedLoop(asyncio.SelectorEventLoop):
    """An event loop that never waits: it moves the clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        super().__init__(_NoWait(clock))

    def time(self) -> float:
        """Return the seconds since the start."""
        return self._clock.elapsed


class _NoWait(selectors.SelectSelector):
    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise NothingLeft
        self._clock.elapsed += max(timeout, 0.0)
        return []
