"""How far a stage is behind, and whether it still moves.

Asked of the brokers by a client of its own, since Faust's consumer can silently stop (their issues
175, 523, 532, 640), and one that has stopped also stops seeing the end of its topics.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from services.stage import metrics
from services.stage.kafka import client_options
from services.stage.settings import Settings

Offsets = Mapping[TopicPartition, int]


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
        self.progress = Progress()

    async def look(self, owned: Offsets) -> None:
        """Update the lag metrics; `owned` is partition → committed offset (0 for none yet)."""
        if not owned:
            self.progress.observe({}, {})
            return
        try:
            ends = await (await self._connected()).end_offsets(list(owned))
        except (KafkaError, OSError, TimeoutError):
            return
        for topic, messages in self.progress.observe(owned, ends).items():
            metrics.LAG.labels(topic).set(messages)

    async def _connected(self) -> AIOKafkaConsumer:
        if self._client is None:
            client = AIOKafkaConsumer(**client_options(self._settings))
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
