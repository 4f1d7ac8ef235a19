"""A producer whose `send` returns only when the brokers have answered."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from functools import cache, partial
from typing import Self

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    KafkaError,
    MessageSizeTooLargeError,
    RecordListTooLargeError,
    RecordTooLargeError,
    UnknownError,
    UnsupportedVersionError,
)

from schemas.envelope import Message
from schemas.pipeline import MEGABYTE, PAGE_BYTES, TOPICS, Topic
from services.logs import logger
from services.settings import Settings
from services.stage.kafka.options import client_options
from services.stage.kafka.partition_queue import KafkaUnavailable, Lane, MessageTooLarge, Sent
from services.stage.kafka.record_batches import Parcel, by_partition, parcels, partition_of

__all__ = ["KafkaUnavailable", "MessageTooLarge", "Producer", "Unsent"]

TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError, RecordTooLargeError)
NOT_IDEMPOTENT = (UnknownError, UnsupportedVersionError)
"""What a broker without idempotent producers answers to InitProducerId; the embedded one: -1."""

BATCH_MAX_BYTES = 2_000_000
"""Some 300 pages: while a busy stage's loop comes round again, so many are ready to go."""

COMPRESSION = "zstd"
"""aiokafka packs lz4 at level 9: 2.5 times the CPU of zstd for articles, 8 times for pages, which
are packed already, and it packs less."""


Unsent = KafkaUnavailable | MessageTooLarge | None
"""Why a message is not on its topic; None where it is."""


class Producer:
    """Confirmed sends. `acks=all`; idempotent where the brokers can be.

    aiokafka's idempotent producer never gives up on a batch, and once a batch was refused all later
    ones are out of sequence for good. So after a failed send it is let go, and the next one
    connects anew; what is then sent twice has the same id.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._producer: AIOKafkaProducer | None = None
        self._started = False
        self._idempotent = settings.kafka_idempotent
        self._connecting = asyncio.Lock()
        self._let_go: set[asyncio.Task[None]] = set()
        self._limits: dict[AIOKafkaProducer, set[asyncio.Timeout]] = {}
        """The limits of those who wait for a producer."""
        self._lanes: dict[tuple[str, int], Lane] = {}

    async def start(self) -> None:
        """Connect, or raise `KafkaUnavailable`."""
        async with self._connecting:
            if self._producer is None:
                self._producer = await self._connected_as_can_be()
        self._started = True

    async def _connected_as_can_be(self) -> AIOKafkaProducer:
        try:
            return await self._connected(self._idempotent)
        except NOT_IDEMPOTENT as error:
            if not self._idempotent:
                raise KafkaUnavailable(str(error)) from error
            logger().info("broker_has_no_idempotent_producer", kafka=self._settings.kafka)
            self._idempotent = False
            return await self._connected(idempotent=False)

    async def _connected(self, idempotent: bool) -> AIOKafkaProducer:
        producer = AIOKafkaProducer(
            **client_options(self._settings),
            acks="all",
            enable_idempotence=idempotent,
            max_batch_size=BATCH_MAX_BYTES,
            max_request_size=PAGE_BYTES,
            compression_type=COMPRESSION,
        )
        try:
            await producer.start()
        except (KafkaError, OSError) as error:
            await producer.stop()
            if isinstance(error, NOT_IDEMPOTENT):
                raise
            raise KafkaUnavailable(str(error)) from error
        return producer

    async def stop(self) -> None:
        """Flush and close."""
        self._started = False
        for lane in self._lanes.values():
            lane.stop()
        for task in self._let_go:
            task.cancel()
        if self._producer is not None:
            producer, self._producer = self._producer, None
            await producer.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def send(self, topic: Topic | str, message: Message) -> tuple[int, int]:
        """Send and wait for the brokers; return partition and offset."""
        name = topic if isinstance(topic, str) else topic.name
        partition = partition_of(message.key, await self._partitions(name))
        (sent,) = await self._lane(name, partition).send([message])
        if not isinstance(sent, int):
            raise type(sent)(str(sent)) from sent  # the same may be said to many
        return partition, sent

    async def send_many(self, topic: Topic | str, messages: Sequence[Message]) -> list[Unsent]:
        """Send to one topic and wait for the brokers; return what became of each message.

        One future for what goes into a partition costs a third of one for each message.
        """
        name = topic if isinstance(topic, str) else topic.name
        try:
            partitions = await self._partitions(name)
        except KafkaUnavailable as error:
            return [error] * len(messages)
        unsent: list[Unsent] = [None] * len(messages)

        async def send(partition: int, mine: dict[int, Message]) -> None:
            ends = await self._lane(name, partition).send(list(mine.values()))
            for number, sent in zip(mine, ends, strict=True):
                unsent[number] = None if isinstance(sent, int) else sent

        sorted_out = by_partition(partitions, messages)
        await asyncio.gather(*(send(*each) for each in sorted_out.items()))
        return unsent

    # ------------------------------------------------------------ the lanes

    async def _partitions(self, topic: str) -> list[int]:
        known = self._producer and self._producer.client.cluster.partitions_for_topic(topic)
        if known and self._started:
            return sorted(known)
        async with self._connection() as producer:
            return sorted(await producer.partitions_for(topic))

    def _lane(self, topic: str, partition: int) -> Lane:
        lane = self._lanes.get((topic, partition))
        if lane is None:
            lane = Lane(partial(self._deliver, topic, partition), batch_bytes(topic))
            self._lanes[topic, partition] = lane
        return lane

    async def _deliver(
        self, topic: str, partition: int, messages: Sequence[Message]
    ) -> Sequence[Sent]:
        """Send in batches, in order; where one is too large, its messages one by one."""
        try:
            async with self._connection() as producer:
                made = parcels(producer, messages, batch_bytes(topic))
        except KafkaUnavailable as error:
            return [error] * len(messages)
        ends: list[Sent] = []
        for parcel in made:
            first = await self._carried(topic, partition, parcel)
            if isinstance(first, MessageTooLarge) and len(parcel.messages) > 1:
                for message in parcel.messages:
                    ends += await self._deliver(topic, partition, [message])
            elif isinstance(first, int):
                ends += range(first, first + len(parcel.messages))
            else:
                ends += [first] * len(parcel.messages)
        return ends

    async def _carried(self, topic: str, partition: int, parcel: Parcel) -> Sent:
        """Send a batch; return the offset of its first message, or why it is not there."""
        if len(parcel.messages) == 1 and parcel.batch.size() > PAGE_BYTES:
            return MessageTooLarge(f"more than {PAGE_BYTES} bytes")
        try:
            async with self._connection() as producer:
                sent = await (await producer.send_batch(parcel.batch, topic, partition=partition))
        except (KafkaUnavailable, MessageTooLarge) as error:
            return error
        return int(sent.offset)

    @contextlib.asynccontextmanager
    async def _connection(self) -> AsyncIterator[AIOKafkaProducer]:
        """Give the producer for one confirmed send, and name what goes wrong with it."""
        if not self._started:
            raise KafkaUnavailable("the producer is not started")
        if self._producer is None:
            await self.start()
        producer = self._producer
        assert producer is not None
        limit = self._settings.kafka_request_timeout_seconds if self._idempotent else None
        try:
            async with self._limited(producer, limit):
                yield producer
        except TOO_LARGE as error:
            raise MessageTooLarge(str(error)) from error
        except (TimeoutError, KafkaError, OSError) as error:
            if self._idempotent and self._producer is producer:
                self._replace(producer)
            raise KafkaUnavailable(f"{type(error).__name__}: {error}") from error

    @contextlib.asynccontextmanager
    async def _limited(
        self, producer: AIOKafkaProducer, seconds: float | None
    ) -> AsyncIterator[None]:
        """Wait so long for a producer, and no longer than until it has ended."""
        async with asyncio.timeout(seconds) as limit:
            limits = self._limits.setdefault(producer, set())
            limits.add(limit)
            try:
                yield
            finally:
                limits.discard(limit)

    def _replace(self, producer: AIOKafkaProducer) -> None:
        self._producer = None
        task = asyncio.create_task(self._end(producer))
        self._let_go.add(task)
        task.add_done_callback(self._let_go.discard)

    async def _end(self, producer: AIOKafkaProducer) -> None:
        """Let others that wait for it have their answers, but not for ever.

        What waits for metadata would not be told that the producer has ended.
        """
        try:
            with contextlib.suppress(TimeoutError, KafkaError, OSError):
                async with asyncio.timeout(self._settings.kafka_request_timeout_seconds):
                    await producer.stop()
                    return
            await producer._sender.close()
            await producer.client.close()
        finally:
            for limit in self._limits.pop(producer, ()):
                if not limit.expired():
                    limit.reschedule(asyncio.get_running_loop().time())


@cache
def batch_bytes(topic: str) -> int:
    """Say how large a batch may be before it is compressed: half of what its topic takes."""
    most = next((each.max_message_bytes for each in TOPICS if each.name == topic), MEGABYTE)
    return min(most // 2, BATCH_MAX_BYTES)
