"""A producer whose `send` returns only when the brokers have answered."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
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
from schemas.pipeline import PAGE_BYTES, Topic
from services.stage.kafka import client_options
from services.stage.logs import logger
from services.stage.parcels import Parcel, parcels
from services.stage.settings import Settings

TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError, RecordTooLargeError)
NOT_IDEMPOTENT = (UnknownError, UnsupportedVersionError)
"""What a broker without idempotent producers answers to InitProducerId; the embedded one: -1."""

BATCH_BYTES = 524_288
LINGER_MS = 5
"""With a task per event the sends of 5 ms share a batch: 7,400 messages a second against 146."""

COMPRESSION = "zstd"
"""aiokafka packs lz4 at level 9: 2.5 times the CPU of zstd for articles, 8 times for pages, which
are packed already, and it packs less."""


class KafkaUnavailable(Exception):
    """The brokers did not confirm in time: nothing may be acked, try again."""


class MessageTooLarge(Exception):
    """The topic does not take a message of this size: trying again would not help."""


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
            linger_ms=LINGER_MS,
            max_batch_size=BATCH_BYTES,
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
        async with self._connection() as producer:
            confirmed = await producer.send_and_wait(
                name, value=message.value, key=message.key, headers=message.headers
            )
        return confirmed.partition, confirmed.offset

    async def send_many(self, topic: Topic | str, messages: Sequence[Message]) -> list[Unsent]:
        """Send to one topic and wait for the brokers; return what became of each message.

        A message has the partition that `send` gives it. One future for what goes into a partition
        costs a third of one for each message.
        """
        name = topic if isinstance(topic, str) else topic.name
        unsent: list[Unsent] = [None] * len(messages)
        try:
            async with self._connection() as producer:
                partitions = sorted(await producer.partitions_for(name))
        except KafkaUnavailable as error:
            return [error] * len(messages)
        await asyncio.gather(
            *(
                self._send_parcel(name, parcel, messages, unsent)
                for parcel in parcels(producer, partitions, messages)
            )
        )
        return unsent

    async def _send_parcel(
        self, topic: str, parcel: Parcel, messages: Sequence[Message], unsent: list[Unsent]
    ) -> None:
        try:
            async with self._connection() as producer:
                await (await producer.send_batch(parcel.batch, topic, partition=parcel.partition))
        except KafkaUnavailable as error:
            for number in parcel.numbers:
                unsent[number] = error
        except MessageTooLarge:  # one of them is: each by itself will tell
            for number in parcel.numbers:
                unsent[number] = await self._alone(topic, messages[number])

    async def _alone(self, topic: str, message: Message) -> Unsent:
        try:
            await self.send(topic, message)
        except (KafkaUnavailable, MessageTooLarge) as error:
            return error
        return None

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
            async with asyncio.timeout(limit):
                yield producer
        except TOO_LARGE as error:
            raise MessageTooLarge(str(error)) from error
        except (TimeoutError, KafkaError, OSError) as error:
            if self._idempotent and self._producer is producer:
                self._replace(producer)
            raise KafkaUnavailable(f"{type(error).__name__}: {error}") from error

    def _replace(self, producer: AIOKafkaProducer) -> None:
        self._producer = None
        task = asyncio.create_task(self._end(producer))
        self._let_go.add(task)
        task.add_done_callback(self._let_go.discard)

    async def _end(self, producer: AIOKafkaProducer) -> None:
        """Let others that wait for it have their answers, but not for ever."""
        with contextlib.suppress(TimeoutError, KafkaError, OSError):
            async with asyncio.timeout(self._settings.kafka_request_timeout_seconds):
                await producer.stop()
                return
        await producer._sender.close()
        await producer.client.close()
