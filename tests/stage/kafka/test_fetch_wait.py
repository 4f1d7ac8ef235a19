"""How a broker hands over messages that trickle in: each at once, or many together."""

import asyncio
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from schemas.pipeline import ENRICH, LEDGER, PIPELINE, Step
from services.settings import Settings
from services.stage.app import faust_app
from services.stage.kafka.consumer import WatermarkConsumer
from services.stage.kafka.fetch_wait import AT_ONCE, BESIDE_ANSWERS, GATHERED, FetchPace, usual_wait
from tests.conftest import Broker

MESSAGES = 12
EVERY_SECONDS = 0.06


async def nothing(*_: Any) -> None:
    """Stand in for what Faust does about a message or a rebalance."""


def client(broker: str, step: Step) -> AIOKafkaConsumer:
    """Make the aiokafka consumer of a stage."""
    transport: Any = faust_app(step, Settings(kafka=broker)).transport
    thread = WatermarkConsumer(transport, nothing, nothing, nothing)._new_consumer_thread()
    made: AIOKafkaConsumer = thread._create_worker_consumer(transport)
    return made


async def trickle(broker: str, topic: str) -> None:
    async with AIOKafkaProducer(bootstrap_servers=broker) as producer:
        for _ in range(MESSAGES):
            await producer.send_and_wait(topic, b"x", partition=0)
            await asyncio.sleep(EVERY_SECONDS)


async def sizes(broker: str, step: Step) -> list[int]:
    """How many messages came at a time."""
    topic = f"waited-{uuid.uuid4().hex[:8]}"
    admin = AIOKafkaAdminClient(bootstrap_servers=broker)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, 1)])
    await admin.close()
    consumer = client(broker, step)
    await consumer.start()
    consumer.assign([TopicPartition(topic, 0)])
    await consumer.seek_to_beginning()
    writing = asyncio.create_task(trickle(broker, topic))
    came: list[int] = []
    while sum(came) < MESSAGES:
        got = await consumer.getmany(timeout_ms=100)
        came += [len(records) for records in got.values()]
    await writing
    await consumer.stop()
    return came


@pytest.mark.timeout(120)
async def test_messages_are_gathered_where_nobody_waits_for_them(kafka: Broker) -> None:
    gathered, at_once = [await sizes(kafka.bootstrap, step) for step in (LEDGER, ENRICH)]
    assert 2 * len(gathered) < len(at_once)


def test_a_stage_waits_by_what_it_reads_and_what_waits_for_it() -> None:
    assert {step.stage: usual_wait(step) for step in PIPELINE} == {
        "intake": BESIDE_ANSWERS,
        "fetch": BESIDE_ANSWERS,
        "extract": AT_ONCE,
        "enrich": AT_ONCE,
        "publish": BESIDE_ANSWERS,
        "ledger": GATHERED,
    }


class Clock:
    """Monotonic time, as a test sets it."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("services.stage.kafka.fetch_wait.time", made)
    return made


def waits(pace: FetchPace, clock: Clock, *steps: tuple[float, float | None]) -> list[int]:
    """Say of each step (monotonic time, age of what comes or None) how long the next one waits."""
    found = []
    for clock.now, age in steps:
        if age is not None:
            pace.note_arrival()
            pace.note_backlog(age, True)
        found.append(pace.wait().ms)
    return found


def test_requests_are_kept_for_less_while_events_are_coming(clock: Clock) -> None:
    pace = FetchPace(busy_ms=50)
    steps = ((100.0, None), (100.1, 0.2), (100.9, None), (101.2, None), (101.3, 0.2))
    assert waits(pace, clock, *steps) == [200, 50, 50, 200, 50]


def test_they_are_kept_as_long_as_ever_where_brokers_answer_by_themselves(clock: Clock) -> None:
    assert waits(FetchPace(), clock, (100.0, None), (100.1, 0.2)) == [200, 200]
    assert waits(FetchPace(GATHERED, 50), clock, (100.0, None), (100.1, 0.2)) == [500, 500]


def test_behind_a_backlog_events_become_a_twentieth_older_at_most(clock: Clock) -> None:
    pace = FetchPace(busy_ms=50)
    steps = ((100.0, 4.0), (105.5, 6.0), (106.0, 12.0), (106.5, 900.0))
    assert waits(pace, clock, *steps) == [50, 300, 600, 1000]
    assert pace.wait().least_bytes == GATHERED.least_bytes


def test_beside_the_answers_to_a_backlog_new_submissions_hardly_wait(clock: Clock) -> None:
    pace = FetchPace(BESIDE_ANSWERS, busy_ms=50)
    assert waits(pace, clock, (100.0, 4.0), (105.5, 6.0), (106.5, 900.0)) == [50, 200, 200]
    assert pace.wait().least_bytes == GATHERED.least_bytes


def test_young_events_among_old_ones_are_not_made_to_wait(clock: Clock) -> None:
    pace = FetchPace(busy_ms=50)
    steps = ((100.0, 60.0), (100.1, 0.1), (100.2, 60.0), (105.0, 60.0), (105.2, 60.0))
    assert waits(pace, clock, *steps) == [1000, 50, 50, 50, 1000]


def test_the_last_of_a_backlog_let_the_next_come_at_once(clock: Clock) -> None:
    pace = FetchPace()
    assert waits(pace, clock, (100.0, 60.0)) == [1000]
    pace.note_arrival()
    pace.note_backlog(60.0, False)
    pace.note_backlog(60.0, True)  # of another partition, where the end has not come yet
    assert pace.wait() == AT_ONCE
    assert waits(pace, clock, (101.1, 60.0)) == [1000]


def test_what_comes_after_a_pause_does_not_wait_for_what_came_before_it(clock: Clock) -> None:
    pace = FetchPace()
    assert waits(pace, clock, (100.0, 60.0)) == [1000]
    clock.now = 101.1
    pace.note_arrival()  # its age is not known yet
    assert pace.wait() == AT_ONCE


def test_the_consumer_asks_as_the_pace_says(clock: Clock) -> None:
    app = faust_app(ENRICH, Settings(kafka_busy_wait_ms=50))
    transport: Any = app.transport
    consumer: Any = WatermarkConsumer(transport, nothing, nothing, nothing)
    fetcher = SimpleNamespace()
    inner = SimpleNamespace(_fetcher=fetcher)
    consumer._thread = SimpleNamespace(_ensure_consumer=lambda: inner)
    consumer._set_wait(came=True)
    assert (fetcher._fetch_max_wait_ms, fetcher._fetch_min_bytes) == (50, 1)
    app.fetch_pace.note_backlog(60.0, True)
    consumer._set_wait(came=False)
    assert (fetcher._fetch_max_wait_ms, fetcher._fetch_min_bytes) == (1000, 65_536)
