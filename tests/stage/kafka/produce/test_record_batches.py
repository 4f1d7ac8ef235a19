"""Messages made up into batches by partition."""

import pytest
from aiokafka.partitioner import DefaultPartitioner
from aiokafka.record.default_records import DefaultRecordBatch
from hypothesis import given
from hypothesis import strategies as st

from schemas.envelope import Message
from schemas.pipeline import CONTROL, ENRICHED, FETCHED, INTAKE, SITES, TOPICS
from schemas.topic import Topic
from services.stage.kafka.produce.record_batches import (
    by_partition,
    codec_of,
    open_partitions,
    partition_of,
    record_batches,
)


@given(key=st.binary(max_size=60), count=st.integers(1, 64))
def test_a_key_has_the_partition_that_kafka_gives_it(key: bytes, count: int) -> None:
    partitions = list(range(count))
    assert partition_of(key, partitions) == DefaultPartitioner()(key, partitions, partitions)


@pytest.mark.parametrize("topic", [CONTROL, SITES, INTAKE.dead_letters])
def test_a_topic_of_one_partition_stays_in_it_though_others_are_added(topic: Topic) -> None:
    assert open_partitions(topic.name, [0, 1, 2]) == [0]
    assert open_partitions(ENRICHED.name, [0, 1, 2]) == [0, 1, 2]
    assert open_partitions("another.topic", [0, 1]) == [0, 1]


def test_every_message_is_sorted_to_its_partition_in_order() -> None:
    messages = [Message(f"site-{n % 40}".encode(), b"x", []) for n in range(400)]
    sorted_out = by_partition([0, 1, 2], messages)
    assert sorted(n for mine in sorted_out.values() for n in mine) == list(range(400))
    for partition, mine in sorted_out.items():
        assert list(mine) == sorted(mine)
        assert {partition_of(message.key, [0, 1, 2]) for message in mine.values()} == {partition}


def test_every_message_is_in_one_batch_in_order() -> None:
    messages = [Message(b"k", f"{n:050}".encode(), [("h", b"v")]) for n in range(400)]
    made = record_batches(messages, 10_000, DefaultRecordBatch.CODEC_NONE)
    assert len(made) > 1
    assert [each for batch in made for each in batch.messages] == messages


def test_a_message_larger_than_a_batch_travels_alone() -> None:
    messages = [Message(b"k", b"%d" % n + b"x" * (50_000 if n == 2 else 50), []) for n in range(5)]
    made = record_batches(messages, 10_000, DefaultRecordBatch.CODEC_NONE)
    assert [batch.messages for batch in made] == [messages[:2], messages[2:3], messages[3:]]


async def test_a_message_without_key_goes_anywhere() -> None:
    assert {partition_of(None, [0, 1]) for _ in range(100)} == {0, 1}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_public_topics_have_the_codec_that_every_client_reads_as_installed(topic: Topic) -> None:
    messages = [Message(b"k", b"the same words " * 100, [])]
    (made,) = record_batches(messages, 10_000, codec_of(topic.name))
    attributes = made.builder._build()[22]  # of a record batch v2; the low three bits are the codec
    internal = "none" if topic is FETCHED else "zstd"
    assert topic.codec == ("gzip" if topic.public else internal)
    assert attributes & 7 == {"none": 0, "gzip": 1, "zstd": 4}[topic.codec]


def test_a_page_which_is_packed_is_not_packed_again() -> None:
    assert codec_of(FETCHED.name) == DefaultRecordBatch.CODEC_NONE
    assert codec_of(ENRICHED.name) == DefaultRecordBatch.CODEC_ZSTD
