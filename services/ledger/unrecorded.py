"""Answers that the ledger could not record: its dead letters hold them, and they still stand.

Their entries stay open. Before the ledger answers such an entry itself it tries once more to record
what it has there; what it still cannot record stays open for people.
"""

from collections.abc import Callable, Set
from dataclasses import replace

from schemas.pipeline import LEDGER, OUTCOMES
from services.stage.continuity.learn import Learn
from services.stage.kafka.brokers import Brokers
from services.stage.operator.dead_letters import CLOSES, DeadLetter
from services.stage.record import Record


class UnrecordedAnswers:
    """Reads the ledger's dead letters, each once."""

    def __init__(self, brokers: Callable[[], Brokers], learn: Learn) -> None:
        """`learn` takes what it can and leaves out the rest."""
        self._brokers, self._learn = brokers, learn
        self._reached = 0
        self._ids: set[str] = set()

    async def record(self) -> Set[str]:
        """Try again to record answers; return the ids of all submissions that have one there.

        Raises `KafkaUnavailable` or `StoreUnavailable`.
        """
        brokers = self._brokers()
        try:
            for tp in await brokers.partitions([LEDGER.dead_letters.name]):
                seen = (await brokers.look([tp], {}))[tp]
                async for records in brokers.read(tp, max(self._reached, seen.start), seen.end):
                    await self._record(records)
                self._reached = seen.end
        finally:
            await brokers.stop()
        return self._ids

    async def _record(self, records: list[Record]) -> None:
        letters = [DeadLetter(each) for each in records if CLOSES not in each.header]
        answers = [each for each in letters if each.origin == OUTCOMES.name]
        await self._learn([replace(each.record, topic=OUTCOMES.name) for each in answers])
        self._ids |= {each.submission_id or _key(each.record) for each in answers}


def _key(record: Record) -> str:
    return (record.key or b"").decode("utf-8", "replace")
