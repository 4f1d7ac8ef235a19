"""Messages of one partition on their way: made into record batches, sent in order, confirmed."""

from collections.abc import Sequence

from schemas.envelope import Message
from schemas.topic import PAGE_BYTES
from services.stage.kafka.errors import KafkaUnavailable, MessageTooLarge
from services.stage.kafka.produce.connection import Connection
from services.stage.kafka.produce.partition_queue import Sent
from services.stage.kafka.produce.record_batches import (
    RecordBatch,
    batch_bytes,
    codec_of,
    record_batches,
)


async def send_in_batches(
    connection: Connection, topic: str, partition: int, messages: Sequence[Message]
) -> Sequence[Sent]:
    """Send in batches, in order; where one is too large, its messages one by one."""
    try:
        async with connection.use():  # connect once, not once for each batch
            batches = record_batches(messages, batch_bytes(topic), codec_of(topic))
    except KafkaUnavailable as error:
        return [error] * len(messages)
    ends: list[Sent] = []
    for batch in batches:
        first = await _send(connection, topic, partition, batch)
        if isinstance(first, MessageTooLarge) and len(batch.messages) > 1:
            for message in batch.messages:
                ends += await send_in_batches(connection, topic, partition, [message])
        elif isinstance(first, int):
            ends += range(first, first + len(batch.messages))
        else:
            ends += [first] * len(batch.messages)
    return ends


async def _send(connection: Connection, topic: str, partition: int, batch: RecordBatch) -> Sent:
    """Return the offset of the batch's first message, or why it is not there."""
    if len(batch.messages) == 1 and batch.builder.size() > PAGE_BYTES:
        return MessageTooLarge(f"more than {PAGE_BYTES} bytes")
    try:
        async with connection.use() as producer:
            sent = await (await producer.send_batch(batch.builder, topic, partition=partition))
    except (KafkaUnavailable, MessageTooLarge) as error:
        return error
    return int(sent.offset)
