"""Whether an answer may stand unread is asked of Kafka, and known only when all is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from aiokafka import TopicPartition

from schemas.pipeline import LEDGER, OUTCOMES
from services.ledger.answers_read import AnswersRead, look_at_outcomes
from services.local.tansu import Tansu
from services.settings import Settings
from services.stage.kafka.brokers import Seen
from services.stage.kafka.connected import connected_consumer, let_go
from services.stage.kafka.errors import KafkaUnavailable
from tests.harness.chaos.topics import create_topics
from tests.support.stack import ForeignClient

FIRST, SECOND = TopicPartition(OUTCOMES.name, 0), TopicPartition(OUTCOMES.name, 1)


@dataclass
class Outcomes:
    """Stands in for the brokers: says of two partitions what the test has set."""

    seen: dict[TopicPartition, Seen] = field(default_factory=dict)

    def stand(self, place: TopicPartition, reached: int | None, end: int, start: int = 0) -> None:
        self.seen[place] = Seen("id", start, end, reached)

    async def look(self) -> Mapping[TopicPartition, Seen]:
        if not self.seen:
            raise KafkaUnavailable("away")
        return dict(self.seen)


@pytest.fixture
def outcomes() -> Outcomes:
    outcomes = Outcomes()
    outcomes.stand(FIRST, reached=5, end=5)
    outcomes.stand(SECOND, reached=3, end=9)
    return outcomes


async def test_all_is_read_when_each_partition_is_where_it_ended_at_a_look_before(
    outcomes: Outcomes,
) -> None:
    answers_read = AnswersRead(outcomes.look)
    assert await answers_read.until(100.0) == 0.0
    assert await answers_read.until(105.0) == 0.0
    outcomes.stand(SECOND, reached=9, end=12)  # more comes all the time
    assert await answers_read.until(110.0) == 100.0
    outcomes.stand(FIRST, reached=6, end=8)
    assert await answers_read.until(115.0) == 100.0
    outcomes.stand(SECOND, reached=12, end=12)
    assert await answers_read.until(120.0) == 110.0


async def test_what_is_empty_or_deleted_needs_no_reading(outcomes: Outcomes) -> None:
    outcomes.stand(FIRST, reached=None, end=0)
    outcomes.stand(SECOND, reached=3, start=9, end=9)
    answers_read = AnswersRead(outcomes.look)
    assert await answers_read.until(100.0) == 0.0
    assert await answers_read.until(105.0) == 100.0


@pytest.mark.parametrize("reached", [None, 0, 4, 50], ids=["none", "start", "behind", "other"])
async def test_a_group_that_has_not_read_it_to_its_end_is_not_sure(
    reached: int | None, outcomes: Outcomes
) -> None:
    """An offset behind the end was committed in a topic of the same name that is gone."""
    outcomes.seen.pop(SECOND)
    outcomes.stand(FIRST, reached=reached, end=5)
    answers_read = AnswersRead(outcomes.look)
    assert [await answers_read.until(at) for at in (100.0, 105.0, 110.0)] == [0.0, 0.0, 0.0]


async def test_a_partition_that_is_added_is_read_before_it_is_sure_again(
    outcomes: Outcomes,
) -> None:
    outcomes.seen.pop(SECOND)
    answers_read = AnswersRead(outcomes.look)
    assert [await answers_read.until(at) for at in (100.0, 105.0)] == [0.0, 100.0]
    outcomes.stand(SECOND, reached=None, end=2)
    assert [await answers_read.until(at) for at in (110.0, 115.0)] == [100.0, 100.0]
    outcomes.stand(SECOND, reached=2, end=2)
    assert await answers_read.until(120.0) == 110.0


async def test_brokers_that_are_away_are_an_error() -> None:
    with pytest.raises(KafkaUnavailable):
        await AnswersRead(Outcomes().look).until(100.0)


async def test_the_brokers_tell_what_the_group_has_committed_in_whatever_process() -> None:
    with Tansu() as broker:
        create_topics(broker.bootstrap, 2)
        settings = Settings(kafka=broker.bootstrap)
        ForeignClient(broker.bootstrap).send(OUTCOMES.name, b"{}", b"key")
        unread = await look_at_outcomes(settings)
        assert unread.keys() == {FIRST, SECOND}
        assert sorted((seen.end, seen.reached) for seen in unread.values()) == [
            (0, None),
            (1, None),
        ]
        answers_read = AnswersRead(lambda: look_at_outcomes(settings))
        assert [await answers_read.until(at) for at in (100.0, 105.0)] == [0.0, 0.0]
        (place,) = (place for place, seen in unread.items() if seen.end)
        process = await connected_consumer(settings, group_id=LEDGER.group)
        process.assign([TopicPartition(*place)])
        await process.commit({TopicPartition(*place): 1})
        await let_go(process)
        assert await answers_read.until(110.0) == 100.0
