"""An event's span in a stage: named before the work, exported when it has ended. Pure.

All that a stage makes of an event names the event's span as its parent, through the passport.
"""

from dataclasses import dataclass

from schemas.passport import Passport
from schemas.pipeline import OUTCOMES
from schemas.trace.context import TraceParent, child, read_traceparent
from schemas.url.hosts import host_in
from services.stage.emission import Emission


def entered(passport: Passport, event_id: str, stage: str) -> Passport:
    """Return the passport with the span of the stage's work on the event.

    The span's id is made from the event's and from the span that the event comes from: the same on
    every redelivery, and another one where an operator retries the event or publish puts it back.
    """
    span = child(passport.trace_parent, stage, event_id, passport.supersedes or "")
    return passport.model_copy(update={"traceparent": str(span)})


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """The span of an event that a stage works on."""

    stage: str
    topic: str
    event_id: str
    passport: Passport
    """As `entered` gave it."""
    parent: str | None
    """What the passport said before; None: the trace begins here."""
    began_ns: int
    """Unix time, nanoseconds."""


@dataclass(frozen=True, slots=True)
class Span:
    """What is exported of an event in a stage."""

    name: str
    own: TraceParent
    parent: TraceParent | None
    """None: the trace begins here."""
    tracestate: str | None
    began_ns: int
    """Unix time, nanoseconds."""
    ended_ns: int
    attributes: dict[str, str]
    error: str | None
    """Class of the unforeseen exception, where the event is dead-lettered."""


def span_of(open_span: OpenSpan, emitted: Emission, ended_ns: int) -> Span | None:
    """Close the span as the event ended; None for an outcome that a stage only takes note of."""
    if open_span.topic == OUTCOMES.name and not emitted.messages:
        return None
    passport = open_span.passport
    attributes = {
        "newsreel.stage": open_span.stage,
        "newsreel.outcome": emitted.outcome,
        "newsreel.reason": emitted.reason,
        "newsreel.submission_id": passport.submission_id,
        "newsreel.event_id": open_span.event_id,
        "messaging.system": "kafka",
        "messaging.destination.name": open_span.topic,
        "server.address": host_in(passport.submitted_url),
    }
    return Span(
        name=open_span.stage,
        own=passport.trace_parent,
        parent=read_traceparent(open_span.parent),
        tracestate=passport.tracestate,
        began_ns=open_span.began_ns,
        ended_ns=ended_ns,
        attributes={name: value for name, value in attributes.items() if value},
        error=emitted.error,
    )
