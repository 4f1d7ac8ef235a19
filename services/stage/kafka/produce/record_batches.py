"""Messages made into record batches, each of one partition: what a producer sends as a whole."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import choice
from typing import Any

from aiokafka.partitioner import murmur2
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record.default_records import DefaultRecordBatch

from schemas.envelope import Message
from schemas.pipeline import TOPICS
from schemas.topic import MEGABYTE

BATCH_MAX_BYTES = 2_000_000
"""Some 300 pages: while a busy stage's loop comes round again, so many are ready to go."""
KEYS_CACHED = 65_536
_CODECS: dict[str, int] = {
    "gzip": DefaultRecordBatch.CODEC_GZIP,
    "zstd": DefaultRecordBatch.CODEC_ZSTD,
    "none": DefaultRecordBatch.CODEC_NONE,
}
"""Not lz4, which aiokafka packs at level 9: 2.5 times the CPU of zstd for articles, and it packs
less."""

_TOPICS = {topic.name: topic for topic in TOPICS}


@dataclass(slots=True)
class RecordBatch:
    """A batch in the making, and the messages in it."""

    builder: Any
    messages: list[Message] = field(default_factory=list)
    size_bytes: int = 0

    def put(self, message: Message, batch_bytes: int) -> bool:
        """Add a message where there is room for it; the first one always has room."""
        self.size_bytes += size_of(message)
        if self.messages and self.size_bytes > batch_bytes:
            return False
        added = self.builder.append(
            timestamp=message.at_ms,
            key=message.key,
            value=message.value,
            headers=message.headers,
        )
        if added is not None:
            self.messages.append(message)
        return added is not None


def record_batches(messages: Sequence[Message], batch_bytes: int, codec: int) -> list[RecordBatch]:
    """Make batches of messages for one partition, in order; one larger than a batch has its own."""
    filled: list[RecordBatch] = []
    for message in messages:
        if not filled or not filled[-1].put(message, batch_bytes):
            filled.append(RecordBatch(BatchBuilder(BATCH_MAX_BYTES, codec)))
            filled[-1].put(message, batch_bytes)
    for batch in filled:
        batch.builder.close()
    return filled


def open_partitions(topic: str, partitions: Sequence[int]) -> Sequence[int]:
    """Return the partitions that messages of a topic may go to.

    Of a topic that has one by the contract it is the first, also where somebody has added others:
    its order is that of all its messages.
    """
    ours = _TOPICS.get(topic)
    return partitions[:1] if ours and ours.partitions == 1 else partitions


def by_partition(
    partitions: Sequence[int], messages: Sequence[Message]
) -> dict[int, dict[int, Message]]:
    """Sort messages by partition, each with its number among all."""
    sorted_out: dict[int, dict[int, Message]] = defaultdict(dict)
    for number, message in enumerate(messages):
        sorted_out[partition_of(message.key, partitions)][number] = message
    return sorted_out


def partition_of(key: bytes | None, partitions: Sequence[int]) -> int:
    """Choose the partition as Kafka's own clients do: murmur2 of the key, any without a key."""
    return partitions[_hash(key) % len(partitions)] if key is not None else choice(partitions)


@lru_cache(maxsize=KEYS_CACHED)
def _hash(key: bytes) -> int:
    return int(murmur2(key)) & 0x7FFFFFFF


def size_of(message: Message) -> int:
    """Count the bytes of a message before any compression."""
    size = len(message.key or b"") + len(message.value or b"")
    for name, value in message.headers:  # a generator takes twice as long
        size += len(name) + len(value)
    return size


def codec_of(topic: str) -> int:
    """Return aiokafka's number for the topic's codec; zstd for a topic that is not ours."""
    ours = _TOPICS.get(topic)
    return _CODECS[ours.codec if ours else "zstd"]


def batch_bytes(topic: str) -> int:
    """Say how large a batch may be before it is compressed: half of what its topic takes."""
    ours = _TOPICS.get(topic)
    return min((ours.max_message_bytes if ours else MEGABYTE) // 2, BATCH_MAX_BYTES)
