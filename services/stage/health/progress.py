"""Whether a stage still moves, by the offsets of its partitions."""

import math
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from types import MappingProxyType

from aiokafka import TopicPartition

Offsets = Mapping[TopicPartition, int]

IN_WORK_SECONDS = 150.0
"""More than the deadline of an event, and than the patience with Kafka and the store."""
TURN_SECONDS = 300.0
"""What a poll may bring of other partitions, at a rate that a busy machine still has."""


class Progress:
    """Decides from offsets whether every partition still moves; its clock is given.

    When nothing moves at all, a partition with lag of which nothing is in work has silently
    stopped. One with events in work is given longer: the slowest of them holds the offset. While
    others move, it may be waiting its turn: Faust works off all that one poll brought before it
    polls again. While all places are taken, that may take any time.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._committed: dict[TopicPartition, int] = {}
        self._moved_at: dict[TopicPartition, float] = {}
        self._behind: dict[TopicPartition, float] = {}
        """Partition with lag → seconds that it is given on top."""
        self._any_moved_at = -math.inf
        self._saturated = False

    def observe(
        self,
        committed: Offsets,
        ends: Offsets,
        in_work: Offsets = MappingProxyType({}),
        saturated: bool = False,
    ) -> dict[str, int]:
        """Take the offsets of the partitions owned now; return the lag of each topic, messages.

        `in_work` is partition → events delivered and not yet done; `saturated`: all places taken.
        """
        now = self._clock()
        lag: dict[str, int] = defaultdict(int)
        moved_at, behind = {}, {}
        for tp, end in ends.items():
            missing = max(0, end - committed.get(tp, 0))
            lag[tp.topic] += missing
            before = self._committed.get(tp)
            rests = before == committed.get(tp, 0)
            moved_at[tp] = self._moved_at.get(tp, now) if rests and missing else now
            if not rests and before is not None:
                self._any_moved_at = now
            if missing:
                behind[tp] = IN_WORK_SECONDS if in_work.get(tp) else 0.0
        self._committed = {tp: committed.get(tp, 0) for tp in ends}
        self._moved_at, self._behind, self._saturated = moved_at, behind, saturated
        return dict(lag)

    @property
    def stalled_seconds(self) -> float:
        """How long events have waited while nothing moved, at the worst partition."""
        return max(0.0, *map(self._stalled_seconds_of, self._behind)) if self._behind else 0.0

    def _stalled_seconds_of(self, tp: TopicPartition) -> float:
        now, moved_at, given = self._clock(), self._moved_at[tp], self._behind[tp]
        since_any = now - max(moved_at, self._any_moved_at) - given
        if self._saturated:
            return since_any
        return max(since_any, now - moved_at - given - TURN_SECONDS)
