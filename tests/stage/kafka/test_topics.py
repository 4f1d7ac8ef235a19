"""What an operator is told to do about topics that differ from the contract."""

import pytest

from schemas.pipeline import PUBLISHED, TOPICS, Topic
from services.settings import Settings
from services.stage.kafka.topics import partition_lines

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
