"""Messages made up into batches by partition."""

from collections.abc import AsyncIterator

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.partitioner import DefaultPartitioner
from hypothesis import given
from hypothesis import strategies as st

from schemas.envelope import Message
from services.stage.parcels import parcels, partition_of


@pytest.fixture
async def producer() -> AsyncIterator[AIOKafkaProducer]:
    """A producer that never connects: it only makes batches."""
    made = AIOKafkaProducer(bootstrap_servers="127.0.0.1:1", max_batch_size=10_000)
    yield made
    await made.stop()


@given(key=st.binary(max_size=60), count=st.integers(1, 64))
def test_a_key_has_the_partition_that_kafka_gives_it(key: bytes, count: int) -> None:
    partitions = list(range(count))
    assert partition_of(key, partitions) == DefaultPartitioner()(key, partitions, partitions)


async def test_every_message_is_in_one_parcel_of_its_partition_in_order(
    producer: AIOKafkaProducer,
) -> None:
    messages = [Message(f"site-{n % 40}".encode(), b"x" * 50, [("h", b"v")]) for n in range(400)]
    partitions = [0, 1, 2]
    made = parcels(producer, partitions, messages)
    assert sorted(n for parcel in made for n in parcel.numbers) == list(range(400))
    for partition in partitions:
        numbers = [n for parcel in made if parcel.partition == partition for n in parcel.numbers]
        assert numbers == sorted(numbers)
        assert {partition_of(messages[n].key, partitions) for n in numbers} == {partition}


async def test_a_message_larger_than_a_batch_travels_alone(producer: AIOKafkaProducer) -> None:
    messages = [Message(b"k", b"x" * (50_000 if n == 2 else 50), []) for n in range(5)]
    assert [parcel.numbers for parcel in parcels(producer, [0], messages)] == [[0, 1], [2], [3, 4]]


async def test_a_message_without_key_goes_anywhere() -> None:
    assert {partition_of(None, [0, 1]) for _ in range(100)} == {0, 1}
