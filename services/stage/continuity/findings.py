"""Compare what the store knows of the topics with what the brokers say. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from aiokafka import TopicPartition

from services.stage.continuity.table import Known
from services.stage.kafka.brokers import Seen


class Kind(StrEnum):
    """What does not fit together. The value is the word in log and metric."""

    TOPIC_MADE_ANEW = "topic_made_anew"
    """The topic was deleted and created: its offsets count from 0 again."""
    OFFSETS_RESET = "offsets_reset"
    """The group's offsets were set back: messages come again that were worked on."""
    EVENTS_EXPIRED = "events_expired"
    """The topic's retention has deleted messages that the stage had not read."""
    PARTITIONS_ADDED = "partitions_added"
    """The topic has more partitions: keys go elsewhere from now on."""
    STORE_IS_OLDER = "store_is_older"
    """The database lacks what was done after it was saved: a backup, or an empty one."""


class Finding(NamedTuple):
    """Something that does not fit together."""

    kind: Kind
    topic: str
    messages: int = 0
    """How many are concerned, where they can be counted."""


def compare(
    known: Mapping[TopicPartition, Known], seen: Mapping[TopicPartition, Seen]
) -> list[Finding]:
    """Return what does not fit together, once for each topic and kind."""
    topics = {tp.topic for tp in known}
    counts: dict[tuple[Kind, str], int] = {}
    for tp, now in sorted(seen.items()):
        for kind, messages in _found(known.get(tp), now, tp.topic in topics):
            key = kind, tp.topic
            counts[key] = counts.get(key, 0) + messages
    return [Finding(kind, topic, messages) for (kind, topic), messages in counts.items()]


def is_same(known: Known, seen: Seen) -> bool:
    """Tell whether it is the topic that is known."""
    if known.topic_id is not None and seen.topic_id is not None:
        return known.topic_id == seen.topic_id
    return known.reached <= seen.end


def after(known: Known | None, seen: Seen, at: float) -> Known:
    """Return what is known from now on."""
    reached = seen.reached
    if reached is None:
        reached = known.reached if known is not None and is_same(known, seen) else seen.start
    return Known(seen.topic_id, seen.start, min(reached, seen.end), at)


def _found(known: Known | None, seen: Seen, is_known_topic: bool) -> list[tuple[Kind, int]]:
    if known is None:
        expired = _expired(seen.reached, seen)
        return [(Kind.PARTITIONS_ADDED, 1)] * is_known_topic + expired
    if not is_same(known, seen):
        return [(Kind.TOPIC_MADE_ANEW, 0)]
    reached = known.reached if seen.reached is None else seen.reached
    found = _expired(max(reached, known.start), seen)
    if reached < known.reached:
        found.append((Kind.OFFSETS_RESET, known.reached - max(reached, seen.start)))
    return found


def _expired(reached: int | None, seen: Seen) -> list[tuple[Kind, int]]:
    if reached is None or reached >= seen.start:
        return []
    return [(Kind.EVENTS_EXPIRED, seen.start - reached)]
