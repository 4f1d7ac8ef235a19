"""To defer a URL to the schedule: until when, as which try, and as which row."""

import math
from dataclasses import dataclass
from datetime import datetime

from schemas.envelope import Envelope, encode
from schemas.events import UrlAccepted
from schemas.identity import event_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import FETCH
from services.fetch.hosts.host import NoTurn
from services.fetch.schedule.message import pack
from services.fetch.schedule.table import Row
from services.stage.endings import Ended, TransientError


@dataclass(frozen=True, slots=True)
class Deferred:
    """The URL is deferred to the schedule; `attempt` is the try that it will be then."""

    due_at: float
    """Unix time."""
    why: str
    attempt: int


def deferred_by_error(
    error: TransientError, attempt: int, delays_seconds: tuple[float, ...], now: float
) -> Deferred | Ended:
    """Defer a URL whose try number `attempt` (1 is the first) has failed, or give up.

    `now` is Unix time. A time that the server named can only make it later.
    """
    if attempt > len(delays_seconds):
        return Ended(error.reason, error.detail)
    wait_seconds = max(delays_seconds[max(attempt, 1) - 1], error.retry_after_seconds or 0.0)
    return Deferred(now + wait_seconds, error.reason.value, attempt + 1)


def deferred_by_host(
    no_turn: NoTurn, attempt: int, delays_seconds: tuple[float, ...]
) -> Deferred | Ended:
    """Defer a URL that has no turn at its host for try number `attempt`, or give up."""
    if not no_turn.counts_as_attempt:
        return Deferred(no_turn.until, no_turn.why.value, attempt)
    if attempt > len(delays_seconds):
        reason = no_turn.reason or Reason.HTTP_429
        return Ended(reason, f"the host is {no_turn.why.value}, after all attempts")
    return Deferred(no_turn.until, no_turn.why.value, attempt + 1)


def row_of(
    envelope: Envelope[UrlAccepted],
    passport: Passport,
    deferred: Deferred,
    group: str,
    at: datetime,
) -> Row:
    """Make the row that brings a URL back; of the same event and answer one with the same id.

    `group` is what politeness counts the URL to, `at` the present.
    """
    wait_seconds = max(0.0, deferred.due_at - at.timestamp())
    accepted = envelope.data
    again = accepted.model_copy(
        update={
            "attempt": deferred.attempt,
            "from_schedule": True,
            "waited_ms": accepted.waited_ms + wait_seconds * 1000,
        }
    )
    note = f"{deferred.why}: again in {math.ceil(wait_seconds)} s"
    stamped = passport.stamped(FETCH.stage, at, note=note)
    event_id_ = row_id_of(envelope)
    event = Envelope(event_id_, FETCH.source, at, stamped, again)
    return Row(event_id_, deferred.due_at, group, pack(encode(event, accepted.site)), deferred.why)


def row_id_of(envelope: Envelope[UrlAccepted]) -> str:
    """Return the id of the row in which an event waits, and of the event that comes back."""
    # an event that is put back, or accepted again, is the same one for another answer
    supersedes = envelope.passport.supersedes
    cause = f"{supersedes} {envelope.id}" if supersedes else envelope.id
    return event_id(cause, UrlAccepted.type)
