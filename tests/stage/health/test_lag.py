"""What asks the brokers, on a broker: it outlives a client that has no answers any more."""

import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from prometheus_client import REGISTRY

from services.settings import Settings
from services.stage.health.lag import LagMonitor
from services.stage.kafka.brokers import Brokers
from services.stage.kafka.errors import KafkaUnavailable
from tests.conftest import Broker


@pytest.fixture
def config(kafka: Broker) -> Settings:
    return Settings(kafka=kafka.bootstrap, kafka_request_timeout_seconds=2)


@pytest.fixture
async def topic(kafka: Broker) -> AsyncIterator[str]:
    name = f"asked-{uuid.uuid4().hex[:8]}"
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(name, 1, 1)])
    yield name
    await admin.close()


def end_its_metadata(client: Any) -> None:
    """Do to a client of aiokafka what an exception in its task does, and lose a connection."""
    client._client._sync_task.cancel()
    client._client.force_metadata_update()


@pytest.mark.timeout(60)
async def test_the_watch_asks_by_another_client(config: Settings, topic: str) -> None:
    monitor, owned = LagMonitor(config), {TopicPartition(topic, 0): 0}
    await monitor.look(owned)
    assert monitor._silent_since is None
    end_its_metadata(monitor._brokers._client)
    await monitor.look(owned)
    assert monitor._silent_since is not None
    await monitor.look(owned)
    assert monitor._silent_since is None
    await monitor.stop()


@pytest.mark.timeout(60)
async def test_an_unforeseen_fault_makes_a_new_client_too(config: Settings, topic: str) -> None:
    monitor, owned = LagMonitor(config), {TopicPartition(topic, 0): 0}
    await monitor.look(owned)
    assert monitor._brokers._client is not None

    async def fail(*_: Any) -> None:
        raise LookupError("aiokafka has a fault")

    monitor._brokers._client.end_offsets = fail
    await monitor.look(owned)
    assert monitor._silent_since is not None
    await monitor.look(owned)
    assert monitor._silent_since is None
    await monitor.stop()


class Ends:
    """A client of aiokafka that knows how far each partition goes."""

    async def topics(self) -> set[str]:
        return set()

    async def end_offsets(self, asked: list[TopicPartition]) -> dict[TopicPartition, int]:
        return dict.fromkeys(asked, 5_000)

    async def offsets_for_times(self, asked: dict[TopicPartition, int]) -> dict[Any, None]:
        return dict.fromkeys(asked)


async def test_a_topic_of_which_nothing_is_owned_any_more_has_no_lag_here() -> None:
    tp = TopicPartition("given-away.v1", 0)

    def told() -> list[float | None]:
        names = ("newsreel_consumer_lag_messages", "newsreel_consumer_lag_seconds")
        return [REGISTRY.get_sample_value(name, {"topic": tp.topic}) for name in names]

    monitor = LagMonitor(Settings(), [tp.topic])
    monitor._brokers._client = Ends()
    await monitor.look({tp: 0})
    assert told()[0] == 5_000
    assert told()[1]
    await monitor.look({})
    assert told() == [0, 0]


async def test_brokers_are_asked_where_nothing_is_owned_too() -> None:
    monitor = LagMonitor(Settings(kafka="127.0.0.1:1"))
    await monitor.look({})
    assert monitor._silent_since is not None


@pytest.mark.timeout(60)
async def test_topics_and_store_are_compared_by_another_client(
    config: Settings, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.stage.kafka.brokers.SILENCE_SECONDS", 2)
    brokers = Brokers(config)
    assert await brokers.partitions([topic]) == [TopicPartition(topic, 0)]
    end_its_metadata(brokers._client)
    with pytest.raises(KafkaUnavailable):
        await brokers.partitions([topic])
    assert await brokers.partitions([topic]) == [TopicPartition(topic, 0)]
    await brokers.stop()
