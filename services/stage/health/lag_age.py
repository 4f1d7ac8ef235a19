"""How long the oldest message has waited that a consumer has not committed.

Brokers tell the first offset that is not older than an instant: a few such questions find the age,
and no message is read for it.
"""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import OffsetAndTimestamp

LEAST_SECONDS = 10.0
"""A shorter wait is reported as 0: that of a healthy stream, and of clocks that differ."""
STEP = 1.25
"""An age is reported up to a quarter too small."""
MOST_SECONDS = 90 * 24 * 3600.0
"""Longer than any topic that a stage consumes keeps its messages."""

STEPS_SECONDS = tuple(
    takewhile(lambda age: age < MOST_SECONDS, (LEAST_SECONDS * STEP**n for n in range(1000)))
)


async def ages(
    client: AIOKafkaConsumer, behind: Mapping[TopicPartition, int], now_seconds: float
) -> dict[TopicPartition, float]:
    """Return the ages in seconds; `behind` is partition → committed offset below its end."""
    low, high = dict.fromkeys(behind, 0), dict.fromkeys(behind, len(STEPS_SECONDS))
    while middle := {tp: (low[tp] + high[tp]) // 2 for tp in behind if low[tp] < high[tp]}:
        instants = {tp: round((now_seconds - STEPS_SECONDS[n]) * 1000) for tp, n in middle.items()}
        first = await client.offsets_for_times(instants)
        for tp, n in middle.items():
            if _is_later(first.get(tp), behind[tp]):
                low[tp] = n + 1
            else:
                high[tp] = n
    return {tp: STEPS_SECONDS[low[tp] - 1] if low[tp] else 0.0 for tp in behind}


def _is_later(found: OffsetAndTimestamp | None, committed: int) -> bool:
    """Tell whether a message before the one found waits; none found: all before the end."""
    if found is None or found.timestamp < 0:  # so the embedded broker says that there is none
        return True
    later: bool = found.offset > committed
    return later


def oldest_by_topic(
    topics: Sequence[str], found: Mapping[TopicPartition, float]
) -> dict[str, float]:
    """Return the largest age of each topic; 0 where none of its partitions is behind."""
    return {
        topic: max((age for tp, age in found.items() if tp.topic == topic), default=0.0)
        for topic in topics
    }
