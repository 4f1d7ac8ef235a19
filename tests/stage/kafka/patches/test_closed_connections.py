"""A client outlives what it writes to a connection that has just ended."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiokafka.client import AIOKafkaClient
from aiokafka.conn import AIOKafkaConnection
from aiokafka.errors import KafkaConnectionError
from aiokafka.protocol.metadata import MetadataRequest

from services.settings import Settings
from services.stage.kafka.options import client_options
from services.stage.kafka.patches import closed_connections
from tests.conftest import Broker


@pytest.fixture
async def client(kafka: Broker) -> AsyncIterator[Any]:
    """A client of aiokafka whose connection ends just when it is first used."""
    made = AIOKafkaClient(**client_options(Settings(kafka=kafka.bootstrap)))
    await made.bootstrap()
    find = made._get_conn

    async def end(*args: Any, **kwargs: Any) -> Any:
        made._get_conn = find
        connection = await find(*args, **kwargs)
        connection._writer.transport.abort()
        await asyncio.sleep(0)  # closed, and aiokafka has yet to hear of it
        return connection

    made._get_conn = end
    yield made
    await made.close()


async def test_what_is_asked_on_an_ended_connection_fails_as_a_lost_one(client: Any) -> None:
    node = client.get_random_node()
    with pytest.raises(KafkaConnectionError, match="closed"):
        await client.send(node, MetadataRequest([]))
    assert (await client.send(node, MetadataRequest([]))).brokers


async def test_metadata_are_still_renewed(client: Any) -> None:
    assert await asyncio.wait_for(client.force_metadata_update(), 10) is False
    assert await asyncio.wait_for(client.force_metadata_update(), 10) is True


async def test_aiokafka_by_itself_never_renews_them_again(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AIOKafkaConnection, "send", closed_connections._send)
    renewed = client.force_metadata_update()
    await asyncio.wait([client._sync_task], timeout=10)
    assert isinstance(client._sync_task.exception(), RuntimeError)
    assert not renewed.done()
    client._sync_task = None  # else it fails to close
