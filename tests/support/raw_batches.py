"""Record batches with what no well-behaved client writes: header names in any bytes, any time."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiokafka import AIOKafkaProducer
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy


class RawName(str):
    """A header name that is written as these bytes."""

    raw: bytes

    @classmethod
    def of(cls, raw: bytes) -> "RawName":
        """Make one."""
        name = cls(raw.decode("latin-1"))
        name.raw = raw
        return name

    def encode(self, *_: object, **__: object) -> bytes:
        """Return the bytes."""
        return self.raw


@dataclass(frozen=True)
class Raw:
    """One record."""

    value: bytes | None
    headers: Sequence[tuple[bytes, bytes]] = ()
    timestamp_ms: int = 1_700_000_000_000
    key: bytes | None = None


def builder(records: Sequence[Raw], compression: int = 0) -> _DefaultRecordBatchBuilderPy:
    """Fill one batch; `compression`: Kafka's number of the codec, 1 for gzip."""
    made = _DefaultRecordBatchBuilderPy(
        magic=2,
        compression_type=compression,
        is_transactional=False,
        producer_id=-1,
        producer_epoch=-1,
        base_sequence=-1,
        batch_size=1_000_000,
    )
    for offset, raw in enumerate(records):
        headers = [(RawName.of(name), value) for name, value in raw.headers]
        made.append(offset, raw.timestamp_ms, raw.key, raw.value, headers)
    return made


def batch(records: Sequence[Raw], compression: int = 0) -> bytes:
    """Return the bytes of one batch."""
    return bytes(builder(records, compression).build())


async def send(bootstrap: str, topic: str, records: Sequence[Raw]) -> None:
    """Put one batch on partition 0 of a topic, as it is."""
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        made = producer.create_batch()
        made._buffer = batch(records)
        made._relative_offset = len(records)
        made.close()
        await (await producer.send_batch(made, topic, partition=0))
