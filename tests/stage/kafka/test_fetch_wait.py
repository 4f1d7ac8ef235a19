"""How a broker hands over messages that trickle in: each at once, or many together."""

import asyncio
import uuid
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from schemas.pipeline import LEDGER
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
