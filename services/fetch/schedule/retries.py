"""When a URL is tried again, and when it is given up."""

MINUTE = 60.0
HOUR = 60 * MINUTE

RETRY_DELAYS_SECONDS = (MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR)
"""Five further tries over about 12 hours (peers: 3 to 30 tries)."""


def next_attempt(
    attempt: int,
    now: float,
    retry_after_seconds: float | None = None,
    delays_seconds: tuple[float, ...] = RETRY_DELAYS_SECONDS,
) -> float | None:
    """Return when to try again after failed try number `attempt` (1 is the first).

    Instants are epoch seconds. None: give up, the last reason is the outcome. A time that the
    server named can only make it later.
    """
    if attempt > len(delays_seconds):
        return None
    return now + max(delays_seconds[max(attempt, 1) - 1], retry_after_seconds or 0.0)
