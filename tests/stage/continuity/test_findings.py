"""What is found of topics, offsets and a store that no longer belong together."""

from dataclasses import dataclass, field

import pytest
from aiokafka import TopicPartition

from services.stage.continuity.findings import Finding, Kind, after, compare
from services.stage.continuity.table import Known
from services.stage.kafka.brokers import Seen

ONE, TWO = TopicPartition("t", 0), TopicPartition("t", 1)
KNOWN = Known("id-1", start=10, reached=50, seen_at=1.0)


@dataclass(frozen=True)
class Case:
    name: str
    seen: dict[TopicPartition, Seen]
    found: list[Finding]
    known: dict[TopicPartition, Known] = field(default_factory=lambda: {ONE: KNOWN})


def seen(
    start: int = 10, end: int = 90, reached: int | None = 50, topic_id: str | None = "id-1"
) -> Seen:
    return Seen(topic_id, start, end, reached)


CASES = [
    Case("all is as it was", {ONE: seen()}, []),
    Case("work goes on", {ONE: seen(start=40, reached=80)}, []),
    Case("nobody has committed yet", {ONE: seen(reached=None)}, []),
    Case("a topic that nobody knows", {ONE: seen(start=0, reached=None)}, [], known={}),
    Case(
        "retention took what was not read",
        {ONE: seen(start=60)},
        [Finding(Kind.EVENTS_EXPIRED, "t", 10)],
    ),
    Case("what was read may go", {ONE: seen(start=50)}, []),
    Case(
        "what was counted once is not counted again",
        {ONE: seen(start=60)},
        [],
        known={ONE: KNOWN._replace(start=60)},
    ),
    Case(
        "nor is what has gone since counted with it",
        {ONE: seen(start=65)},
        [Finding(Kind.EVENTS_EXPIRED, "t", 5)],
        known={ONE: KNOWN._replace(start=60)},
    ),
    Case(
        "a group that has committed nothing loses, too",
        {ONE: seen(start=20, reached=None)},
        [Finding(Kind.EVENTS_EXPIRED, "t", 10)],
        known={ONE: KNOWN._replace(reached=10)},
    ),
    Case(
        "the topic was made anew",
        {ONE: seen(0, 90, None, "id-2"), TWO: seen(0, 3, 1, "id-2")},
        [Finding(Kind.TOPIC_MADE_ANEW, "t")],
        known={ONE: KNOWN, TWO: KNOWN},
    ),
    Case(
        "brokers without ids: it ends before what was read of it",
        {ONE: seen(0, 49, None, None)},
        [Finding(Kind.TOPIC_MADE_ANEW, "t")],
    ),
    Case(
        "offsets were set back",
        {ONE: seen(reached=30)},
        [Finding(Kind.OFFSETS_RESET, "t", 20)],
    ),
    Case(
        "a topic has got partitions",
        {ONE: seen(), TWO: seen(0, 5, None)},
        [Finding(Kind.PARTITIONS_ADDED, "t", 1)],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_does_not_belong_together_is_found(case: Case) -> None:
    assert compare(case.known, case.seen) == case.found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_was_found_once_is_not_found_again(case: Case) -> None:
    now = {place: after(case.known.get(place), each, 2.0) for place, each in case.seen.items()}
    assert compare(now, case.seen) == []
