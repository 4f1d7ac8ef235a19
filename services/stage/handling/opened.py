"""Read a record: its event, or why it cannot be handled, and the span of the work on it."""

import time
from dataclasses import dataclass, replace
from typing import Any

from schemas.packed import BadEnvelope
from schemas.passport import Passport
from services.stage.dead_letter import passport_in
from services.stage.function import Decode
from services.stage.record import Record
from services.stage.tracing.span import OpenSpan, entered


@dataclass(frozen=True, slots=True)
class Opened:
    """A record and its event, or why it cannot be handled; both where only the record is bad."""

    record: Record
    envelope: Any
    """An `Envelope`; None where the record cannot be decoded."""
    error: Exception | None
    span: OpenSpan | None
    """None where not even the passport can be read."""

    @property
    def passport(self) -> Passport | None:
        """The passport, in which the span of this stage's work stands."""
        return self.span.passport if self.span else None

    @property
    def facts(self) -> dict[str, str]:
        """What log lines say of it."""
        facts = {"position": self.record.position}
        if self.envelope is not None:
            submission_id = self.envelope.passport.submission_id
            facts |= {"event_id": self.envelope.id, "submission_id": submission_id}
        return facts


def open_record(record: Record, decode: Decode, stage: str) -> Opened:
    """Decode a record and begin its span; whatever `decode` raises becomes the `error`."""
    try:
        envelope = decode(record)
    except Exception as error:  # a bug in decoding ends like any other
        passport = passport_in(record)
        event_id = record.header.get("ce_id", "")
        span = _open_span(record, event_id, passport, stage) if passport else None
        return Opened(record, None, error, span)
    span = _open_span(record, envelope.id, envelope.passport, stage)
    envelope = replace(envelope, passport=span.passport)
    problem = BadEnvelope(record.problem) if record.problem else None
    return Opened(record, envelope, problem, span)


def _open_span(record: Record, event_id: str, passport: Passport, stage: str) -> OpenSpan:
    mine = entered(passport, event_id, stage)
    return OpenSpan(stage, record.topic, event_id, mine, passport.traceparent, time.time_ns())
