"""How a broker hands over messages that trickle in: each at once, or many together."""

import asyncio
import uuid
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from schemas.pipeline import ENRICH, LEDGER
from services.settings import Settings
from services.stage.app import faust_app
from services.stage.kafka.consumer import AT_ONCE, GATHERED, FetchWait, WatermarkConsumer
from tests.conftest import Broker

MESSAGES = 12
EVERY_SECONDS = 0.06


async def nothing(*_: Any) -> None:
    """Stand in for what Faust does about a message or a rebalance."""


def client(broker: str, wait: FetchWait) -> AIOKafkaConsumer:
    """Make the aiokafka consumer of a stage."""
    transport: Any = faust_app(LEDGER, Settings(kafka=broker), fetch_wait=wait).transport
    thread = WatermarkConsumer(transport, nothing, nothing, nothing)._new_consumer_thread()
    made: AIOKafkaConsumer = thread._create_worker_consumer(transport)
    return made


async def trickle(broker: str, topic: str) -> None:
    async with AIOKafkaProducer(bootstrap_servers=broker) as producer:
        for _ in range(MESSAGES):
            await producer.send_and_wait(topic, b"x", partition=0)
            await asyncio.sleep(EVERY_SECONDS)


async def sizes(broker: str, wait: FetchWait) -> list[int]:
    """How many messages came at a time."""
    topic = f"waited-{uuid.uuid4().hex[:8]}"
    admin = AIOKafkaAdminClient(bootstrap_servers=broker)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1)])
    await admin.close()
    consumer = client(broker, wait)
    await consumer.start()
    consumer.assign([TopicPartition(topic, 0)])
    await consumer.seek_to_beginning()
    writing = asyncio.create_task(trickle(broker, topic))
    came: list[int] = []
    while sum(came) < MESSAGES:
        got = await consumer.getmany(timeout_ms=100)
        came += [len(records) for records in got.values()]
    await writing
    await consumer.stop()
    return came


@pytest.mark.timeout(120)
async def test_messages_are_gathered_where_nobody_waits_for_them(kafka: Broker) -> None:
    gathered, at_once = [await sizes(kafka.bootstrap, wait) for wait in (GATHERED, AT_ONCE)]
    assert 2 * len(gathered) < len(at_once)


def test_requests_are_kept_for_less_while_events_are_coming(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = faust_app(ENRICH, Settings(kafka_busy_wait_ms=50))
    transport: Any = app.transport
    consumer: Any = WatermarkConsumer(transport, nothing, nothing, nothing)
    fetcher = SimpleNamespace(_fetch_max_wait_ms=AT_ONCE.ms)
    inner = SimpleNamespace(_fetcher=fetcher)
    consumer._thread = SimpleNamespace(_ensure_consumer=lambda: inner)
    polls = ((100.0, False), (100.1, True), (100.9, False), (101.2, False), (101.3, True))
    waits = []
    for now, came in polls:
        clock = SimpleNamespace(monotonic=partial(float, now))
        monkeypatch.setattr("services.stage.kafka.consumer.time", clock)
        consumer._pace(came=came)
        waits.append(fetcher._fetch_max_wait_ms)
    assert waits == [200, 50, 50, 200, 50]


def test_they_are_kept_as_long_as_ever_where_brokers_answer_by_themselves() -> None:
    assert faust_app(ENRICH, Settings()).fetch_wait.busy_ms is None
    assert (
        faust_app(LEDGER, Settings(kafka_busy_wait_ms=50), fetch_wait=GATHERED).fetch_wait
        is GATHERED
    )
