"""A message as it came from Kafka, with its position."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from schemas.envelope import REVISION, D, Envelope, Headers, Message, decode, decode_packed
from schemas.events import Event
from schemas.identity import submission_id
from schemas.packed import Packed
from schemas.passport import Passport
from schemas.topic import Topic

SUPERSEDES = "newsreel_supersedes"
"""Header that is added to an event that is put back: id of the answer that its own may replace."""

NO_TIME = datetime.fromtimestamp(0, UTC)
"""Stands for the time of a record whose timestamp is none."""


_REVISION = re.compile(r"[0-9]{1,9}")
"""`str.isdigit` takes more than `int` does, and `int` more than a column."""


@dataclass(frozen=True, slots=True)
class Record:
    """A message, its bytes untouched, and where it lies."""

    topic: str
    partition: int
    offset: int
    at: datetime
    """Kafka's timestamp, UTC."""
    message: Message
    problem: str | None = None
    """Why no stage may handle it: a header name or time that Kafka takes and Python does not."""

    @classmethod
    def of(cls, message: Any) -> "Record":
        """Read the message of a Kafka client, whose timestamp is in milliseconds; never raise."""
        headers, header_problem = _headers(message.headers or ())
        at, time_problem = _time(message.timestamp or 0)
        return cls(
            message.topic,
            message.partition,
            message.offset,
            at,
            Message(message.key, message.value, headers),
            header_problem or time_problem,
        )

    def without_value(self) -> "Record":
        """Return a copy without the value, for readers of the rest alone."""
        return replace(self, message=replace(self.message, value=b"")) if self.value else self

    @property
    def key(self) -> bytes | None:
        """The message's key."""
        return self.message.key

    @property
    def value(self) -> bytes | None:
        """The message's value."""
        return self.message.value

    @property
    def headers(self) -> Headers:
        """The message's headers, in their order."""
        return self.message.headers

    @property
    def header(self) -> dict[str, str]:
        """Headers as text."""
        return self.message.header

    @property
    def revision(self) -> int | None:
        """The article's last revision, as a message without value names it; None: it does not."""
        revision = self.header.get(REVISION, "")
        return int(revision) if _REVISION.fullmatch(revision) else None

    @property
    def position(self) -> str:
        """Topic, partition and offset in one word."""
        return f"{self.topic}/{self.partition}/{self.offset}"

    @property
    def at_ms(self) -> int:
        """Kafka's timestamp, Unix milliseconds."""
        return round(self.at.timestamp() * 1000)

    @property
    def position_id(self) -> str:
        """Deterministic id made from the position and Kafka's timestamp."""
        return submission_id(self.topic, self.partition, self.offset, self.at_ms)

    def decode(self, topic: Topic) -> Envelope[Event]:
        """Read the event of an internal topic, or raise `BadEnvelope`."""
        assert topic.event is not None, f"{topic.name} carries foreign bytes"
        return self._superseding(decode(self.message, topic.event))

    def decode_packed(self, topic: Topic) -> Envelope[Packed]:
        """Read all but the event of an internal topic, or raise `BadEnvelope`."""
        assert topic.event is not None, f"{topic.name} carries foreign bytes"
        return self._superseding(decode_packed(self.message, topic.event))

    def _superseding(self, envelope: Envelope[D]) -> Envelope[D]:
        return replace(envelope, passport=superseding(envelope.passport, self.header))


def superseding(passport: Passport, header: Mapping[str, str]) -> Passport:
    """Return the passport with the answer that its event's answer may replace.

    A retry names it in a header, since it changes no bytes of the event; all that comes of the
    retried event carries it in the passport.
    """
    supersedes = header.get(SUPERSEDES)
    return passport.model_copy(update={"supersedes": supersedes}) if supersedes else passport


def _headers(headers: Iterable[tuple[str, bytes | None]]) -> tuple[Headers, str | None]:
    """Write names that are not UTF-8, which come with surrogates, with escapes instead.

    The surrogates are put there by `kafka/patches/header_names.py`.
    """
    kept = [(name, value or b"") for name, value in headers]
    if all(name.isascii() for name, _ in kept):
        return kept, None
    readable = [(_escape(name), value) for name, value in kept]
    for (name, _), (escaped, _) in zip(kept, readable, strict=True):
        if escaped != name:
            return readable, f"the name of header {escaped} is not UTF-8"
    return readable, None


def _escape(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _time(timestamp_ms: int) -> tuple[datetime, str | None]:
    try:
        return datetime.fromtimestamp(timestamp_ms / 1000, UTC), None
    except (ValueError, OverflowError, OSError):
        return NO_TIME, f"the timestamp {timestamp_ms} is not a time in milliseconds"
