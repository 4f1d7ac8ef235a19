"""An event's span in a stage, as it is exported when the work has ended."""

from dataclasses import dataclass

from schemas.trace.context import TraceParent


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
