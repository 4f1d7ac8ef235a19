"""A consumer stops, whatever its routine is waiting for."""

import asyncio
import uuid

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from services.settings import Settings
from services.stage.kafka.connected import connected_consumer
from tests.conftest import Broker


async def slow_to_end(begun: asyncio.Event) -> None:
    """Stand for a request that has to close something before it ends."""
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        begun.set()
        await asyncio.sleep(0.3)


async def test_a_consumer_that_exchanges_its_partitions_can_be_stopped(kafka: Broker) -> None:
    topic = f"exchanged-{uuid.uuid4().hex[:8]}"
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 2, 1)])
    await admin.close()
    consumer: AIOKafkaConsumer = await connected_consumer(Settings(kafka=kafka.bootstrap))
    consumer.assign([TopicPartition(topic, 0)])
    await consumer.seek_to_beginning()
    begun = asyncio.Event()
    consumer._fetcher._pending_tasks.add(asyncio.create_task(slow_to_end(begun)))
    await asyncio.sleep(0)
    consumer.assign([TopicPartition(topic, 1)])
    await begun.wait()
    stopping = asyncio.create_task(consumer.stop())
    ended, _ = await asyncio.wait([stopping], timeout=20)
    stopping.cancel()
    assert ended
