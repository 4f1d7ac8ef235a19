"""Ask the brokers how their partitions stand, and read what lies between two offsets."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping
from typing import NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition

from services.settings import Settings
from services.stage.kafka.connected import connected_consumer, let_go, named_errors
from services.stage.kafka.topic_ids import topic_ids
from services.stage.record import Record

READ_MS = 1000
SILENCE_SECONDS = 60.0
"""Without any progress for so long, reading is begun anew; a question is answered within it."""


class Seen(NamedTuple):
    """A partition as the brokers tell it."""

    topic_id: str | None
    """None: the brokers know no ids."""
    start: int
    end: int
    reached: int | None
    """The group's committed offset; None where there is none."""


class Brokers:
    """A connection; each call raises `KafkaUnavailable` where nobody answers.

    The next call after one that failed has another client: one whose task has ended that keeps its
    metadata fresh would wait for them for ever.
    """

    def __init__(self, settings: Settings, fetch_bytes: int = 1_000_000) -> None:
        """`fetch_bytes`: most that is read of a partition at once."""
        self._settings = settings
        self._fetch_bytes = fetch_bytes
        self._client: AIOKafkaConsumer | None = None

    async def partitions(self, topics: Iterable[str]) -> list[TopicPartition]:
        """Return the partitions of those topics that exist."""
        async with self.asked() as client:
            await client._client.force_metadata_update()  # the cached ones may be minutes old
            known = client._client.cluster
            found = {}
            for topic in topics:
                await client._client.add_topic(topic)
                found[topic] = known.partitions_for_topic(topic) or set()
        return [
            TopicPartition(topic, number)
            for topic, all_ in found.items()
            for number in sorted(all_)
        ]

    async def committed(
        self, group: str, tps: Iterable[TopicPartition]
    ) -> dict[TopicPartition, int]:
        """Return the offsets that a group has committed, without joining it."""
        wanted = list(tps)
        if not wanted:
            return {}
        with named_errors():
            client = await connected_consumer(self._settings, group_id=group)
            try:
                found = {tp: await client.committed(tp) for tp in wanted}
            finally:
                await let_go(client)
        return {tp: offset for tp, offset in found.items() if offset is not None}

    async def look(
        self, tps: Iterable[TopicPartition], reached: Mapping[TopicPartition, int]
    ) -> dict[TopicPartition, Seen]:
        """Return how partitions stand now."""
        wanted = list(tps)
        if not wanted:
            return {}
        async with self.asked() as client:
            starts = await client.beginning_offsets(wanted)
            ends = await client.end_offsets(wanted)
            ids = await topic_ids(client._client, sorted({tp.topic for tp in wanted}))
        return {tp: Seen(ids.get(tp.topic), starts[tp], ends[tp], reached.get(tp)) for tp in wanted}

    async def read(
        self, tp: TopicPartition, start: int, end: int
    ) -> AsyncGenerator[list[Record], None]:
        """Yield the records of a partition from `start` to before `end`, many at a time.

        Each time by a client of its own: aiokafka's stops fetching for good where it is let go of
        a partition while it asks for more of it.
        """
        if start >= end:
            return
        with named_errors():
            client = await self._connected()
            try:
                client.assign([tp])
                client.seek(tp, start)
                moved_at = time.monotonic()
                while (position := await client.position(tp)) < end:
                    batches = await client.getmany(tp, timeout_ms=READ_MS)
                    records = [each for each in batches.get(tp, ()) if each.offset < end]
                    if records:
                        yield [Record.of(each) for each in records]
                    if await client.position(tp) > position:
                        moved_at = time.monotonic()
                    elif time.monotonic() - moved_at > SILENCE_SECONDS:
                        raise TimeoutError(f"nothing came of {tp} from {position} on")
            finally:
                await let_go(client)

    async def stop(self) -> None:
        """Close the connection."""
        if self._client is not None:
            client, self._client = self._client, None
            await let_go(client)

    @contextlib.asynccontextmanager
    async def asked(self) -> AsyncIterator[AIOKafkaConsumer]:
        """Give the client for a question, which is answered in `SILENCE_SECONDS` or not at all."""
        with named_errors():
            if self._client is None:
                self._client = await self._connected()
            try:
                async with asyncio.timeout(SILENCE_SECONDS):
                    yield self._client
            except BaseException:
                await self.stop()
                raise

    async def _connected(self) -> AIOKafkaConsumer:
        return await connected_consumer(
            self._settings,
            isolation_level="read_committed",  # as Faust's consumer: no lag before a commit
            max_partition_fetch_bytes=self._fetch_bytes,
        )
