"""The answer to a submission of which no topic has an event any more: it was deleted unread."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from schemas.envelope import Envelope, Message, encode
from schemas.events import Outcome
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import LEDGER
from schemas.trace.context import child, made_parent
from services.ledger.ledger import Entry

AT_ONCE = 500
"""Answers that are sent together."""

REASON = Reason.EXPIRED_IN_KAFKA


def expired(entry: Entry, after_hours: float) -> Message:
    """Answer a line that is open for so long; the same message whenever and by whomever."""
    submitted_at = datetime.fromtimestamp(entry.submitted_at, UTC)
    decided_at = submitted_at + timedelta(hours=after_hours)
    outcome = Outcome(
        submission_id=entry.submission_id,
        url=entry.url,
        outcome=REASON.outcome,
        reason=REASON,
        detail=f"no answer within {after_hours:g} hours; its event was deleted unread",
        stage=LEDGER.stage,
        submitted_at=submitted_at,
        decided_at=decided_at,
    )
    answer_id = outcome_id(entry.submission_id)
    passport = Passport(
        submission_id=entry.submission_id,
        submitted_url=entry.url,
        submitted_at=submitted_at,
        traceparent=_span(entry, answer_id),
    )
    source = f"newsreel/{LEDGER.stage}"
    envelope = Envelope(answer_id, source, decided_at, passport, outcome)
    return encode(envelope, key=entry.submission_id)


def _span(entry: Entry, answer_id: str) -> str:
    made = made_parent(entry.submission_id)
    parent = replace(made, trace_id=entry.trace_id or made.trace_id)
    return str(child(parent, LEDGER.stage, answer_id))
