"""The age of the oldest message that waits, asked of a broker without reading one."""

import asyncio
import time
import uuid
from collections.abc import Mapping

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.structs import OffsetAndTimestamp

from services.stage.health.lag_age import STEP, ages, oldest_by_topic
from tests.conftest import Broker

AT = 1_800_000_000.0
ONE, TWO = TopicPartition("urls", 0), TopicPartition("urls", 1)


class Topic:
    """Partitions that hold messages of these ages, in seconds, the oldest first."""

    def __init__(self, **held: list[float]) -> None:
        self.held = {TopicPartition("urls", int(name[1:])): ages for name, ages in held.items()}
        self.questions = 0

    async def offsets_for_times(
        self, timestamps: Mapping[TopicPartition, int]
    ) -> dict[TopicPartition, OffsetAndTimestamp | None]:
        self.questions += 1
        return {tp: self._first(self.held[tp], at) for tp, at in timestamps.items()}

    def _first(self, held: list[float], at_ms: int) -> OffsetAndTimestamp | None:
        for offset, age in enumerate(held):
            if (stamp := round((AT - age) * 1000)) >= at_ms:
                return OffsetAndTimestamp(offset, stamp)
        return None


@pytest.mark.parametrize("age", [11, 60, 3600, 86_400, 7 * 86_400])
async def test_an_age_is_at_most_a_quarter_too_small(age: float) -> None:
    topic = Topic(p0=[age + 100_000, age, 1])
    found = (await ages(topic, {ONE: 1}, AT))[ONE]
    assert age / STEP <= found <= age
    assert topic.questions <= 7


async def test_what_has_just_come_has_no_age() -> None:
    assert await ages(Topic(p0=[9000, 3, 1]), {ONE: 1}, AT) == {ONE: 0.0}


async def test_each_partition_is_asked_for_its_own_in_the_same_questions() -> None:
    topic = Topic(p0=[50_000, 20], p1=[700])
    found = await ages(topic, {ONE: 1, TWO: 0}, AT)
    assert 16 <= found[ONE] <= 20
    assert 560 <= found[TWO] <= 700
    assert topic.questions <= 7
    assert oldest_by_topic(["urls", "pages"], found) == {"urls": found[TWO], "pages": 0.0}


async def test_where_nothing_is_behind_nothing_is_asked() -> None:
    topic = Topic()
    assert await ages(topic, {}, AT) == {}
    assert topic.questions == 0


async def test_a_broker_tells_it_of_messages_that_nobody_has_read(kafka: Broker) -> None:
    tp = TopicPartition(f"aged-{uuid.uuid4().hex[:8]}", 0)
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(tp.topic, 1, 1)])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:
        for _ in range(2):
            await producer.send_and_wait(tp.topic, b"x", partition=0)
            await asyncio.sleep(0.1)
    async with AIOKafkaConsumer(bootstrap_servers=kafka.bootstrap) as client:
        for age in (0, 700, 40_000):
            found = (await ages(client, {tp: 1}, time.time() + age))[tp]
            assert age / STEP <= found <= age + 10
