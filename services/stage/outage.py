"""Patience with Kafka and the store: ack nothing, say so, try again, then give up."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TypeVar

from services.logs import logger
from services.stage.kafka.producer import KafkaUnavailable
from services.stage.store.store import StoreUnavailable

T = TypeVar("T")

AWAY = (KafkaUnavailable, StoreUnavailable)
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.2, 10.0


class GaveUp(Exception):
    """What the stage depends on was away for longer than it waits: exit and be restarted."""


class Patience:
    """Retries what fails because Kafka or the store is away."""

    def __init__(self, give_up_after_seconds: float) -> None:
        self._limit = give_up_after_seconds
        self._away: dict[str, float] = {}
        """Name of what is away → since when, monotonic."""
        self._why: dict[str, str] = {}
        """Name of what is away → what was said last."""
        self._waiting: Counter[str] = Counter()
        """Name of what is away → how many pieces of work wait for it."""

    @property
    def problems(self) -> list[str]:
        """What is away now, in words, for the readiness probe."""
        now = time.monotonic()
        return [
            f"{name} away for {now - since:.0f} s: {self._why[name]}"
            for name, since in self._away.items()
        ]

    async def insist(self, work: Callable[[], Awaitable[T]], forever: bool = False) -> T:
        """Run `work` until it gets through; raise `GaveUp` when the limit has passed."""
        wait = FIRST_WAIT_SECONDS
        missed: set[str] = set()
        try:
            while True:
                try:
                    result = await work()
                except AWAY as error:
                    self._note(error, forever, missed)
                    await asyncio.sleep(wait * random.uniform(0.5, 1.5))
                    wait = min(wait * 2, LONGEST_WAIT_SECONDS)
                else:
                    self._back(missed)
                    return result
        finally:
            self._waiting.subtract(missed)
            for name in missed:
                if not self._waiting[name]:  # nobody is left who could see it come back
                    self._away.pop(name, None)

    def _note(self, error: Exception, forever: bool, missed: set[str]) -> None:
        name = "kafka" if isinstance(error, KafkaUnavailable) else "store"
        if name not in missed:
            missed.add(name)
            self._waiting[name] += 1
        self._why[name] = str(error)[:300]
        if name not in self._away:
            self._away[name] = time.monotonic()
            logger().warning(f"{name}_away", error=self._why[name])
        elif not forever and time.monotonic() - self._away[name] > self._limit:
            raise GaveUp(f"{name} was away for more than {self._limit:.0f} s") from error

    def _back(self, names: set[str]) -> None:
        """Only work that has missed something can tell that it is back."""
        for name in names & self._away.keys():
            seconds = time.monotonic() - self._away.pop(name)
            logger().info("recovered", name=name, away_seconds=round(seconds, 1))
