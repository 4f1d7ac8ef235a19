"""An aiokafka producer that is let go after a failed send, and connected anew for the next one."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    MessageSizeTooLargeError,
    RecordListTooLargeError,
    RecordTooLargeError,
    UnknownError,
    UnsupportedVersionError,
)

from schemas.topic import PAGE_BYTES
from services.logs import logger
from services.settings import Settings
from services.stage.kafka.connected import AWAY
from services.stage.kafka.errors import KafkaUnavailable, MessageTooLarge
from services.stage.kafka.options import client_options
from services.stage.kafka.produce.record_batches import BATCH_MAX_BYTES

TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError, RecordTooLargeError)
NOT_IDEMPOTENT = (UnknownError, UnsupportedVersionError)
"""What a broker without idempotent producers answers to InitProducerId; the embedded one: -1."""


class Connection:
    """`acks=all`; idempotent where the brokers can be.

    aiokafka's idempotent producer never gives up on a batch, and once a batch was refused all later
    ones are out of sequence for good. So after a failed send it is let go, and the next one
    connects anew once it has ended: what timed out may still arrive, but not behind what is sent
    later, or the older of two revisions would be the latest. What is sent twice has the same id.
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

    async def start(self) -> None:
        """Connect, or raise `KafkaUnavailable`."""
        async with self._connecting:
            if self._let_go:
                await asyncio.wait(self._let_go)
            if self._producer is None:
                self._producer = await self._connect_as_can_be()
        self._started = True

    async def stop(self) -> None:
        """Flush and close."""
        self._started = False
        for task in self._let_go:
            task.cancel()
        if self._producer is not None:
            producer, self._producer = self._producer, None
            await producer.stop()

    async def partitions(self, topic: str) -> list[int]:
        """Return the numbers of a topic's partitions, or raise `KafkaUnavailable`."""
        known = self._producer and self._producer.client.cluster.partitions_for_topic(topic)
        if known and self._started:
            return sorted(known)
        async with self.use() as producer:
            return sorted(await producer.partitions_for(topic))

    @contextlib.asynccontextmanager
    async def use(self) -> AsyncIterator[AIOKafkaProducer]:
        """Give the producer for one confirmed send, and name what goes wrong with it."""
        if not self._started:
            raise KafkaUnavailable("the producer is not started")
        if self._producer is None:
            await self.start()
        producer = self._producer
        assert producer is not None
        limit = self._settings.kafka_request_timeout_seconds if self._idempotent else None
        try:
            async with self._limit(producer, limit):
                yield producer
        except TOO_LARGE as error:
            raise MessageTooLarge(str(error)) from error
        except AWAY as error:
            if self._idempotent and self._producer is producer:
                self._let_producer_go(producer)
            raise KafkaUnavailable(f"{type(error).__name__}: {error}") from error

    # ------------------------------------------------------------ connecting

    async def _connect_as_can_be(self) -> AIOKafkaProducer:
        try:
            return await self._connect(self._idempotent)
        except NOT_IDEMPOTENT as error:
            if not self._idempotent:
                raise KafkaUnavailable(str(error)) from error
            logger().info("broker_has_no_idempotent_producer", kafka=self._settings.kafka)
            self._idempotent = False
            return await self._connect(idempotent=False)

    async def _connect(self, idempotent: bool) -> AIOKafkaProducer:
        producer = AIOKafkaProducer(
            **client_options(self._settings),
            acks="all",
            enable_idempotence=idempotent,
            max_batch_size=BATCH_MAX_BYTES,
            max_request_size=PAGE_BYTES,
        )
        try:
            await producer.start()
        except AWAY as error:
            await producer.stop()
            if isinstance(error, NOT_IDEMPOTENT):
                raise
            raise KafkaUnavailable(str(error)) from error
        return producer

    # ------------------------------------------------------------ letting go

    @contextlib.asynccontextmanager
    async def _limit(
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

    def _let_producer_go(self, producer: AIOKafkaProducer) -> None:
        self._producer = None
        task = asyncio.create_task(self._end(producer))
        self._let_go.add(task)
        task.add_done_callback(self._let_go.discard)

    async def _end(self, producer: AIOKafkaProducer) -> None:
        """Let others that wait for it have their answers, but not for ever.

        What waits for metadata would not be told that the producer has ended.
        """
        try:
            # each in a task: aiokafka passes on that it cancelled tasks of its own
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._settings.kafka_request_timeout_seconds):
                    ended = await asyncio.gather(producer.stop(), return_exceptions=True)
                    if not any(ended):
                        return
            await asyncio.gather(producer._sender.close(), return_exceptions=True)
            await asyncio.gather(producer.client.close(), return_exceptions=True)
        finally:
            for limit in self._limits.pop(producer, ()):
                if not limit.expired():
                    limit.reschedule(asyncio.get_running_loop().time())
