"""What an event says of a submission, as the account takes it. Pure."""

from schemas.envelope import Envelope
from schemas.events import Event, Outcome
from schemas.pipeline import SUBMITTED
from services.ledger.ledger import Answered, Submitted


def fact_of(envelope: Envelope[Event], now: float) -> Submitted | Answered:
    """Read a submission or an outcome; `now` is Unix time."""
    passport, trace_id = envelope.passport, envelope.passport.trace_parent.trace_id
    if isinstance(envelope.data, Outcome):
        return Answered(envelope.id, envelope.data, trace_id)
    counts_from = counted_from(passport.submitted_at.timestamp(), now)
    return Submitted(passport.submission_id, passport.submitted_url, counts_from, trace_id)


def counted_from(submitted_at: float, now: float) -> float:
    """Return the instant from which a submission's answer is awaited; Unix times.

    The client sets the time. One before the topic's retention would have the submission answered as
    expired at once, beside its true answer; one in the future would delay that without end.
    """
    is_likely = now - SUBMITTED.retention_seconds < submitted_at <= now
    return submitted_at if is_likely else now
