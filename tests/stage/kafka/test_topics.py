"""What an operator is told to do about topics that differ from the contract."""

import asyncio
from dataclasses import replace

import pytest

from schemas.pipeline import CONTROL, EXTRACTED, FETCH, FETCHED, PUBLISHED, TOPICS
from schemas.topic import Topic
from services.settings import Settings
from services.stage.kafka import topics
from services.stage.kafka.topics import TopicAdmin, config_lines, partition_lines, wanted_config
from tests.conftest import Broker

SETTINGS = Settings()


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_topic_with_its_partitions_or_more_is_right(topic: Topic) -> None:
    for more in (0, 1):
        assert partition_lines(topic, topic.partitions + more, SETTINGS) == []


@pytest.mark.parametrize(
    "topic", [topic for topic in TOPICS if topic.partitions > 1], ids=lambda topic: topic.name
)
def test_partitions_are_added_only_where_no_key_can_lie_in_two(topic: Topic) -> None:
    (line,) = partition_lines(topic, 1, SETTINGS)
    assert f"1 partitions, wanted {topic.partitions}" in line
    assert ("--alter" in line) == (not topic.compacted)
    drained = line.partition("--alter")[0]
    assert ("stop all stages" in drained) == bool(topic.key)


def test_a_compacted_topic_is_made_anew() -> None:
    (line,) = partition_lines(PUBLISHED, 1, SETTINGS)
    assert "never add to it" in line
    assert "topics create" in line


def test_what_mends_a_topic_is_a_command_that_names_the_brokers() -> None:
    wanted = wanted_config(PUBLISHED)
    (line,) = config_lines(PUBLISHED, wanted | {"segment.ms": "500"}, Settings(kafka="k:9092"))
    said, _, shell = line.partition("; fix it: ")
    assert said == f"{PUBLISHED.name}: segment.ms is 500, wanted {wanted['segment.ms']}"
    assert shell == (
        f"kafka-configs.sh --bootstrap-server k:9092 --alter --topic {PUBLISHED.name}"
        f" --add-config segment.ms={wanted['segment.ms']}"
    )


HOUR_MS = 3_600_000


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_message_stays_little_longer_than_its_topic_keeps_it(topic: Topic) -> None:
    config = wanted_config(topic)
    retention, segment = int(config["retention.ms"]), int(config["segment.ms"])
    assert HOUR_MS <= segment <= 7 * 24 * HOUR_MS
    if retention > 0:
        assert retention / 20 < segment <= retention / 7  # some files a partition, not dozens
    assert ("max.compaction.lag.ms" in config) == topic.compacted


def test_who_reads_once_a_month_is_told_that_an_article_has_gone() -> None:
    assert int(wanted_config(PUBLISHED)["delete.retention.ms"]) == 30 * 24 * HOUR_MS
    assert "delete.retention.ms" not in wanted_config(FETCHED)


def test_files_end_by_what_the_topic_keeps() -> None:
    topics = (EXTRACTED, FETCHED, CONTROL, FETCH.dead_letters)
    hours = [int(wanted_config(topic)["segment.ms"]) // HOUR_MS for topic in topics]
    assert hours == [6, 24, 24, 7 * 24]


async def test_the_brokers_take_the_configuration(
    kafka: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # under names of their own: the broker is shared, and tests make topics in other ways
    ours = tuple(replace(topic, name=f"{topic.name}.as-wanted") for topic in TOPICS)
    monkeypatch.setattr(topics, "TOPICS", ours)
    async with TopicAdmin(Settings(kafka=kafka.bootstrap)) as admin:
        assert await admin.create() == [topic.name for topic in ours]
        for _ in range(100):  # Kafka creates them a moment after it has said so
            told = await admin.differences()
            if not any("missing" in line for line in told):
                break
            await asyncio.sleep(0.1)
        assert told == []
