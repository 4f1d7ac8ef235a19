"""A seek to what is committed, on a broker: what is in flight comes again, nothing is left out.

Faust stops its flow before most rebalances, not before all: not where a process had no partition,
nor where one rebalance begins while another ends.
"""

import asyncio
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from faust.types import TP

from schemas.events import UrlAccepted
from schemas.pipeline import Step
from schemas.topic import Topic
from services.settings import Settings
from services.stage.app import StageApp, faust_app
from tests.conftest import Broker

PARTITIONS = 2
RECORDS = 20
"""Sent to each partition at a time."""

Place = tuple[int, int]


class Reader:
    """An app that begins with its events as the shell does, and acks them when it is told to."""

    def __init__(self, app: StageApp, source: str, producer: AIOKafkaProducer) -> None:
        self.app = app
        self._source, self._producer = source, producer
        self.delivered: Counter[Place] = Counter()
        self.begun: set[Place] = set()
        self.may_begin = asyncio.Event()
        self.may_begin.set()
        self.acks = True
        topic = app.topic(source, key_serializer="raw", value_serializer="raw")
        app.agent(topic)(self._read)

    @property
    def consumer(self) -> Any:
        return self.app.consumer

    async def send(self, *partitions: int) -> None:
        """Put records into partitions."""
        for partition in partitions:
            sent = [
                await self._producer.send(self._source, b"{}", partition=partition)
                for _ in range(RECORDS)
            ]
            await asyncio.gather(*sent)

    async def _read(self, stream: Any) -> None:
        unacked = stream.noack()
        async for event in unacked.events():
            message = event.message
            places = [(each.partition, each.offset) for each in message.batch.records]
            self.delivered.update(places)
            await self.may_begin.wait()
            if not self.consumer.is_ours(message):
                continue  # it comes again
            self.begun.update(places)
            if self.acks and self.consumer.done(message, *(offset for _, offset in places)):
                await unacked.ack(event)


@pytest.fixture
async def reader(kafka: Broker, tmp_path: Path) -> AsyncIterator[Reader]:
    """A running app, and a topic whose records it has yet to read."""
    name = f"sought-{uuid.uuid4().hex[:8]}"
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(name, PARTITIONS, 1)])
    await admin.close()
    step = Step(name, "Probe.", (Topic(name, "url", UrlAccepted, 1, 1),))
    config = Settings(
        kafka=kafka.bootstrap,
        run_dir=tmp_path,
        kafka_session_timeout_seconds=6,
        kafka_heartbeat_seconds=1,
        commit_interval_seconds=0.2,
    )
    app = faust_app(step, config)
    async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:
        made = Reader(app, name, producer)
        await made.send(*range(PARTITIONS))
        await app.start()
        yield made
        made.may_begin.set()
        await app.stop()


async def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 (the consumer tells nobody)
            await asyncio.sleep(0.02)


@pytest.mark.timeout(120)
async def test_what_nothing_is_committed_of_comes_again_from_its_beginning(reader: Reader) -> None:
    reader.acks = False
    await until(lambda: len(reader.delivered) == PARTITIONS * RECORDS)
    await reader.consumer.perform_seek()
    await until(lambda: min(reader.delivered.values()) == 2)


@pytest.mark.timeout(120)
async def test_what_comes_of_one_partition_while_another_is_sought_is_not_left_out(
    reader: Reader,
) -> None:
    await until(lambda: len(reader.begun) == PARTITIONS * RECORDS)
    await until(lambda: set(reader.consumer.committed.values()) == {RECORDS})
    reader.may_begin.clear()
    client = reader.consumer._thread._ensure_consumer()
    ask, asked = client.committed, list[Any]()

    async def committed(tp: Any) -> Any:
        asked.append(tp)
        if len(asked) == PARTITIONS:  # those before it have been sought
            sending = reader.send(asked[0].partition)
            asyncio.run_coroutine_threadsafe(sending, reader.app.loop)
            await asyncio.sleep(1.0)
        return await ask(tp)

    client.committed = committed
    await reader.consumer.perform_seek()
    reader.may_begin.set()
    place = asked[0].partition, 2 * RECORDS - 1
    await until(lambda: place in reader.begun)
    await until(lambda: reader.consumer.committed[TP(*asked[0])] == 2 * RECORDS)
