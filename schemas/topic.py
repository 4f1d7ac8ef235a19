"""What a Kafka topic is in the contract: whose events, how many partitions, how long they stay."""

import math
from dataclasses import dataclass
from typing import Literal

from schemas.events import Event, has_body

MEGABYTE = 1_000_000
PAGE_BYTES = 12 * MEGABYTE
"""A page of 10 MB that does not compress, its headers, and room to spare."""
HOUR_MS = 3_600_000
HOUR = 1
DAY = 24 * HOUR
SEGMENT_MAX_HOURS = 7 * DAY
"""Kafka's own default."""
COMPACTION_HOURS = 30 * DAY
"""By then Kafka has removed what was replaced or retracted from a compacted topic. By default it
waits until half of the topic is old."""

TOMBSTONE_HOURS = 30 * DAY
"""How long a tombstone stays. Kafka's default is a day: a reader that was away for longer would
keep the article."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A Kafka topic as the contract wants it."""

    name: str
    key: str
    """Field of the event that is the message's key; empty: whatever the client chose."""
    event: type[Event] | None
    """Model of the value; None where the value is foreign bytes."""
    partitions: int
    """The ceiling of parallelism of whoever consumes it."""
    retention_hours: int | None
    """None: kept for good."""
    max_message_bytes: int = MEGABYTE
    compacted: bool = False
    public: bool = False
    """Whether users write or read it; the others belong to the stages."""

    @property
    def codec(self) -> Literal["gzip", "zstd", "none"]:
        """Compression: gzip where others read, since every client has it, else zstd.

        An article takes 0.15 ms with gzip, 0.05 ms with zstd. Pages are compressed already.
        """
        if self.event is not None and has_body(self.event):
            return "none"
        return "gzip" if self.public else "zstd"

    @property
    def segment_hours(self) -> int:
        """After how long Kafka begins a new segment file.

        It deletes and compacts whole files, and never the one that it writes to: on a quiet topic a
        message stays longer by as much.
        """
        if self.retention_hours is None:
            return DAY
        return min(max(HOUR, self.retention_hours // 7), SEGMENT_MAX_HOURS)

    @property
    def config(self) -> dict[str, str | int]:
        """The topic's configuration, by Kafka's names."""
        hours = self.retention_hours
        config: dict[str, str | int] = {
            "cleanup.policy": "compact" if self.compacted else "delete",
            "retention.ms": -1 if hours is None else hours * HOUR_MS,
            "segment.ms": self.segment_hours * HOUR_MS,
            "max.message.bytes": self.max_message_bytes,
        }
        if self.compacted:
            config["max.compaction.lag.ms"] = COMPACTION_HOURS * HOUR_MS
            config["delete.retention.ms"] = TOMBSTONE_HOURS * HOUR_MS
        return config

    @property
    def retention_seconds(self) -> float:
        """How long a message stays, seconds; infinite where kept for good."""
        return math.inf if self.retention_hours is None else self.retention_hours * 3600.0

    @property
    def longest_seconds(self) -> float:
        """How long a message may stay at most, seconds: it is deleted with the file it lies in."""
        return self.retention_seconds + self.segment_hours * 3600.0
