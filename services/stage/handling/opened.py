"""Read a record: its event, or why it cannot be handled; and begin the span of the work on it."""

import time
from dataclasses import dataclass, replace
from typing import Any

from schemas.packed import BadEnvelope
from schemas.passport import Passport
from schemas.trace.context import child
from services.stage.dead_letter import passport_in
from services.stage.function import Decode
from services.stage.record import Record


@dataclass(frozen=True, slots=True)
class Opened:
    """A record and its event, or why it cannot be handled; both where only the record is bad."""

    record: Record
    envelope: Any
    """An `Envelope`; None where the record cannot be decoded."""
    error: Exception | None
    event_id: str
    passport: Passport | None
    """As `entered` gives it; None where not even the passport can be read."""
    parent: str | None
    """The span that the event comes from; None: the trace begins here."""
    began_ns: int
    """Unix time, nanoseconds."""

    @property
    def facts(self) -> dict[str, str]:
        """What log lines say of it."""
        facts = {"position": self.record.position}
        if self.envelope is not None:
            submission_id = self.envelope.passport.submission_id
            facts |= {"event_id": self.event_id, "submission_id": submission_id}
        return facts


def open_record(record: Record, decode: Decode, stage: str) -> Opened:
    """Decode a record and begin its span; whatever `decode` raises becomes the `error`."""
    error: Exception | None = None
    envelope, before = None, None
    try:
        envelope = decode(record)
    except Exception as raised:  # a bug in decoding ends like any other
        error, before, event_id = raised, passport_in(record), record.header.get("ce_id", "")
    else:
        error = BadEnvelope(record.problem) if record.problem else None
        before, event_id = envelope.passport, envelope.id
    mine = entered(before, event_id, stage) if before else None
    if envelope and mine:
        envelope = replace(envelope, passport=mine)
    parent = before.traceparent if before else None
    return Opened(record, envelope, error, event_id, mine, parent, time.time_ns())


def entered(passport: Passport, event_id: str, stage: str) -> Passport:
    """Return the passport with the span of the stage's work on the event.

    The span's id is made from the event's and from the span that the event comes from: the same on
    every redelivery, and another one where an operator retries the event or publish puts it back.
    """
    span = child(passport.trace_parent, stage, event_id, passport.supersedes or "")
    return passport.model_copy(update={"traceparent": str(span)})
