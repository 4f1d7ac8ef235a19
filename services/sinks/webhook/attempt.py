"""An attempt to deliver, and what it means (Standard Webhooks 1.0, operational considerations)."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from services.sinks.webhook.delivery import DEAD, DELIVERED, WAITING, Result

GONE = 410
BUSY = frozenset({429, 502, 503, 504})
"""The endpoint has too much to do: all that goes there waits, not this event alone."""
BUSY_SECONDS = 5.0
"""How long, where it does not say."""
JITTER = 0.2
"""Retries of many events must not come all at once."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one POST: a status, or what went wrong before there was one."""

    status: int | None
    error: str | None = None
    retry_after_seconds: float | None = None

    @property
    def is_success(self) -> bool:
        """Whether it was taken; a redirect was not."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def pause_seconds(self) -> float:
        """How long nothing more may be sent to the endpoint."""
        if self.status not in BUSY:
            return 0.0
        return self.retry_after_seconds or BUSY_SECONDS


def result_of(
    delivery_id: str, attempts: int, attempt: Attempt, delays: Sequence[float], now: float
) -> Result:
    """Say what becomes of a delivery after its latest attempt.

    `attempts` counts that one too, `delays` are the waits before each further one, seconds, and
    `now` is Unix time. After 410 it waits: the endpoint wants nothing more, and an operator must
    look.
    """
    if attempt.is_success:
        return Result(delivery_id, DELIVERED, attempts, now)
    error = attempt.error or f"status {attempt.status}"
    if attempt.status == GONE:
        return Result(delivery_id, WAITING, attempts - 1, now, error)
    if attempts > len(delays):
        return Result(delivery_id, DEAD, attempts, now, error)
    delay = delays[attempts - 1] * random.uniform(1, 1 + JITTER)
    wait = max(delay, attempt.retry_after_seconds or 0.0)
    return Result(delivery_id, WAITING, attempts, now + wait, error)
