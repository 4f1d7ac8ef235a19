"""CloudEvents 1.0 in binary mode: metadata in `ce_*` headers, the plain payload as the value.

The passport travels in one header of its own; the trace that it names also stands in `traceparent`
and `tracestate` (W3C Trace Context), on public topics in `ce_traceparent` and `ce_tracestate` too
(CloudEvents' extension Distributed Tracing). An event with a `body` (a page) puts the body into
the value, zstd-compressed, and the rest of itself into the header `newsreel_data`. Whoever hands an
event on to another process leaves it `Packed`.
Source of the header rules: CloudEvents Kafka Protocol Binding 1.0.2, section 3.2.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Generic, TypeVar

from pydantic import ValidationError

from schemas.events import Event, has_body
from schemas.packed import ID_MAX_CHARS, BadEnvelope, Packed, check_name, check_names, pack, unpack
from schemas.passport import Passport
from schemas.pipeline import TOPICS

TRACE_HEADERS = ("traceparent", "tracestate", "ce_traceparent", "ce_tracestate")
REVISION = "newsreel_revision"
"""Header of a message without value: the last revision that the article had."""
PUBLIC = frozenset(topic.name for topic in TOPICS if topic.public)

Headers = list[tuple[str, bytes]]

E = TypeVar("E", bound=Event)
D = TypeVar("D", bound=Event | Packed, covariant=True)


@dataclass(frozen=True, slots=True)
class Envelope(Generic[D]):
    """An event with its metadata and its passport."""

    id: str
    source: str
    time: datetime
    passport: Passport
    data: D


@dataclass(frozen=True)
class Message:
    """What goes to Kafka or came from it."""

    key: bytes | None
    value: bytes | None
    headers: Headers
    at_ms: int | None = None
    """Timestamp to be sent with it, Unix milliseconds; None: when it is sent."""

    @cached_property
    def header(self) -> dict[str, str]:
        """Headers as text; the last of a doubled one counts, and broken UTF-8 is replaced."""
        return {name: (value or b"").decode("utf-8", "replace") for name, value in self.headers}


def encode(envelope: Envelope[Event | Packed], key: str) -> Message:
    """Turn an event into a message."""
    data = envelope.data
    headers: Headers = [
        ("ce_specversion", b"1.0"),
        ("ce_id", envelope.id.encode()),
        ("ce_type", data.type.encode()),
        ("ce_source", envelope.source.encode()),
        ("ce_time", envelope.time.isoformat().encode()),
        ("newsreel_passport", envelope.passport.model_dump_json(exclude_defaults=True).encode()),
        *trace_headers(envelope.passport, is_public=data.type in PUBLIC),
    ]
    packed = data if isinstance(data, Packed) else pack(data, key)
    if packed.meta:
        headers += [("content-type", b"application/zstd"), ("newsreel_data", packed.meta)]
    else:
        headers.append(("content-type", b"application/json"))
        headers.append(("ce_dataschema", schema_id(data.type).encode()))
    return Message(key.encode(), packed.payload, headers)


def trace_headers(passport: Passport, is_public: bool) -> Headers:
    """Return the headers that tell the trace to clients that know nothing of passports."""
    headers = [("traceparent", str(passport.trace_parent).encode())]
    if passport.tracestate and passport.traceparent:
        headers.append(("tracestate", passport.tracestate.encode()))
    if is_public:
        headers += [(f"ce_{name}", value) for name, value in headers]
    return headers


def decode(message: Message, event: type[E]) -> Envelope[E]:
    """Turn a message into the event, or raise `BadEnvelope`."""
    envelope = decode_packed(message, event)
    return Envelope(
        envelope.id,
        envelope.source,
        envelope.time,
        envelope.passport,
        unpack(envelope.data, event),
    )


def decode_packed(message: Message, event: type[Event]) -> Envelope[Packed]:
    """Read the metadata and the passport alone, or raise `BadEnvelope`."""
    headers = message.header
    found = headers.get("ce_type")
    if found != event.type:
        fault = "there is no header ce_type" if found is None else f"ce_type is {found!r}"
        raise BadEnvelope(f"{fault}, wanted {event.type!r}")
    try:
        envelope = Envelope(
            id=check_name("ce_id", headers["ce_id"], ID_MAX_CHARS),
            source=headers["ce_source"],
            time=datetime.fromisoformat(headers["ce_time"]),
            passport=read_passport(headers["newsreel_passport"]),
            data=_packed(message.value or b"", headers, event),
        )
    except KeyError as error:
        raise BadEnvelope(f"header {error.args[0]} is missing") from None
    except (ValidationError, ValueError) as error:
        raise BadEnvelope(str(error)) from None
    if envelope.time.tzinfo is None:
        raise BadEnvelope("ce_time has no offset")
    return envelope


def _packed(value: bytes, headers: dict[str, str], event: type[Event]) -> Packed:
    meta = headers["newsreel_data"].encode() if has_body(event) else b""
    return Packed(event.type, value, meta=meta)


def read_passport(text: str) -> Passport:
    """Read the header, or raise `ValueError`."""
    passport = Passport.model_validate_json(text)
    check_names(passport)
    return passport


def schema_id(name: str) -> str:
    """Return the `$id` of a schema in `json/`, which is also its CloudEvents `dataschema`."""
    return f"urn:newsreel:{name}"
