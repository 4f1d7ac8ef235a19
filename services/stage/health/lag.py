"""How far a stage is behind.

The end of a partition may lie behind offsets that no consumer ever sees: a transaction's marker, or
messages that have expired. That is no lag: it is read up to there before a stage is called stuck.

Asked of the brokers by a client of its own, since Faust's consumer can silently stop (their issues
175, 523, 532, 640), and one that has stopped also stops seeing the end of its topics.
"""

import asyncio
import math
import time
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from aiokafka import AIOKafkaConsumer, TopicPartition

from services import metrics
from services.clock import unix
from services.logs import logger
from services.settings import Settings
from services.stage.health.lag_age import ages, oldest_by_topic
from services.stage.health.progress import Offsets, Progress
from services.stage.kafka.brokers import Brokers
from services.stage.kafka.errors import KafkaUnavailable

SUSPICIOUS_SECONDS = 3.0
"""Lag without progress for so long is looked into: is there a message at all?"""
SILENCE_SECONDS = 10.0
"""Brokers that say nothing for so long have gone; a new leader is found sooner."""
AGE_EVERY_SECONDS = 10.0
"""Six small questions to each broker."""
PEEK_SECONDS = 1.0
PEEK_BYTES = 65_536
"""Per partition; one message is enough."""


class LagMonitor:
    """Asks the brokers for the ends of the partitions that this process owns."""

    def __init__(self, settings: Settings, topics: Iterable[str] = ()) -> None:
        """`topics` have a lag of 0 while this process owns none of their partitions."""
        self._topics = frozenset(topics)
        self._brokers = Brokers(settings, PEEK_BYTES)
        self._hollow: dict[TopicPartition, tuple[int, int]] = {}
        """Partition → committed offset and end between which there is no message."""
        self.progress = Progress()
        self._silent_since: float | None = None
        self._aged_at = -math.inf

    @property
    def problem(self) -> str | None:
        """Say so where the brokers have not answered for a while."""
        if self._silent_since is None:
            return None
        seconds = time.monotonic() - self._silent_since
        return f"kafka away: no answer for {seconds:.0f} s" if seconds > SILENCE_SECONDS else None

    async def look(
        self, owned: Offsets, in_work: Offsets = MappingProxyType({}), saturated: bool = False
    ) -> None:
        """Update the lag metrics; `owned` is partition → committed offset (0 for none yet)."""
        try:
            async with self._brokers.asked() as client:
                ends = await self._ends(client, owned)
        except Exception as error:
            if not isinstance(error, KafkaUnavailable):
                logger().warning("lag_unknown", error=repr(error)[:300])
            self._silent_since = self._silent_since or time.monotonic()
            return
        if self.problem:
            self.progress = Progress()  # while they were away nothing could move
        self._silent_since = None
        self._set_lag(self.progress.observe(owned, ends, in_work, saturated))
        if owned and time.monotonic() - self._aged_at > AGE_EVERY_SECONDS:
            self._aged_at = time.monotonic()
            await self._set_age(owned, ends)

    async def _ends(self, client: AIOKafkaConsumer, owned: Offsets) -> Offsets:
        """Ask for the ends of partitions: the committed offset where nothing is left to read."""
        if not owned:
            await client.topics()  # do they answer?
            return {}
        ends: Offsets = await client.end_offsets(list(owned))
        if self.progress.stalled_seconds > SUSPICIOUS_SECONDS:
            await self._peek(client, owned, ends)
        return {
            tp: owned[tp] if self._hollow.get(tp) == (owned[tp], end) else end
            for tp, end in ends.items()
        }

    def _set_lag(self, lag: Mapping[str, int]) -> None:
        for topic in self._topics | lag.keys():
            metrics.LAG.labels(topic).set(lag.get(topic, 0))
        for topic in self._topics - lag.keys():  # the other process that owns it now tells
            metrics.LAG_SECONDS.labels(topic).set(0)

    async def _set_age(self, owned: Offsets, ends: Offsets) -> None:
        behind = {tp: owned[tp] for tp, end in ends.items() if owned[tp] < end}
        try:
            async with self._brokers.asked() as client:
                found = await ages(client, behind, unix())
        except KafkaUnavailable:
            return  # the next look says whether the brokers are away
        topics = sorted({tp.topic for tp in owned})
        for topic, seconds in oldest_by_topic(topics, found).items():
            metrics.LAG_SECONDS.labels(topic).set(seconds)

    def restart_watch(self) -> None:
        """Count from now how long nothing has moved."""
        self.progress = Progress()

    async def _peek(self, client: AIOKafkaConsumer, owned: Offsets, ends: Offsets) -> None:
        """Read on from the committed offsets, and remember where there is nothing up to the end."""
        behind = {TopicPartition(*tp): end for tp, end in ends.items() if owned[tp] < end}
        if not behind:
            return
        client.assign(list(behind))
        try:
            for tp in behind:
                client.seek(tp, owned[tp])
            records = await client.getmany(timeout_ms=int(PEEK_SECONDS * 1000))
            async with asyncio.timeout(PEEK_SECONDS):
                for tp, end in behind.items():
                    if not records.get(tp) and await client.position(tp) >= end:
                        self._hollow[tp] = owned[tp], end
        finally:
            client.unsubscribe()

    async def stop(self) -> None:
        """Close the connection."""
        await self._brokers.stop()
