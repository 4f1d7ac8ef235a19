"""Clients ask for metadata with pauses while a partition has no leader."""

import asyncio
from typing import Any

import aiokafka.client
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.structs import PartitionMetadata

from services.local.child import free_port
from services.settings import Settings
from services.stage.kafka.options import client_options
from services.stage.kafka.patches import metadata_pace
from tests.conftest import Broker

TOPIC = "leaderless"
SECONDS = 2.0
FEW = 15
"""Pauses of 0.1, 0.2, 0.4, 0.8 and 1 s leave room for 5 in that time; without them 500 and more."""


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give the ports that clients try to connect to."""
    ports = []
    connect = aiokafka.client.create_conn

    async def count(host: str, port: int, **options: Any) -> Any:
        ports.append(port)
        return await connect(host, port, **options)

    monkeypatch.setattr(aiokafka.client, "create_conn", count)
    return ports


async def orphaned(client: Any, port: int) -> None:
    """Let a client know only a broker that is gone, and a topic whose partition has no leader."""
    broker = client.get_random_node()
    for connection in list(client._conns.values()):
        connection.close()
    known = client.cluster
    known._brokers[broker] = known._brokers[broker]._replace(port=port)
    known._partitions[TOPIC] = {
        0: PartitionMetadata(TOPIC, 0, leader=-1, replicas=[], isr=[], error=0)
    }
    client._topics = {TOPIC}


async def test_a_consumer_of_partitions_without_a_leader_asks_with_pauses(
    kafka: Broker, attempts: list[int]
) -> None:
    async with AIOKafkaConsumer(**client_options(Settings(kafka=kafka.bootstrap))) as consumer:
        port = free_port()
        await orphaned(consumer._client, port)
        consumer.assign([TopicPartition(TOPIC, 0)])
        consumer.seek(TopicPartition(TOPIC, 0), 0)
        await consumer.getmany(timeout_ms=int(SECONDS * 1000))
        assert 2 <= attempts.count(port) <= FEW


async def test_a_producer_to_partitions_without_a_leader_asks_with_pauses(
    kafka: Broker, attempts: list[int]
) -> None:
    producer = AIOKafkaProducer(**client_options(Settings(kafka=kafka.bootstrap)))
    await producer.start()
    port = free_port()
    await orphaned(producer.client, port)
    sent = await producer.send(TOPIC, b"-", partition=0)
    await asyncio.sleep(SECONDS)
    assert 2 <= attempts.count(port) <= FEW
    sent.cancel()
    await producer._sender.close()
    await producer.client.close()


async def test_metadata_of_other_topics_are_not_waited_for(
    kafka: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = AIOKafkaClient(
        **client_options(Settings(kafka=kafka.bootstrap)), retry_backoff_ms=60_000
    )
    monkeypatch.setattr(metadata_pace, "LONGEST_PAUSE_SECONDS", 60.0)
    await client.bootstrap()
    async with asyncio.timeout(20):
        for name in ("one", "two", "three"):
            await client.add_topic(name)
    again = client.force_metadata_update()
    await asyncio.wait([again], timeout=0.5)
    assert not again.done()
    await client.close()
