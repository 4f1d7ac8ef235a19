"""Sends that return only when the brokers have answered: partition, queue, record batch.

Producer ─► PartitionQueue ─► record batches ─► Connection
"""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Self

from schemas.envelope import Message
from schemas.topic import PAGE_BYTES, Topic
from services.settings import Settings
from services.stage.kafka.errors import KafkaUnavailable, MessageTooLarge
from services.stage.kafka.produce.connection import Connection
from services.stage.kafka.produce.partition_queue import PartitionQueue, Sent
from services.stage.kafka.produce.record_batches import (
    RecordBatch,
    batch_bytes,
    by_partition,
    codec_of,
    open_partitions,
    partition_of,
    record_batches,
)

Unsent = KafkaUnavailable | MessageTooLarge | None
"""Why a message is not on its topic; None where it is."""


class Producer:
    """A part of the stage; a context manager elsewhere."""

    def __init__(self, settings: Settings) -> None:
        self.connection = Connection(settings)
        self._queues: dict[tuple[str, int], PartitionQueue] = {}

    async def start(self) -> None:
        """Connect, or raise `KafkaUnavailable`."""
        await self.connection.start()

    async def stop(self) -> None:
        """Leave unsent what waits in queues; flush and close."""
        for queue in self._queues.values():
            queue.stop()
        await self.connection.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def send(self, topic: Topic | str, message: Message) -> tuple[int, int]:
        """Send and wait for the brokers; return partition and offset."""
        name = topic if isinstance(topic, str) else topic.name
        partition = partition_of(message.key, await self._partitions(name))
        (sent,) = await self._queue(name, partition).send([message])
        if not isinstance(sent, int):
            raise type(sent)(str(sent)) from sent  # the same may be said to many
        return partition, sent

    async def send_many(self, topic: Topic | str, messages: Sequence[Message]) -> list[Unsent]:
        """Send to one topic and wait for the brokers; return what became of each message.

        One future for what goes into a partition costs a third of one for each message.
        """
        name = topic if isinstance(topic, str) else topic.name
        try:
            sorted_out = by_partition(await self._partitions(name), messages)
        except KafkaUnavailable as error:
            return [error] * len(messages)
        sends = [
            self._queue(name, partition).send(list(mine.values()))
            for partition, mine in sorted_out.items()
        ]
        # a single event need not pay for a task
        ends = [await sends[0]] if len(sends) == 1 else await asyncio.gather(*sends)
        unsent: list[Unsent] = [None] * len(messages)
        for mine, of_mine in zip(sorted_out.values(), ends, strict=True):
            for number, sent in zip(mine, of_mine, strict=True):
                unsent[number] = _unsent(sent)
        return unsent

    async def _partitions(self, topic: str) -> Sequence[int]:
        return open_partitions(topic, await self.connection.partitions(topic))

    def _queue(self, topic: str, partition: int) -> PartitionQueue:
        queue = self._queues.get((topic, partition))
        if queue is None:
            send = partial(self._send_in_batches, topic, partition)
            queue = self._queues[topic, partition] = PartitionQueue(send, batch_bytes(topic))
        return queue

    async def _send_in_batches(
        self, topic: str, partition: int, messages: Sequence[Message]
    ) -> Sequence[Sent]:
        """Send in batches, in order; where one is too large, its messages one by one."""
        try:
            async with self.connection.use():  # connect once, not once for each batch
                batches = record_batches(messages, batch_bytes(topic), codec_of(topic))
        except KafkaUnavailable as error:
            return [error] * len(messages)
        ends: list[Sent] = []
        for batch in batches:
            first = await self._send_batch(topic, partition, batch)
            if isinstance(first, MessageTooLarge) and len(batch.messages) > 1:
                for message in batch.messages:
                    ends += await self._send_in_batches(topic, partition, [message])
            elif isinstance(first, int):
                ends += range(first, first + len(batch.messages))
            else:
                ends += [first] * len(batch.messages)
        return ends

    async def _send_batch(self, topic: str, partition: int, batch: RecordBatch) -> Sent:
        """Return the offset of the batch's first message, or why it is not there."""
        if len(batch.messages) == 1 and batch.builder.size() > PAGE_BYTES:
            return MessageTooLarge(f"more than {PAGE_BYTES} bytes")
        try:
            async with self.connection.use() as producer:
                sent = await (await producer.send_batch(batch.builder, topic, partition=partition))
        except (KafkaUnavailable, MessageTooLarge) as error:
            return error
        return int(sent.offset)


def _unsent(sent: Sent) -> Unsent:
    return None if isinstance(sent, int) else sent
