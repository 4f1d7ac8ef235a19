"""Up to which instant the ledger has read all answers; a later one may still be unread.

It looks at what the group has committed, so it is right for all processes of the ledger, also where
one lags, was down, or is paused.
"""

from collections.abc import Awaitable, Callable, Mapping

from aiokafka import TopicPartition

from schemas.pipeline import LEDGER, OUTCOMES
from services.settings import Settings
from services.stage.kafka.brokers import Brokers, Seen

Look = Callable[[], Awaitable[Mapping[TopicPartition, Seen]]]
"""Returns how the partitions of the outcomes stand; raises `KafkaUnavailable`."""


class AnswersRead:
    """Compares what is read with where the topic ended at an earlier look."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._until = 0.0
        self._looked_at = 0.0
        """When the topic ended at `_ends`, Unix time."""
        self._ends: dict[TopicPartition, int] = {}

    async def until(self, now: float) -> float:
        """Look again, and return the latest instant of which it is sure; Unix times, 0 for none.

        The first look only notes the ends, so it takes two to be sure of one. Raises
        `KafkaUnavailable`.
        """
        seen = await self._look()
        if self._ends.keys() != seen.keys():  # the first look, or partitions were added
            self._note_ends(seen, now)
        elif seen and all(_is_read(each, self._ends[tp]) for tp, each in seen.items()):
            self._until = self._looked_at
            self._note_ends(seen, now)
        return self._until

    def _note_ends(self, seen: Mapping[TopicPartition, Seen], now: float) -> None:
        self._looked_at = now
        self._ends = {tp: each.end for tp, each in seen.items()}


def _is_read(seen: Seen, end: int) -> bool:
    """Tell whether nothing before `end` is left to be read; retention may have deleted it, too.

    An offset behind the topic's end was committed in another topic of that name.
    """
    return seen.start >= end or (seen.reached is not None and end <= seen.reached <= seen.end)


async def look_at_outcomes(settings: Settings) -> Mapping[TopicPartition, Seen]:
    """Ask the brokers; raise `KafkaUnavailable`."""
    brokers = Brokers(settings)
    try:
        tps = await brokers.partitions([OUTCOMES.name])
        committed = await brokers.committed(LEDGER.group, tps)
        return await brokers.look(tps, committed)
    finally:
        await brokers.stop()
