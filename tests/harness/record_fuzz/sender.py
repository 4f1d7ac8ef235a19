"""Raw batches of odd and good records, sent to every topic that a stage reads."""

import time
from collections import Counter
from collections.abc import Sequence
from random import Random

from aiokafka import AIOKafkaProducer

from schemas.pipeline import (
    ACCEPTED,
    CONTROL,
    ENRICHED,
    EXTRACTED,
    FETCHED,
    OUTCOMES,
    PUBLISHED,
    SUBMITTED,
)
from schemas.topic import Topic
from tests.harness.record_fuzz.good_traffic import GoodTraffic
from tests.harness.record_fuzz.odd_records import OddRecords
from tests.support.raw_batches import Raw, batch

TOPICS = (SUBMITTED, ACCEPTED, FETCHED, EXTRACTED, ENRICHED, OUTCOMES, PUBLISHED, CONTROL)
"""What stages read, now or when they start."""
ODD_PER_BATCH = 8
GOOD_PER_BATCH = 4
BATCH_BYTES = 900_000


class Sender:
    """Writes raw batches."""

    def __init__(self, producer: AIOKafkaProducer, rng: Random) -> None:
        self._producer, self._rng = producer, rng
        self.odd: Counter[str] = Counter()
        """Odd records by topic."""
        self.refused = 0
        """Batches that the broker did not take."""

    async def send_round(self, odd: OddRecords, traffic: GoodTraffic) -> None:
        """Send a batch to every topic; on the first one good and odd ones share it."""
        at_ms = now_ms()
        for topic in TOPICS:
            records = [odd.of(topic, at_ms) for _ in range(ODD_PER_BATCH)]
            self.odd[topic.name] += len(records)
            if topic is SUBMITTED:
                records += traffic.next(GOOD_PER_BATCH, at_ms)
                self._rng.shuffle(records)
            await self.send(topic, records)

    async def send(self, topic: Topic, records: Sequence[Raw]) -> None:
        """Send records, in batches of their own those for which a broker may refuse a batch."""
        together: list[Raw] = []
        for each in records:
            is_now = abs(each.timestamp_ms - now_ms()) < 60_000
            has_key = each.key is not None or not topic.compacted
            if is_now and has_key and _size(each) < BATCH_BYTES // len(records):
                together.append(each)
            else:
                await self._send_batch(topic, [each])
        await self._send_batch(topic, together)

    async def _send_batch(self, topic: Topic, records: Sequence[Raw]) -> None:
        if not records:
            return
        try:
            data = batch(records, self._rng.choice((0, 1)))
        except (OverflowError, ValueError):  # a time that has no form on the wire
            self.refused += 1
            return
        made = self._producer.create_batch()
        made._buffer, made._relative_offset = data, len(records)
        made.close()
        partitions = sorted(await self._producer.partitions_for(topic.name))
        try:
            partition = self._rng.choice(partitions)
            await (await self._producer.send_batch(made, topic.name, partition=partition))
        except Exception:
            if any(each.value and b'"good-' in each.value for each in records):
                raise
            self.refused += 1


def now_ms() -> int:
    """Tell the time, Unix milliseconds."""
    return int(time.time() * 1000)


def _size(raw: Raw) -> int:
    headers = sum(len(name) + len(value) for name, value in raw.headers)
    return len(raw.value or b"") + len(raw.key or b"") + headers
