"""A message as it came from Kafka, with its place."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from schemas.envelope import Envelope, Headers, Message, decode, header_map
from schemas.events import Event
from schemas.identity import submission_id
from schemas.pipeline import Topic

SUPERSEDES = "newsreel_supersedes"
"""Header that an operator's retry adds: the dead-letter outcome that the new answer may replace."""


@dataclass(frozen=True, slots=True)
class Record:
    """Bytes untouched."""

    topic: str
    partition: int
    offset: int
    at: datetime
    """Kafka's timestamp, UTC."""
    key: bytes | None
    value: bytes | None
    headers: Headers

    @classmethod
    def of(cls, message: Any) -> "Record":
        """Read the message of a Kafka client, whose timestamp is in milliseconds."""
        return cls(
            topic=message.topic,
            partition=message.partition,
            offset=message.offset,
            at=datetime.fromtimestamp((message.timestamp or 0) / 1000, UTC),
            key=message.key,
            value=message.value,
            headers=[(name, value or b"") for name, value in message.headers or ()],
        )

    @property
    def place(self) -> str:
        """Topic, partition and offset in one word."""
        return f"{self.topic}/{self.partition}/{self.offset}"

    @property
    def place_id(self) -> str:
        """Deterministic id made from the place."""
        return submission_id(self.topic, self.partition, self.offset)

    @property
    def header(self) -> dict[str, str]:
        """Headers as text."""
        return header_map(self.headers)

    def decode(self, topic: Topic) -> Envelope[Event]:
        """Read the event of an internal topic, or raise `BadEnvelope`."""
        assert topic.event is not None, f"{topic.name} carries foreign bytes"
        envelope = decode(Message(self.key, self.value, self.headers), topic.event)
        supersedes = self.header.get(SUPERSEDES)
        if not supersedes:
            return envelope
        passport = envelope.passport.model_copy(update={"supersedes": supersedes})
        return Envelope(envelope.id, envelope.source, envelope.time, passport, envelope.data)
