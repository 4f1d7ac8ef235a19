"""Reading topics as any consumer would: no group, from now or from the beginning."""

from collections.abc import AsyncIterator
from datetime import datetime

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError, UnknownTopicOrPartitionError

from schemas.topic import PAGE_BYTES
from services.cli.clients.kafka import tell_if_slow, unreachable
from services.cli.errors import Problem
from services.settings import Settings
from services.stage.kafka.connected import AWAY, connected_consumer, let_go
from services.stage.kafka.topic_ids import topic_ids


class Reader:
    """Reads some topics whole; use as an async context manager, then iterate."""

    def __init__(
        self,
        settings: Settings,
        *topics: str,
        from_beginning: bool = False,
        since: datetime | None = None,
    ) -> None:
        """Start at the end, at the beginning, or at what was written since an instant."""
        self._settings = settings
        self._topics = topics
        self._from_beginning = from_beginning or since is not None
        self._since = since
        self._client: AIOKafkaConsumer

    async def __aenter__(self) -> "Reader":
        """Connect and stand at the chosen place."""
        try:
            # without a group every partition of the topics is ours
            with tell_if_slow(self._settings):
                self._client = await connected_consumer(
                    self._settings,
                    *self._topics,
                    prepare=self._prepare,
                    max_partition_fetch_bytes=PAGE_BYTES,
                )
        except UnknownTopicOrPartitionError:
            names = ", ".join(self._topics)
            raise Problem(
                f"there is no topic {names}; create it with `newsreel topics create`"
            ) from None
        except AWAY as error:
            raise unreachable(self._settings, error) from error
        return self

    async def _prepare(self, client: AIOKafkaConsumer) -> None:
        partitions = list(client.assignment())
        if self._from_beginning:
            await client.seek_to_beginning(*partitions)
            if self._since is not None:
                await _skip_until(client, self._since, partitions)
        else:
            for tp, end in (await client.end_offsets(partitions)).items():
                client.seek(tp, end)

    async def __aexit__(self, *_: object) -> None:
        """Close the connection."""
        await let_go(self._client)

    async def topic_ids(self) -> dict[str, str]:
        """Return the ids of the topics; brokers before Kafka 2.8 know none."""
        return await topic_ids(self._client._client, self._topics)

    async def is_whole(self) -> bool:
        """Tell, before the first record is read, whether all that it was to read is still there.

        Retention deletes the oldest first: something older than the first record is left, or
        nothing was ever deleted.
        """
        starts = await self._client.beginning_offsets(list(self._client.assignment()))
        return all(
            [start == 0 or await self._client.position(tp) > start for tp, start in starts.items()]
        )

    async def is_answered(self) -> bool:
        """Ask the brokers for their topics; False where none of them answers."""
        try:
            await self._client.topics()
        except AWAY:
            return False
        return True

    async def __aiter__(self) -> AsyncIterator[ConsumerRecord]:
        """Yield records as they come, without end."""
        async for record in self._client:
            yield record

    async def until_end(self) -> AsyncIterator[ConsumerRecord]:
        """Yield what is on the topics now, then stop."""
        ends = await self._client.end_offsets(list(self._client.assignment()))
        open_ends = {tp for tp, end in ends.items() if end > await self._client.position(tp)}
        seen: set[TopicPartition] = set()
        while open_ends:
            for tp, records in (await self._client.getmany(timeout_ms=1000)).items():
                if tp not in seen:  # the embedded broker counts a batch as one in `end_offsets`
                    seen.add(tp)
                    ends[tp] = max(ends[tp], self._client.highwater(tp) or 0)
                for record in records:
                    if record.offset < ends[tp]:
                        yield record
            open_ends = {tp for tp in open_ends if await self._client.position(tp) < ends[tp]}


async def _skip_until(
    client: AIOKafkaConsumer, since: datetime, partitions: list[TopicPartition]
) -> None:
    """Skip what is older, where the broker can say; elsewhere the beginning is a safe place."""
    at_ms = unix_ms(since)
    try:
        found = await client.offsets_for_times(dict.fromkeys(partitions, at_ms))
    except KafkaError:
        return
    ends = await client.end_offsets(partitions)
    for tp, place in found.items():
        client.seek(tp, ends[tp] if place is None else place.offset)


def unix_ms(at: datetime) -> int:
    """Return an instant as Unix time in milliseconds; Kafka takes none before 1970."""
    return max(int(at.timestamp() * 1000), 0)
