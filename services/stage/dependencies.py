"""What a stage depends on, Kafka and the store: while one is away, ack nothing and try again."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from services.logs import logger
from services.settings import BadSettings
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.store.errors import StoreDamaged, StoreUnavailable

T = TypeVar("T")

UNAVAILABLE = (KafkaUnavailable, StoreUnavailable)
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.2, 10.0


class DependencyTimeout(Exception):
    """A dependency was away for longer than the stage waits: exit and be restarted."""


class Stopped(Exception):
    """The process was told to stop while something was away: the work was not done."""


ENDS_PROCESS = (DependencyTimeout, StoreDamaged)
"""No event is at fault and none is acked: the process ends."""


def log_crash(error: BaseException | None) -> None:
    """Log why a process ends; with a traceback where that may be a fault of the code."""
    if error is None:
        logger().critical("crashed", error="its Faust app ended by itself")
    elif isinstance(error, DependencyTimeout):
        logger().critical("crashed", error=f"{error}: {error.__cause__}")
    elif isinstance(error, StoreDamaged | BadSettings):
        logger().critical("crashed", error=str(error))
    else:
        logger().critical("crashed", error=f"{type(error).__name__}: {error}", exc_info=error)


class Dependencies:
    """Knows what is away, and retries what fails because of it."""

    def __init__(self, timeout_seconds: float) -> None:
        self._timeout_seconds = timeout_seconds
        self._away_since: dict[str, float] = {}
        """Name of what is away → since when, monotonic."""
        self._last_error: dict[str, str] = {}
        """Name of what is away → what was said last."""
        self._waiting: Counter[str] = Counter()
        """Name of what is away → how many pieces of work wait for it."""

    @property
    def problems(self) -> list[str]:
        """What is away now, in words, for the readiness probe."""
        now = time.monotonic()
        return [
            f"{name} away for {now - since:.0f} s: {self._last_error[name]}"
            for name, since in self._away_since.items()
        ]

    async def retry(
        self,
        work: Callable[[], Awaitable[T]],
        forever: bool = False,
        stop: asyncio.Event | None = None,
    ) -> T:
        """Run `work` until nothing it needs is away; raise `DependencyTimeout` after the limit.

        Raises `Stopped` rather than wait once `stop` is set. An attempt that has begun is never cut
        off: only the wait for the next one is.
        """
        wait = FIRST_WAIT_SECONDS
        missed: set[str] = set()
        try:
            while True:
                try:
                    result = await work()
                except UNAVAILABLE as error:
                    if stop is not None and stop.is_set():
                        raise Stopped from error
                    self._note_away(error, forever, missed)
                    if await _is_set_within(wait * random.uniform(0.5, 1.5), stop):
                        raise Stopped from error
                    wait = min(wait * 2, LONGEST_WAIT_SECONDS)
                else:
                    self._note_back(missed)
                    return result
        finally:
            for name in missed:
                self._waiting[name] -= 1
                if not self._waiting[name]:  # nobody is left who could see it come back
                    self._away_since.pop(name, None)

    def _note_away(self, error: Exception, forever: bool, missed: set[str]) -> None:
        name = "kafka" if isinstance(error, KafkaUnavailable) else "store"
        if name not in missed:
            missed.add(name)
            self._waiting[name] += 1
        self._last_error[name] = str(error)[:300]
        if name not in self._away_since:
            self._away_since[name] = time.monotonic()
            logger().warning(f"{name}_away", error=self._last_error[name])
        elif not forever and time.monotonic() - self._away_since[name] > self._timeout_seconds:
            limit = f"{self._timeout_seconds:.0f} s"
            raise DependencyTimeout(f"{name} was away for more than {limit}") from error

    def _note_back(self, names: set[str]) -> None:
        """Note what is back: only work that has missed something can tell."""
        for name in names & self._away_since.keys():
            seconds = time.monotonic() - self._away_since.pop(name)
            logger().info("recovered", name=name, away_seconds=round(seconds, 1))


async def _is_set_within(seconds: float, stop: asyncio.Event | None) -> bool:
    """Wait so long, or until `stop` is set; tell whether it is."""
    if stop is None:
        await asyncio.sleep(seconds)
        return False
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()
