"""Messages made up into batches, each of one partition: what a producer sends as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import choice
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.partitioner import murmur2

from schemas.envelope import Message

KEYS_CACHED = 65_536


@dataclass(slots=True)
class Parcel:
    """A batch of one partition, and the numbers of the messages in it."""

    partition: int
    batch: Any
    numbers: list[int] = field(default_factory=list)


def parcels(
    producer: AIOKafkaProducer, partitions: Sequence[int], messages: Sequence[Message]
) -> list[Parcel]:
    """Make up messages for a topic with these partitions; those of one partition keep their order.

    A message larger than a batch gets one of its own.
    """
    filled: list[Parcel] = []
    latest: dict[int, Parcel] = {}
    for number, message in enumerate(messages):
        partition = partition_of(message.key, partitions)
        parcel = latest.get(partition)
        if parcel is None or not _put(parcel, number, message):
            parcel = latest[partition] = Parcel(partition, producer.create_batch())
            filled.append(parcel)
            _put(parcel, number, message)
    for parcel in filled:
        parcel.batch.close()
    return filled


def partition_of(key: bytes | None, partitions: Sequence[int]) -> int:
    """Choose the partition as Kafka's own clients do: murmur2 of the key, any without a key."""
    return partitions[_hash(key) % len(partitions)] if key is not None else choice(partitions)


@lru_cache(maxsize=KEYS_CACHED)
def _hash(key: bytes) -> int:
    return int(murmur2(key)) & 0x7FFFFFFF


def _put(parcel: Parcel, number: int, message: Message) -> bool:
    """Add a message where there is room for it."""
    added = parcel.batch.append(
        timestamp=None, key=message.key, value=message.value, headers=message.headers
    )
    if added is not None:
        parcel.numbers.append(number)
    return added is not None
