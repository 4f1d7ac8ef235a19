"""What has no event any more is answered: when that is sure, and always with the same words."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from aiokafka import TopicPartition

from schemas.envelope import Envelope, Message, decode
from schemas.events import Outcome
from schemas.identity import outcome_id
from schemas.outcomes import OutcomeKind, Reason
from schemas.packed import BadEnvelope
from schemas.pipeline import LEDGER, OUTCOMES, SUBMITTED
from services.ledger import sweep as sweep_module
from services.ledger.account import enter
from services.ledger.facts import counted_from, fact_of
from services.ledger.ledger import Answered, Entry, Submitted, answered
from services.ledger.queries import find, open_entries
from services.ledger.sweep import AGAIN_AFTER_SECONDS, Sweep, expired
from services.ledger.unrecorded import UnrecordedAnswers
from services.settings import Settings
from services.stage.continuity.learn import learn_by
from services.stage.dead_letter import Failure, dead_letter
from services.stage.kafka.brokers import Seen
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.kafka.produce.producer import Unsent
from services.stage.record import Record
from services.stage.store.store import Store
from services.stage.submissions import decoder_of, received
from tests.support.longest_way import LONGEST_HOURS

T0 = 1_700_000_000.0
NOW = datetime.fromtimestamp(T0, UTC)
ENTRY = Entry("one", "https://a.example/1", T0)


def test_its_answer_is_the_same_message_whenever_it_is_sent() -> None:
    message = expired(ENTRY, 624)
    assert message == expired(ENTRY, 624)
    envelope = decode(message, Outcome)
    outcome = envelope.data
    assert (envelope.id, message.key) == (outcome_id("one"), b"one")
    assert (outcome.outcome, outcome.reason) == (OutcomeKind.FAILED, Reason.EXPIRED_IN_KAFKA)
    assert (outcome.url, outcome.stage) == (ENTRY.url, "ledger")
    assert (outcome.decided_at - outcome.submitted_at).total_seconds() == 624 * 3600


def test_the_answer_closes_the_entry() -> None:
    outcome = decode(expired(ENTRY, 624), Outcome).data
    closed = answered(ENTRY, Answered(outcome_id("one"), outcome))
    assert (closed.reason, closed.conflicts) == ("expired_in_kafka", 0)


class Topic:
    """Stand in for a producer: it keeps what it is given, or refuses it."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.refusal: Unsent = None

    async def send_many(self, topic: object, messages: Sequence[Message]) -> list[Unsent]:
        assert topic is OUTCOMES
        if self.refusal is None:
            self.sent += messages
        return [self.refusal for _ in messages]


class Answers:
    """Stand in for what Kafka says of the outcomes: all of them are read, as far as it is set."""

    def __init__(self) -> None:
        self.read_until: float | None = None
        self.meanwhile: Callable[[], Awaitable[object]] | None = None
        """What the ledger does while the brokers are asked."""

    async def until(self, now: float) -> float:
        if self.meanwhile is not None:
            await self.meanwhile()
        return now if self.read_until is None else self.read_until


class Letters:
    """Stand in for the brokers: they have the ledger's dead letters."""

    def __init__(self, *records: Record) -> None:
        self.records = records

    async def partitions(self, topics: Sequence[str]) -> list[TopicPartition]:
        return [TopicPartition(topic, 0) for topic in topics]

    async def look(self, places: Sequence[TopicPartition], _: object) -> dict[TopicPartition, Seen]:
        return dict.fromkeys(places, Seen("id", 0, len(self.records), None))

    async def read(self, _: TopicPartition, start: int, end: int) -> AsyncIterator[list[Record]]:
        yield [*self.records[start:end]]

    async def stop(self) -> None: ...


def letter_of(message: Message, error: Exception, **changed: Any) -> Record:
    """The letter of an answer that the ledger could not record."""
    record = Record(OUTCOMES.name, 0, 7, NOW, replace(message, **changed))
    ((_, letter),) = dead_letter(LEDGER, Failure(record, Reason.UNEXPECTED, error), NOW).messages
    return Record(LEDGER.dead_letters.name, 0, 0, NOW, letter)


def sweep_of(store: Store, topic: Topic, answers: Answers, letters: Letters | None = None) -> Sweep:
    async def keep(envelopes: list[Envelope[Any]]) -> None:
        await store.call_many(enter, [fact_of(each, T0) for each in envelopes])

    brokers: Any = letters or Letters()
    unrecorded = UnrecordedAnswers(lambda: brokers, learn_by(decoder_of(LEDGER), keep))
    return Sweep(store, topic, 624, answers, unrecorded)  # type: ignore[arg-type]


async def test_an_answer_among_the_dead_letters_is_recorded_and_no_other_is_given(
    store: Store,
) -> None:
    topic = Topic()
    await store.call(enter, Submitted("one", ENTRY.url, T0))
    given = expired(ENTRY, 1)
    letters = Letters(letter_of(given, TimeoutError("a slow database")))
    await sweep_of(store, topic, Answers(), letters).go_round(T0 + 700 * 3600)
    assert topic.sent == []
    (entry,) = await store.run(find, "one")
    assert (entry.outcome_id, entry.conflicts) == (outcome_id("one"), 0)


@pytest.mark.parametrize("damage", [{"value": b"{"}, {"headers": []}])
async def test_an_answer_that_cannot_be_read_is_given_no_more(
    store: Store, damage: dict[str, Any]
) -> None:
    topic = Topic()
    await store.call(enter, Submitted("one", ENTRY.url, T0))
    await store.call(enter, Submitted("two", ENTRY.url, T0))
    letters = Letters(letter_of(expired(ENTRY, 1), BadEnvelope("damaged"), **damage))
    await sweep_of(store, topic, Answers(), letters).go_round(T0 + 700 * 3600)
    assert [each.key for each in topic.sent] == [b"two"]


async def test_answers_that_stay_among_the_dead_letters_keep_no_later_url_from_its_own(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep_module, "AT_ONCE", 2)
    topic, names = Topic(), ("one", "two", "three")
    for number, name in enumerate((*names, "four", "five", "six")):
        await store.call(enter, Submitted(name, ENTRY.url, T0 + number))
    given = [expired(replace(ENTRY, submission_id=name), 1) for name in names]
    letters = Letters(*(letter_of(each, BadEnvelope("damaged"), value=b"{") for each in given))
    sweep, now = sweep_of(store, topic, Answers(), letters), T0 + 700 * 3600
    await sweep.go_round(now)
    assert len(topic.sent) <= 2
    for _ in range(3):
        await sweep.go_round(now)
    assert [each.key for each in topic.sent] == [b"four", b"five", b"six"]


async def test_what_the_ledger_has_not_read_may_be_the_answer(store: Store) -> None:
    topic, answers, now = Topic(), Answers(), T0 + 700 * 3600
    sweep = sweep_of(store, topic, answers)
    await store.call(enter, Submitted("one", ENTRY.url, T0))
    await store.call(enter, Submitted("two", ENTRY.url, T0 + 3600))
    answers.read_until = T0 + 624 * 3600
    await sweep.go_round(now)
    assert topic.sent == []
    answers.read_until += 60
    await sweep.go_round(now)
    assert [each.key for each in topic.sent] == [b"one"]
    answers.read_until += 3600
    await sweep.go_round(now)
    assert [each.key for each in topic.sent] == [b"one", b"two"]


async def test_an_answer_that_is_read_while_kafka_is_asked_stands_alone(store: Store) -> None:
    topic, answers = Topic(), Answers()
    await store.call(enter, Submitted("one", ENTRY.url, T0))
    outcome = decode(expired(ENTRY, 624), Outcome).data
    answers.meanwhile = lambda: store.call(enter, Answered(outcome_id("one"), outcome))
    await sweep_of(store, topic, answers).go_round(T0 + 700 * 3600)
    assert topic.sent == []


async def test_an_answer_is_sent_once_however_long_it_takes_to_close_its_entry(
    store: Store,
) -> None:
    topic, now = Topic(), T0 + 700 * 3600
    sweep = sweep_of(store, topic, Answers())
    await store.call(enter, Submitted("one", ENTRY.url, T0))
    topic.refusal = KafkaUnavailable("away")
    await sweep.go_round(now)
    topic.refusal = None
    for second in range(3):
        await sweep.go_round(now + second)
    assert topic.sent == [expired(ENTRY, 624)]
    await store.call(enter, Submitted("two", ENTRY.url, T0 + 1))
    await sweep.go_round(now + 3)
    assert [each.key for each in topic.sent] == [b"one", b"two"]
    await sweep.go_round(now + AGAIN_AFTER_SECONDS + 3)
    assert [each.key for each in topic.sent] == [b"one", b"two", b"one", b"two"]
    for name in ("one", "two"):
        outcome = decode(expired(Entry(name, ENTRY.url, T0), 624), Outcome).data
        await store.call(enter, Answered(outcome_id(name), outcome))
    await sweep.go_round(now + 9 * AGAIN_AFTER_SECONDS)
    assert len(topic.sent) == 4


def test_by_default_it_waits_until_no_topic_can_have_an_event_of_the_url() -> None:
    hours = Settings().ledger_expire_hours
    assert hours >= LONGEST_HOURS > SUBMITTED.retention_seconds / 3600


async def test_only_entries_without_an_answer_expire_and_the_oldest_first(store: Store) -> None:
    for number in range(4):
        await store.call(enter, Submitted(f"s{number}", "https://a.example/", T0 - number))
    outcome = decode(expired(Entry("s3", "https://a.example/", T0), 1), Outcome).data
    await store.call(enter, Answered(outcome_id("s3"), outcome))
    found = await store.run(open_entries, 10, T0)
    assert [entry.submission_id for entry in found] == ["s2", "s1"]
    assert [entry.submission_id for entry in await store.run(open_entries, 1, T0)] == ["s2"]


@pytest.mark.parametrize("together", [True, False])
async def test_what_is_submitted_again_is_awaited_from_then_on(
    together: bool, store: Store
) -> None:
    """Intake takes an id again that has had no answer for an hour: its URL is on its way anew."""
    first, again = Submitted("one", ENTRY.url, T0), Submitted("one", ENTRY.url, T0 + 3600)
    foreign = Submitted("one", "https://b.example/", T0 + 7200)  # refused: the id is not its own
    for facts in [[first, again, foreign]] if together else [[first], [again], [first], [foreign]]:
        await store.call_many(enter, facts)
    assert await store.run(open_entries, 10, T0 + 3600) == []
    (entry,) = await store.run(open_entries, 10, T0 + 3601)
    assert (entry.url, entry.submitted_at) == (ENTRY.url, T0 + 3600)


@pytest.mark.parametrize(
    "other", ["HTTPS://A.example:443/1?utm_source=x#top", "https://a.example/2"]
)
async def test_what_is_submitted_again_in_another_spelling_is_awaited_from_then_on(
    other: str, store: Store
) -> None:
    """Intake compares URLs in their normal form, and takes the id for lost."""
    await store.call(enter, Submitted("one", ENTRY.url, T0))
    for at in (T0 + 3600, T0 + 60):
        await store.call(enter, Submitted("one", other, at))
    (entry,) = await store.run(open_entries, 10, T0 + 7200)
    is_same = other.startswith("HTTPS")
    assert (entry.url, entry.submitted_at) == (ENTRY.url, T0 + 3600 * is_same)


async def test_a_submission_whose_client_has_a_wrong_clock_does_not_expire_at_once(
    store: Store,
) -> None:
    long_ago = datetime.fromtimestamp(T0, UTC)
    record = Record(SUBMITTED.name, 0, 7, long_ago, Message(None, b"https://a.example/1", []))
    await store.call(enter, fact_of(received(record), time.time()))
    assert await store.run(open_entries, 10, time.time() - LONGEST_HOURS * 3600) == []


async def test_a_submission_whose_clients_clock_is_fast_does_not_wait_for_ever(
    store: Store,
) -> None:
    far = datetime(9999, 12, 31, tzinfo=UTC)
    record = Record(SUBMITTED.name, 0, 7, far, Message(None, b"https://a.example/1", []))
    await store.call(enter, fact_of(received(record), time.time()))
    (entry,) = await store.run(open_entries, 10, time.time() + 1)
    assert entry.submitted_at <= time.time()


def test_a_time_that_can_be_is_believed() -> None:
    yesterday, now = T0 - 86_400, T0
    assert counted_from(yesterday, now) == yesterday
    assert counted_from(now + 60, now) == now
    assert counted_from(now - SUBMITTED.retention_seconds - 1, now) == now
