"""A batch: its steps are taken together, and each of its events ends by itself."""

import asyncio
import math
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from prometheus_client import REGISTRY

from schemas.envelope import Envelope, Message, encode, read_passport
from schemas.events import Event, UrlAccepted
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import ACCEPTED, OUTCOMES, RETRACTED, Step
from schemas.topic import Topic
from services.clock import STALL_SECONDS, now
from services.stage.dependencies import Dependencies, DependencyTimeout
from services.stage.endings import Ended, LookAgain, Published, TransientError
from services.stage.function import Together
from services.stage.handling.handling import Handling
from services.stage.handling.in_flight import BACKLOG_EVENTS, InFlight
from services.stage.kafka.errors import KafkaUnavailable, MessageTooLarge
from services.stage.kafka.produce.producer import Unsent
from services.stage.key_locks import KeyLocks
from services.stage.record import Record
from services.stage.store.errors import StoreDamaged, StoreUnavailable
from services.stage.submissions import decoder_of

AT = datetime(2026, 3, 1, tzinfo=UTC)
STEP = Step("batch-probe", "Probe.", (ACCEPTED,), Topic("batch.sink.v1", "url", UrlAccepted, 1, 1))
DECODE = decoder_of(STEP)


@dataclass
class Wire:
    """Brokers that keep what they confirm, and refuse what they are told to."""

    kept: list[tuple[str, Message]] = field(default_factory=list)
    too_large: str = "none"
    largest: float = math.inf
    """Bytes of a value that is confirmed."""
    away: list[str] = field(default_factory=list)
    """Words in values that are not confirmed, each once."""

    async def send_many(self, topic: str, messages: Sequence[Message]) -> list[Unsent]:
        return [self._sent(topic, message) for message in messages]

    def _sent(self, topic: str, message: Message) -> Unsent:
        words = (message.value or b"").decode("utf-8", "replace")
        if self.too_large in words and topic == STEP.produces.name:  # type: ignore[union-attr]
            return MessageTooLarge(words)
        if len(message.value or b"") > self.largest:
            return MessageTooLarge(topic)
        for word in self.away:
            if word in words:
                self.away.remove(word)
                return KafkaUnavailable(word)
        self.kept.append((topic, message))
        return None

    def numbers(self, topic: str) -> list[int]:
        """Numbers of the events that lie on a topic, in the order in which they came."""
        values = [
            orjson.loads(message.value or b"") for name, message in self.kept if name == topic
        ]
        return [int(value["url"].rpartition("/")[2]) for value in values]

    @property
    def in_backlog(self) -> list[bool]:
        """Of the events that were passed on, what their passports say."""
        kept = [message for name, message in self.kept if name == "batch.sink.v1"]
        return [read_passport(each.header["newsreel_passport"]).in_backlog for each in kept]

    @property
    def passed(self) -> list[int]:
        return self.numbers("batch.sink.v1")

    @property
    def reasons(self) -> dict[str, str]:
        values = [orjson.loads(m.value or b"") for name, m in self.kept if name == OUTCOMES.name]
        return {value["submission_id"]: value["reason"] for value in values}

    @property
    def dead_letters(self) -> list[Message]:
        return [message for name, message in self.kept if name == STEP.dead_letters.name]


def record(
    number: int, value: bytes | None = None, submitted_at: datetime = AT, in_backlog: bool = False
) -> Record:
    url = f"https://a.example/{number}"
    passport = Passport(
        submission_id=f"s-{number}",
        submitted_url=url,
        submitted_at=submitted_at,
        in_backlog=in_backlog,
    )
    data = UrlAccepted(url=url, host="a.example", site="a.example")
    message = encode(Envelope(f"cause-{number}", "test", AT, passport, data), url)
    return Record(ACCEPTED.name, 0, number, AT, replace(message, value=value or message.value))


def number_in(envelope: Envelope[Any]) -> int:
    return int(envelope.data.url.rpartition("/")[2])


async def passed_on(envelopes: Sequence[Envelope[Any]]) -> list[UrlAccepted]:
    return [envelope.data for envelope in envelopes]


async def run(wire: Wire, records: list[Record], handle: Any = passed_on, limit: float = 5) -> None:
    shell = Handling(STEP, DECODE, wire, Dependencies(limit), 10)
    await shell.run(records, handle)


def counted(outcome: str) -> float:
    labels = {"stage": STEP.stage, "outcome": outcome, "reason": ""}
    return REGISTRY.get_sample_value("newsreel_events_total", labels) or 0


async def test_all_events_of_a_batch_are_handled_in_one_call_and_sent_in_order() -> None:
    wire, calls = Wire(), Counter[int]()

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[UrlAccepted]:
        calls[len(envelopes)] += 1
        return await passed_on(envelopes)

    before = counted("passed")
    await run(wire, [record(n) for n in range(50)], handle)
    assert calls == {50: 1}
    assert wire.passed == list(range(50))
    assert counted("passed") - before == 50


async def test_the_age_of_the_youngest_event_of_a_batch_is_noted() -> None:
    told: list[tuple[float, bool]] = []
    shell = Handling(
        STEP,
        DECODE,
        Wire(),
        Dependencies(5),
        10,
        note_backlog=lambda *it: told.append(it),
    )
    submitted = [now() - timedelta(seconds=age) for age in (300, 20, 60)]
    await shell.run([record(1, submitted_at=at) for at in submitted], passed_on)
    ((age, in_backlog),) = told
    assert age == pytest.approx(20, abs=5)
    assert not in_backlog
    unknown = Record(ACCEPTED.name, 0, 2, AT, Message(None, b"{", []))
    await shell.run([unknown], passed_on)
    assert len(told) == 1


async def test_a_batch_is_of_a_backlog_where_all_of_its_events_are() -> None:
    told: list[bool] = []
    wire = Wire()
    shell = Handling(
        STEP,
        DECODE,
        wire,
        Dependencies(5),
        10,
        note_backlog=lambda _, more: told.append(more),
    )
    await shell.run([record(1, in_backlog=True), record(2)], passed_on)
    await shell.run([record(1, in_backlog=True), record(2, in_backlog=True)], passed_on)
    assert told == [False, True]
    assert wire.in_backlog == [True, False, True, True]  # as they came: no queue is known here


async def test_a_stage_with_a_queue_says_itself_what_is_of_a_backlog() -> None:
    wire, roomy, full, drained = Wire(), InFlight(10, print), InFlight(1, print), InFlight(1, print)
    shell = Handling(STEP, DECODE, wire, Dependencies(5), 10)
    full.begin(asyncio.sleep(60), BACKLOG_EVENTS)
    drained.begin(asyncio.sleep(0))
    await drained.wait_for_room()
    for places in (roomy, full, drained):
        for came in (True, False):
            await shell.run([record(1, in_backlog=came)], passed_on, in_flight=places)
    assert wire.in_backlog == [True, False, True, True, False, False]
    await full.finish(0)


async def test_an_undecodable_event_in_a_batch_becomes_a_dead_letter_alone() -> None:
    wire = Wire()
    await run(wire, [record(n, b"{" if n == 3 else None) for n in range(6)])
    assert wire.passed == [0, 1, 2, 4, 5]
    assert [message.value for message in wire.dead_letters] == [b"{"]
    assert wire.reasons == {"s-3": "undecodable"}


async def test_a_batch_of_nothing_but_undecodable_events_never_reaches_the_function() -> None:
    wire = Wire()
    await run(wire, [record(n, b"{") for n in range(3)], handle=None)
    assert len(wire.dead_letters) == 3


async def test_an_undecodable_event_waits_for_none_of_its_key() -> None:
    wire, gate = Wire(), asyncio.Event()
    shell, turns = Handling(STEP, DECODE, wire, Dependencies(5), 10), KeyLocks()

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[UrlAccepted]:
        await gate.wait()
        return await passed_on(envelopes)

    async def of_one_key(number: int, value: bytes | None = None) -> None:
        event = record(number, value)
        message = replace(event.message, key=b"one")
        await shell.run([replace(event, message=message)], handle, turns)

    async with asyncio.TaskGroup() as tasks:
        for number in (0, 1):
            tasks.create_task(of_one_key(number))
        await of_one_key(2, b"{")
        assert len(wire.dead_letters) == 1
        assert wire.passed == []
        gate.set()
    assert wire.passed == [0, 1]


async def test_an_event_that_the_function_fails_on_becomes_a_dead_letter_alone() -> None:
    wire = Wire()

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[UrlAccepted]:
        if 2 in map(number_in, envelopes):
            raise RuntimeError("a bug")
        return await passed_on(envelopes)

    await run(wire, [record(n) for n in range(5)], handle)
    assert sorted(wire.passed) == [0, 1, 3, 4]
    assert wire.reasons == {"s-2": "unexpected"}
    assert len(wire.dead_letters) == 1


async def test_an_exception_whose_words_have_no_utf_8_becomes_a_dead_letter() -> None:
    async def quote(_: Sequence[Envelope[Any]]) -> list[UrlAccepted]:
        raise ValueError("cannot read \ud800")

    wire = Wire()
    await run(wire, [record(1)], quote)
    assert [message.header["newsreel_dlq_message"] for message in wire.dead_letters] == [
        "cannot read ?"
    ]
    assert wire.reasons == {"s-1": "unexpected"}


async def test_an_end_that_quotes_what_has_no_utf_8_is_its_answer_all_the_same() -> None:
    async def quote(_: Sequence[Envelope[Any]]) -> list[Ended]:
        return [Ended(Reason.BAD_URL, "host \udcff")]

    wire = Wire()
    await run(wire, [record(1)], quote)
    assert (wire.dead_letters, wire.reasons) == ([], {"s-1": "bad_url"})


def stand_still(seconds: float) -> None:
    """Keep the process from everything else, as a freeze does."""
    time.sleep(seconds)


@pytest.mark.parametrize("freezes", [1, 9])
async def test_an_event_whose_deadline_passes_while_the_process_stands_still_is_handled_again(
    freezes: int,
) -> None:
    """Another process may have answered it meanwhile; one that always does so hangs, too."""
    wire, calls = Wire(), 0

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[UrlAccepted]:
        nonlocal calls
        calls += 1
        if calls <= freezes:
            asyncio.get_running_loop().call_soon(stand_still, STALL_SECONDS + 0.3)
            await asyncio.sleep(60)
        return [envelope.data for envelope in envelopes]

    await Handling(STEP, DECODE, wire, Dependencies(5), 0.1).run([record(1)], handle)
    assert (wire.passed, len(wire.dead_letters)) == (([1], 0) if freezes == 1 else ([], 1))
    assert calls == 2


async def test_an_event_that_hangs_becomes_a_dead_letter_alone() -> None:
    wire = Wire()

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[UrlAccepted]:
        if 1 in map(number_in, envelopes):
            await asyncio.sleep(60)
        return await passed_on(envelopes)

    shell = Handling(STEP, DECODE, wire, Dependencies(5), 0.2)
    await shell.run([record(n) for n in range(3)], handle)
    assert sorted(wire.passed) == [0, 2]
    assert wire.reasons == {"s-1": "unexpected"}


async def test_a_transient_error_of_one_event_ends_in_its_reason() -> None:
    wire = Wire()

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[UrlAccepted]:
        if 1 in map(number_in, envelopes):
            raise TransientError(Reason.TIMEOUT)
        return await passed_on(envelopes)

    await run(wire, [record(n) for n in range(3)], handle)
    assert sorted(wire.passed) == [0, 2]
    assert wire.reasons == {"s-1": "timeout"}
    assert wire.dead_letters == []


async def test_a_function_that_forgets_an_event_loses_none() -> None:
    wire = Wire()

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[UrlAccepted]:
        return (await passed_on(envelopes))[: max(1, len(envelopes) - 1)]

    await run(wire, [record(n) for n in range(4)], handle)
    assert sorted(wire.passed) == [0, 1, 2, 3]


async def test_each_event_has_its_own_ending_and_stamp() -> None:
    wire = Wire()

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[Any]:
        return [Ended(Reason.FILTERED) if number_in(each) % 2 else each.data for each in envelopes]

    await run(wire, [record(n) for n in range(4)], handle)
    assert wire.passed == [0, 2]
    assert wire.reasons == {"s-1": "filtered", "s-3": "filtered"}
    headers = dict(wire.kept[0][1].headers)
    (stamp,) = orjson.loads(headers["newsreel_passport"])["journey"]
    assert stamp["stage"] == STEP.stage


async def test_an_output_that_is_too_large_becomes_a_dead_letter_alone() -> None:
    wire = Wire(too_large="/2")
    await run(wire, [record(n) for n in range(5)])
    assert wire.passed == [0, 1, 3, 4]
    assert wire.reasons == {"s-2": "unexpected"}
    assert len(wire.dead_letters) == 1


async def test_only_what_was_not_confirmed_is_sent_again() -> None:
    wire = Wire(away=["/1", "/3"])
    await run(wire, [record(n) for n in range(5)])
    assert sorted(wire.passed) == [0, 1, 2, 3, 4]


def published(article: Event, look_again: LookAgain) -> Published:
    return Published(article, Reason.NEW, "0" * 32, 1, look_again=look_again)


async def test_what_is_found_when_an_article_is_confirmed_stands_behind_it() -> None:
    wire, away = Wire(), [StoreUnavailable("for a moment")]

    async def end() -> tuple[tuple[Topic, Message], ...]:
        assert [topic for topic, _ in wire.kept] == ["batch.sink.v1", OUTCOMES.name]
        for problem in away:
            away.clear()
            raise problem
        return ((RETRACTED, Message(b"0", None, [])),)

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[Published]:
        return [published(each.data, end) for each in envelopes]

    await run(wire, [record(1)], handle)
    assert [topic for topic, _ in wire.kept][2:] == [RETRACTED.name]
    assert away == []


async def test_an_article_after_which_nobody_could_look_again_comes_again() -> None:
    async def end() -> tuple[tuple[Topic, Message], ...]:
        raise StoreUnavailable("for good")

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[Published]:
        return [published(each.data, end) for each in envelopes]

    with pytest.raises(DependencyTimeout):
        await run(Wire(), [record(1)], handle, limit=0.1)


async def test_a_store_that_is_away_is_waited_for_and_parks_nothing() -> None:
    wire, missed = Wire(), iter([True, True])

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[UrlAccepted]:
        if next(missed, False):
            raise StoreUnavailable("away")
        return await passed_on(envelopes)

    await run(wire, [record(n) for n in range(3)], handle)
    assert wire.passed == [0, 1, 2]
    assert wire.dead_letters == []


@pytest.mark.parametrize("fault", ["store", "kafka"])
async def test_what_stays_away_ends_the_batch_with_nothing_done(fault: str) -> None:
    wire = Wire(away=["/1"] * 1000 if fault == "kafka" else [])

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[UrlAccepted]:
        if fault == "store":
            raise StoreUnavailable("away")
        return await passed_on(envelopes)

    with pytest.raises(DependencyTimeout, match=fault):
        await run(wire, [record(n) for n in range(3)], handle, limit=0.5)
    assert wire.dead_letters == []


async def test_a_database_that_is_damaged_ends_the_batch_with_nothing_done() -> None:
    wire = Wire()

    async def handle(_: Sequence[Envelope[Any]]) -> list[UrlAccepted]:
        raise StoreDamaged("test", "no such table: words")

    with pytest.raises(StoreDamaged):
        await run(wire, [record(n) for n in range(3)], handle)
    assert wire.dead_letters == []


def test_a_record_that_cannot_be_looked_at_is_none_of_those_worked_on_together() -> None:
    odd = replace(record(2), problem="odd")

    def wanted(each: Record) -> bool:
        if each.offset == 1:
            raise AttributeError("a number has no `rpartition`")
        return True

    many, single = Together(wanted, passed_on).split([record(0), record(1), odd, record(3)])
    assert [each.offset for each in many] == [0, 3]
    assert [each.offset for each in single] == [1, 2]


async def test_a_dead_letter_that_is_too_large_itself_is_kept_in_short_and_answered() -> None:
    wire = Wire(largest=1_000)
    huge = record(1)
    passport = Passport(
        submission_id="s-1",
        submitted_url="https://a.example/" + "x" * 2_000,
        submitted_at=AT,
        attrs={"a": "x" * 2_000},
    )
    headers = [(name, value) for name, value in huge.headers if name != "newsreel_passport"]
    headers.append(("newsreel_passport", passport.model_dump_json().encode()))
    message = replace(huge.message, value=b"{" + b"x" * 2_000, headers=headers)
    wire.largest = 3_000
    await run(wire, [record(0), replace(huge, message=message), record(2)])
    assert (wire.passed, wire.reasons) == ([0, 2], {"s-1": "unexpected"})
    assert [letter.header["newsreel_dlq_place"] for letter in wire.dead_letters][-1].endswith(
        "/0/1"
    )
    assert wire.dead_letters[-1].value is None
