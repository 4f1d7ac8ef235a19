"""When a URL is tried again, and when it is given up."""

from schemas.outcomes import Reason

MINUTE = 60.0
HOUR = 60 * MINUTE

RETRY_DELAYS_SECONDS = (MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR)
"""Five further tries over about 12 hours (peers: 3 to 30 tries)."""

RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
"""Media Cloud's list: answers that another try may change."""

RETRIED_REASONS = frozenset({Reason.CONNECT_ERROR, Reason.DNS_ERROR, Reason.TIMEOUT})


def is_retried(reason: Reason, status: int | None) -> bool:
    """Tell whether another try may help; `status` is None where no answer came."""
    if status is not None and reason not in RETRIED_REASONS:
        return status in RETRIED_STATUSES
    return reason in RETRIED_REASONS


def next_attempt(
    attempt: int,
    now: float,
    retry_after_seconds: float | None = None,
    not_before: float = 0.0,
    delays_seconds: tuple[float, ...] = RETRY_DELAYS_SECONDS,
) -> float | None:
    """Return when to try again after failed try number `attempt` (1 is the first).

    Instants are epoch seconds. None: give up, the last reason is the outcome. A time that the
    server named, or an instant before which its host takes nothing, can only make it later.
    """
    if attempt > len(delays_seconds):
        return None
    delay = max(delays_seconds[max(attempt, 1) - 1], retry_after_seconds or 0.0)
    return max(now + delay, not_before)
