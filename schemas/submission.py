"""A submission: a bare URL or a JSON object, whatever client wrote it."""

import base64
import binascii
import contextlib
import json
import re
from typing import Any

import orjson
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator

from schemas.passport import NO_HINTS, Hints

ATTRS_MAX_BYTES = 16_384
"""`attrs` travel in a header of every event, so they stay small."""

ATTRS_MAX_DEPTH = 32
"""Lists and objects within each other. Pydantic's reader of JSON gives up at about 200, orjson's
writer at 254, and a client must be able to read its `attrs` in an outcome."""

VALUE_MAX_BYTES = 262_144
"""A longer submission is refused unread: no URL and no honest set of attributes needs it."""

STRUCTURED_EVENT = frozenset({"specversion", "id", "source", "type"})
"""What one JSON object around a submission has, and no submission: CloudEvents' structured mode
(1.0.2, JSON event format, section 3.1). Not every client sets the Content-Type of a message."""


class BadSubmission(ValueError):
    """The message is not a submission; the text says what is wrong, for its sender.

    What could be read all the same goes with it, so that the sender knows the answer as theirs.
    """

    def __init__(
        self,
        problem: str,
        url: str = "",
        id: str | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(problem)
        self.url = url
        self.id = id
        self.attrs = attrs or {}


class SubmittedHints(Hints):
    """What the submitter already knows: fallback where the page is silent, and cross-check."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_NO_HINTS = SubmittedHints()


class Submission(BaseModel):
    """What a client may put on `urls.submitted.v1`. Unknown fields are refused, by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = Field(min_length=1, description="The URL to fetch, http or https.")
    id: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7d][\x21-\x7e]*$",
        description="The submitter's id for this submission: 1 to 200 visible ASCII characters, "
        "the first of them not `~`.",
    )
    hints: SubmittedHints = Field(SubmittedHints(), description="What the submitter already knows.")
    attrs: dict[str, Any] = Field(
        default_factory=dict,
        description="The submitter's own data, at most 16 KiB of JSON and 32 levels deep, integers"
        " of at most 64 bits; returned untouched.",
    )
    force: bool = Field(
        False, strict=True, description="Fetch even if the URL was answered a short while ago."
    )
    expires_at: AwareDatetime | None = Field(
        None, description="Do not fetch after this instant, ISO 8601 with offset."
    )

    def for_passport(self) -> Hints:
        """Return the hints as they travel between stages."""
        return NO_HINTS if self.hints == _NO_HINTS else Hints(**dict(self.hints))

    @field_validator("attrs")
    @classmethod
    def _attrs_are_small(cls, attrs: dict[str, Any]) -> dict[str, Any]:
        if _is_deeper(attrs, ATTRS_MAX_DEPTH):
            raise ValueError(f"nested deeper than {ATTRS_MAX_DEPTH} levels")
        try:
            size = len(orjson.dumps(attrs))
        except orjson.JSONEncodeError:
            raise ValueError("an integer of more than 64 bits; write it as a string") from None
        if size > ATTRS_MAX_BYTES:
            raise ValueError(f"larger than {ATTRS_MAX_BYTES} bytes of JSON")
        return attrs


def read_submission(value: bytes | None) -> Submission:
    """Read the value of a message, or raise `BadSubmission` with what is wrong."""
    if len(value := value or b"") > VALUE_MAX_BYTES:
        raise BadSubmission(f"the message is longer than {VALUE_MAX_BYTES} bytes")
    try:
        text = value.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise BadSubmission(f"not UTF-8: {error.reason} at byte {error.start}") from None
    if not text:
        raise BadSubmission("the message is empty")
    if not _is_json(text):
        if _SECOND.search(text):
            first = text.splitlines()[0].strip()
            raise BadSubmission("more than one line; wanted a message for each URL", url=first)
        return Submission(url=text)
    data = _object(text)
    return _validated(_submitted_by(data) if data.keys() >= STRUCTURED_EVENT else data)


def _validated(data: dict[str, Any]) -> Submission:
    try:
        return Submission.model_validate(data)
    except ValidationError as error:
        raise BadSubmission(_first_error(error), **_readable(data)) from None


def _submitted_by(event: dict[str, Any]) -> dict[str, Any]:
    """Return the submission in an event, under the event's id where it has none of its own."""
    by_event = {"id": event["id"]}
    try:
        data = _data_of(event)
        if isinstance(data, str):
            data = _object(data) if _is_json(data.strip()) else {"url": data.strip()}
    except ValueError as error:
        raise BadSubmission(f"in the event's data: {error}", **_readable(by_event)) from None
    if not isinstance(data, dict):
        problem = "an event whose data is neither a URL nor an object with `url`"
        raise BadSubmission(problem, **_readable(by_event))
    return by_event | {name: value for name, value in data.items() if (name, value) != ("id", None)}


def _data_of(event: dict[str, Any]) -> object:
    """Return what an event is about, text where that is packed; None where it has nothing."""
    packed = event.get("data_base64")
    if packed is None:
        return event.get("data")
    try:
        return base64.b64decode(packed, validate=True).decode()
    except (binascii.Error, TypeError, UnicodeDecodeError):
        raise ValueError("`data_base64` is not UTF-8 in base64") from None


def _readable(data: dict[str, Any]) -> dict[str, Any]:
    """Return those of `url`, `id` and `attrs` that would be accepted by themselves."""
    found = {}
    for name in ("url", "id", "attrs"):
        with contextlib.suppress(ValidationError):
            alone = Submission.model_validate({"url": "-"} | {name: data.get(name)})
            found[name] = getattr(alone, name)
    return found


def _is_json(text: str) -> bool:
    """Tell JSON: no URL starts with these; one without its scheme may start as a number does."""
    if text[:1] in ("{", "[", '"') or text in _JSON_WORDS:
        return True
    return _NUMBER.fullmatch(text) is not None


_SECOND = re.compile(r"[\r\n]\s*(?:https?:|\{)", re.IGNORECASE)
"""How a second submission begins: a whole list was sent as one message. URLs are read without their
line breaks (WHATWG URL, section 4.4), so that its URLs would become one."""

_JSON_WORDS = {"null", "true", "false"}
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_LONG_NUMBER = re.compile("[0-9]{19}")
"""Digits of an integer that may have more than 64 bits."""


def _object(text: str) -> dict[str, Any]:
    try:
        data = orjson.loads(text)
        if _LONG_NUMBER.search(text):
            data = json.loads(text)  # orjson makes floats of integers of more than 64 bits
    except (orjson.JSONDecodeError, RecursionError) as error:
        raise BadSubmission(f"not JSON: {error}") from None
    if not isinstance(data, dict):
        raise BadSubmission(
            f"a JSON {type(data).__name__}; wanted a bare URL or an object with `url`"
        )
    return data


def _is_deeper(value: object, levels: int) -> bool:
    """Tell whether lists and objects stand within each other in more than so many levels."""
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inner)


def _first_error(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = ", ".join(Submission.model_fields)
        return f"unknown field `{field}`; known fields: {known}"
    return f"field `{field}`: {first['msg']}"
