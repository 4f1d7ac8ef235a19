"""Read a record: its event, or why it cannot be handled; and the span of the work on it.

All that a stage makes of an event names the event's span as its parent, through the passport.
"""

import time
from dataclasses import dataclass, replace
from typing import Any

from schemas.packed import BadEnvelope
from schemas.passport import Passport
from schemas.pipeline import OUTCOMES
from schemas.trace.context import child, read_traceparent
from schemas.url.hosts import host_in
from services.stage.dead_letter import passport_in
from services.stage.emission import Emission
from services.stage.function import Decode
from services.stage.record import Record
from services.stage.tracing.span import Span


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


def span_of(stage: str, event: Opened, emitted: Emission, ended_ns: int) -> Span | None:
    """Close the span as the event ended; None for an outcome that a stage only takes note of.

    None, too, where not even the passport can be read.
    """
    passport, topic = event.passport, event.record.topic
    if passport is None or (topic == OUTCOMES.name and not emitted.messages):
        return None
    attributes = {
        "newsreel.stage": stage,
        "newsreel.outcome": emitted.outcome,
        "newsreel.reason": emitted.reason,
        "newsreel.submission_id": passport.submission_id,
        "newsreel.event_id": event.event_id,
        "messaging.system": "kafka",
        "messaging.destination.name": topic,
        "server.address": host_in(passport.submitted_url),
    }
    return Span(
        name=stage,
        own=passport.trace_parent,
        parent=read_traceparent(event.parent),
        tracestate=passport.tracestate,
        began_ns=event.began_ns,
        ended_ns=ended_ns,
        attributes={name: value for name, value in attributes.items() if value},
        error=emitted.error,
    )
