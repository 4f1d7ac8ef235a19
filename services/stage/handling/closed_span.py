"""Close the span of an event: what a stage exports of its work on it. Pure.

All that a stage makes of an event names the event's span as its parent, through the passport.
"""

from schemas.pipeline import OUTCOMES
from schemas.trace.context import read_traceparent
from schemas.url.hosts import host_in
from services.stage.emission import Emission
from services.stage.handling.opened import Opened
from services.stage.tracing.span import Span


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
