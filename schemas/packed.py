"""An event as it travels, and back: JSON, or a body that is zstd-compressed and JSON beside it."""

from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import orjson
import zstandard
from pydantic import ValidationError

from schemas.events import Event, has_body
from schemas.passport import Passport

NAMES = {"submission_id": 200, "article_id": 32, "supersedes": 36, "host": 255, "site": 255}
"""Fields by which stages keep rows, and how long they may be, characters."""
ID_MAX_CHARS = 36
"""Of an event: a UUID."""

BODY_MAX_BYTES = 10_000_000
"""More than 99.99 % of pages fit (Media Cloud's figure)."""

_compressor = zstandard.ZstdCompressor(level=1)
"""On news pages level 3 takes 1.6 times as long and saves 7 % (120 pages of 264 kB on the mean)."""


class BadEnvelope(ValueError):
    """The message is no event of the wanted type; the text says what is wrong."""


@dataclass(frozen=True, slots=True)
class Packed:
    """An event as it travels, not looked into: for those who only pass it on."""

    type: str
    payload: bytes
    """The event's JSON; of one with a body the body alone, zstd-compressed."""
    key: str = ""
    """Of the message that it is to become."""
    meta: bytes = b""
    """The rest of an event with a body, as JSON."""


E = TypeVar("E", bound=Event)


def pack(event: Event, key: str) -> Packed:
    """Write the event."""
    written = event.model_dump_json().encode()
    if not has_body(type(event)):
        return Packed(event.type, written, key)
    body = _compressor.compress(getattr(event, "body"))  # noqa: B009
    return Packed(event.type, body, key, meta=written)


def unpack(packed: Packed, event: type[E]) -> E:
    """Read the event, or raise `BadEnvelope`."""
    try:
        if has_body(event):
            given = {**_meta(packed), "body": _body(packed.payload)}
            data = event.model_validate(given)
        else:
            data = event.model_validate_json(packed.payload)
    except (ValidationError, zstandard.ZstdError) as error:
        raise BadEnvelope(str(error)) from None
    check_names(data)
    return data


def read_name(packed: Packed, field: str) -> str:
    """Read one of `NAMES` of an event with a body, or raise `BadEnvelope`."""
    value = _meta(packed).get(field)
    if not isinstance(value, str):
        raise BadEnvelope(f"{field} is not a text")
    return check_name(field, value, NAMES[field])


def _meta(packed: Packed) -> dict[str, Any]:
    try:
        meta = orjson.loads(packed.meta)
    except orjson.JSONDecodeError as error:
        raise BadEnvelope(str(error)) from None
    if not isinstance(meta, dict):
        raise BadEnvelope(f"header newsreel_data is a JSON {type(meta).__name__}")
    return meta


def _body(compressed: bytes) -> bytes:
    # a size that the frame declares overrules `max_output_size`
    if zstandard.frame_content_size(compressed) > BODY_MAX_BYTES:
        raise BadEnvelope(f"the page unpacks to more than {BODY_MAX_BYTES} bytes")
    return zstandard.ZstdDecompressor().decompress(compressed, max_output_size=BODY_MAX_BYTES)


def check_names(data: Event | Passport) -> None:
    """Raise `BadEnvelope` where one of `NAMES` is none that every store can keep a row under."""
    for field, most in _names_of(type(data)):
        value = getattr(data, field)
        if value is not None:
            check_name(field, value, most)


@cache
def _names_of(model: type[Event] | type[Passport]) -> tuple[tuple[str, int], ...]:
    """Find the fields to check, once per model: to ask for a missing field takes long."""
    return tuple((name, most) for name, most in NAMES.items() if name in model.model_fields)


def check_name(field: str, value: str, most: int) -> str:
    """Return a name that every store can keep a row under, or raise `BadEnvelope`."""
    if len(value) > most or "\0" in value:
        raise BadEnvelope(f"{field} is longer than {most} characters, or has a NUL")
    return value
