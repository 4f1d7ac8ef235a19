"""Batches from the topics, and offsets committed only after what they stand for is safe."""

import asyncio
from collections.abc import Callable, Collection
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import CommitFailedError, IllegalStateError

from schemas.topic import MEGABYTE, PAGE_BYTES, Topic
from services import metrics
from services.logs import logger
from services.settings import Settings
from services.stage.kafka.connected import connected_consumer, let_go, named_errors
from services.stage.record import Record

POLL_SECONDS = 0.2
"""How soon a stop is noticed."""
SILENCE_SECONDS = 10.0
"""Nothing has come for so long: have the brokers nothing, or are they away?"""
ANSWER_SECONDS = 10.0
BATCH_MAX_BYTES = 32 * MEGABYTE
"""Articles have 10 kB on the mean and 12 MB at most."""


class BatchReader:
    """A consumer of the public topics in a group of its own, from the beginning."""

    def __init__(self, settings: Settings, group: str, topics: tuple[Topic, ...]) -> None:
        self.group = group
        self._settings, self._topics = settings, topics
        self._batch_max = settings.sink_batch_max
        self._next: dict[Any, int] = {}
        """Partition → the offset after the last one that was read."""
        self._client: AIOKafkaConsumer | None = None
        self._heard_at = 0.0
        """When the brokers gave an answer last, by the loop's clock."""

    async def start(self) -> None:
        """Connect and join the group, or raise `KafkaUnavailable`."""
        settings = self._settings
        with named_errors():
            self._client = await connected_consumer(
                settings,
                *(topic.name for topic in self._topics),
                group_id=self.group,
                # both topics have an article in the partition of one number: it goes to one process
                partition_assignment_strategy=[RangePartitionAssignor],
                session_timeout_ms=int(settings.kafka_session_timeout_seconds * 1000),
                heartbeat_interval_ms=int(settings.kafka_heartbeat_seconds * 1000),
                rebalance_timeout_ms=int(settings.kafka_rebalance_timeout_seconds * 1000),
                max_partition_fetch_bytes=PAGE_BYTES,
            )
        self._heard_at = asyncio.get_running_loop().time()

    async def stop(self) -> None:
        """Leave the group."""
        if self._client is not None:
            await let_go(self._client)

    @property
    def joined(self) -> bool:
        """Whether the group has given this process partitions."""
        return self._client is not None and bool(self._client.assignment())

    @property
    def elsewhere(self) -> int:
        """How many partitions other members of the group have."""
        client = self._client
        if client is None or not (mine := client.assignment()):
            return 0
        parts = (client.partitions_for_topic(topic.name) or () for topic in self._topics)
        return sum(map(len, parts)) - len(mine)

    async def batch(
        self, gather_seconds: float, stop: asyncio.Event, note_poll: Callable[[], None]
    ) -> list[Record]:
        """Gather what comes within so long after the first record; nothing where nothing comes.

        `note_poll` is called after each poll. Raises `KafkaUnavailable` where no broker answers.
        """
        client, loop = self._client, asyncio.get_running_loop()
        assert client is not None
        found: list[Record] = []
        size, deadline = 0, loop.time() + POLL_SECONDS
        while loop.time() < deadline and not stop.is_set():
            room = self._batch_max - len(found)
            wait_ms = int(max(0.0, min(POLL_SECONDS, deadline - loop.time())) * 1000)
            got = await client.getmany(timeout_ms=wait_ms, max_records=room)
            new = [Record.of(each) for records in got.values() for each in records]
            if new and not found:
                deadline = loop.time() + gather_seconds
            found += new
            size += sum(len(each.value or b"") for each in new)
            self._note_lag(client, new)
            note_poll()
            if len(found) >= self._batch_max or size >= BATCH_MAX_BYTES:
                break
        if found:
            self._heard_at = loop.time()
        elif not stop.is_set() and loop.time() - self._heard_at > SILENCE_SECONDS:
            await self._ask_brokers(client)
        return found

    async def _ask_brokers(self, client: AIOKafkaConsumer) -> None:
        """Raise `KafkaUnavailable` where no broker answers, which `getmany` does not tell."""
        with named_errors():
            async with asyncio.timeout(ANSWER_SECONDS):
                await client.topics()
        self._heard_at = asyncio.get_running_loop().time()

    async def commit(self, batch: list[Record]) -> None:
        """Commit what lies behind a batch, or raise `KafkaUnavailable`.

        A partition that another process has by now is left to it: it reads the batch again.
        """
        assert self._client is not None
        offsets = _behind(batch, self._client.assignment())
        if not offsets:
            return
        with named_errors():
            try:
                await self._client.commit(offsets)
            except (CommitFailedError, IllegalStateError) as error:
                logger().info("commit_left_to_another", error=str(error)[:200])

    def _note_lag(self, client: AIOKafkaConsumer, new: list[Record]) -> None:
        mine = client.assignment()
        # another process may read on from where we were: what we knew of its partitions is void
        self._next = {tp: offset for tp, offset in self._next.items() if tp in mine}
        self._next |= _behind(new, mine)
        behind = dict.fromkeys((topic.name for topic in self._topics), 0)
        for tp in mine:
            end = client.highwater(tp)
            if end is not None:
                behind[tp.topic] += max(0, end - self._next.get(tp, end))
        for name, count in behind.items():
            metrics.LAG.labels(name).set(count)


def _behind(records: list[Record], mine: Collection[Any]) -> dict[Any, int]:
    """Return the offset behind the last record of each partition that is among `mine`."""
    ends = {TopicPartition(each.topic, each.partition): each.offset + 1 for each in records}
    return {tp: offset for tp, offset in ends.items() if tp in mine}
