"""W3C Trace Context: the trace that a message belongs to, and the span that it comes from.

A client's own trace is kept; a submission without one gets a trace id made from its id. Span ids
are made from what a stage was given, so a redelivery has the same. Source of the form:
https://www.w3.org/TR/trace-context/ sections 3.2 and 3.3.
"""

import re
from dataclasses import dataclass
from hashlib import blake2b

TRACESTATE_MAX_CHARACTERS = 512
"""What the standard asks everybody to pass on at least; a longer one is left out."""

SAMPLED = 0x01
_KNOWN_FLAGS = 0x03
"""Sampled, and `random` of Trace Context Level 2; the others must not be passed on."""

_FORM = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?", re.ASCII)
_STATE = re.compile(r"[\t\x20-\x7e]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class TraceParent:
    """A span of a trace, as another one that comes of it names it."""

    trace_id: str
    """32 hex digits."""
    span_id: str
    """16 hex digits."""
    flags: int = SAMPLED

    def __str__(self) -> str:
        """Return the header's value."""
        return f"00-{self.trace_id}-{self.span_id}-{self.flags:02x}"


def read_traceparent(text: str | None) -> TraceParent | None:
    """Read the header; None where it is missing or malformed, as the standard wants it."""
    match = _FORM.fullmatch(text) if text else None
    if match is None:
        return None
    version, trace_id, span_id, flags, more = match.groups()
    if version == "ff" or (version == "00" and more) or not (_is_id(trace_id) and _is_id(span_id)):
        return None
    return TraceParent(trace_id, span_id, int(flags, 16) & _KNOWN_FLAGS)


def read_tracestate(text: str | None) -> str | None:
    """Return the header as it came; None where it is missing, too long or not visible ASCII."""
    if not text or len(text) > TRACESTATE_MAX_CHARACTERS or not _STATE.fullmatch(text):
        return None
    return text


def made_parent(submission_id: str) -> TraceParent:
    """Make the trace of a submission that brought none; its span stands for the submission."""
    trace_id = _hash(f"trace {submission_id}", 16)
    return TraceParent(trace_id, _hash(f"submission {submission_id}", 8))


def child(parent: TraceParent, *names: str) -> TraceParent:
    """Make the span of what is done because of `parent`; the same for the same names."""
    span_id = _hash(" ".join((parent.trace_id, parent.span_id, *names)), 8)
    return TraceParent(parent.trace_id, span_id, parent.flags)


def _hash(name: str, octets: int) -> str:
    return blake2b(name.encode(), digest_size=octets).hexdigest()


def _is_id(digits: str) -> bool:
    return digits.strip("0") != ""
