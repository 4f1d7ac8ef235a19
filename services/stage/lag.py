"""How far a stage is behind, and whether it still moves.

The end of a partition may lie behind offsets that no consumer ever sees: a transaction's marker, or
messages that have expired. That is no lag, and found out by reading before anybody is called stuck.

Asked of the brokers by a client of its own, since Faust's consumer can silently stop (their issues
175, 523, 532, 640), and one that has stopped also stops seeing the end of its topics.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Mapping

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from services.stage import metrics
from services.stage.kafka import client_options
from services.stage.settings import Settings

Offsets = Mapping[TopicPartition, int]

SUSPICIOUS_SECONDS = 3.0
"""Lag without progress for so long is looked into: is there a message at all?"""
PEEK_SECONDS = 1.0
PEEK_BYTES = 65_536
"""Per partition; one message is enough."""


class Progress:
    """Decides from offsets alone whether a consumer is alive; its clock is given."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._committed: dict[TopicPartition, int] = {}
        self._moved_at = clock()

    def observe(self, committed: Offsets, ends: Offsets) -> dict[str, int]:
        """Take the offsets of the partitions owned now; return the lag of each topic, messages."""
        lag: dict[str, int] = defaultdict(int)
        for tp, end in ends.items():
            lag[tp.topic] += max(0, end - committed.get(tp, 0))
        if dict(committed) != self._committed or not any(lag.values()):
            self._moved_at = self._clock()
        self._committed = dict(committed)
        return dict(lag)

    @property
    def stalled_seconds(self) -> float:
        """How long there has been lag while no committed offset moved."""
        return self._clock() - self._moved_at


class LagMonitor:
    """Asks the brokers for the ends of the partitions that this process owns."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: AIOKafkaConsumer | None = None
        self._hollow: dict[TopicPartition, tuple[int, int]] = {}
        """Partition → committed offset and end between which there is no message."""
        self.progress = Progress()

    async def look(self, owned: Offsets) -> None:
        """Update the lag metrics; `owned` is partition → committed offset (0 for none yet)."""
        if not owned:
            self.progress.observe({}, {})
            return
        try:
            client = await self._connected()
            ends = await client.end_offsets(list(owned))
            if self.progress.stalled_seconds > SUSPICIOUS_SECONDS:
                await self._peek(client, owned, ends)
        except (KafkaError, OSError, TimeoutError):
            return
        ends = {
            tp: owned[tp] if self._hollow.get(tp) == (owned[tp], end) else end
            for tp, end in ends.items()
        }
        for topic, messages in self.progress.observe(owned, ends).items():
            metrics.LAG.labels(topic).set(messages)

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

    async def _connected(self) -> AIOKafkaConsumer:
        if self._client is None:
            client = AIOKafkaConsumer(
                **client_options(self._settings),
                auto_offset_reset="earliest",
                max_partition_fetch_bytes=PEEK_BYTES,
            )
            try:
                await client.start()
            except BaseException:
                await client.stop()
                raise
            self._client = client
        return self._client

    async def stop(self) -> None:
        """Close the connection."""
        if self._client is not None:
            await self._client.stop()
