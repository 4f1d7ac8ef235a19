"""Everything that comes of a submission is in its trace, and each event names its maker's span."""

from dataclasses import replace

import pytest

from schemas.envelope import TRACE_HEADERS, Message, decode, encode
from schemas.events import ArticleEnriched, Outcome, UrlAccepted
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.pipeline import ACCEPTED, ENRICHED, FETCH, FETCHED, INTAKE, OUTCOMES, PUBLISH, TOPICS
from schemas.trace.context import made_parent, read_traceparent
from services.fetch.deferral import Deferred, row_of
from services.fetch.schedule.message import unpack
from services.ledger.ledger import Entry
from services.ledger.sweep import expired
from services.publish.retract import tell_followers
from services.publish.revisions.known import Gone, Known
from services.publish.rows.held import held
from services.stage.endings import Ended, Said
from services.stage.handling.opened import entered
from services.stage.operator.dead_letters import DeadLetter
from services.stage.operator.replays import again, stored_page
from services.stage.record import Record
from services.stage.submissions import received
from tests.support.whole_way import AT, Kept, handle_in, submitted, walk

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
GONE = Ended(Reason.TOMBSTONE, "http_410", "a" * 32)
CLIENT = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01", "tracestate": "rojo=1,congo=2"}
PUBLIC = {topic.name for topic in TOPICS if topic.public}


def trace_in(message: Message) -> str:
    parent = read_traceparent(message.header["traceparent"])
    assert parent is not None
    return parent.trace_id


def accepted_again(wire: Kept, message: Message) -> Record:
    return replace(wire.record(ACCEPTED.name), message=message)


async def test_a_clients_trace_is_that_of_all_that_comes_of_the_submission() -> None:
    wire = await walk(submitted(**CLIENT))
    assert len(wire.messages) == 6
    for topic, message in wire.messages:
        assert trace_in(message) == TRACE
        assert message.header["tracestate"] == CLIENT["tracestate"]
        extension = {name: message.header.get(f"ce_{name}") for name in CLIENT}
        plain = {name: message.header[name] for name in CLIENT}
        assert extension == (plain if topic in PUBLIC else dict.fromkeys(CLIENT))


async def test_without_one_the_trace_is_made_of_the_submission_id() -> None:
    wire = await walk(submitted())
    made = made_parent(received(submitted()).passport.submission_id)
    assert {trace_in(message) for _, message in wire.messages} == {made.trace_id}
    assert all("tracestate" not in message.header for _, message in wire.messages)


async def test_a_malformed_trace_is_ignored_with_its_state() -> None:
    wire = await walk(submitted(**CLIENT | {"traceparent": "00-nonsense"}))
    plain = await walk(submitted())
    assert [m.header["traceparent"] for _, m in wire.messages] == [
        m.header["traceparent"] for _, m in plain.messages
    ]
    assert all("tracestate" not in message.header for _, message in wire.messages)


async def test_each_stage_has_a_span_of_its_own_and_a_redelivery_the_same() -> None:
    wire, later = await walk(submitted(**CLIENT)), await walk(submitted(**CLIENT))
    parents = [message.header["traceparent"] for _, message in wire.messages]
    assert parents == [message.header["traceparent"] for _, message in later.messages]
    assert len({CLIENT["traceparent"], *parents}) == 6  # publish's own two messages have one span


async def test_a_retry_through_the_schedule_of_fetch_keeps_the_trace() -> None:
    wire = await walk(submitted(**CLIENT))
    event = decode(wire.last(ACCEPTED.name), UrlAccepted)
    event = replace(event, passport=entered(event.passport, event.id, FETCH.stage))
    row = row_of(event, event.passport, Deferred(9.0, "http_503", 2), "a.example", AT)
    await handle_in(FETCH, accepted_again(wire, unpack(row.payload)), wire)
    first, second = [m.header["traceparent"] for t, m in wire.messages if t == FETCHED.name]
    assert trace_in(wire.last(FETCHED.name)) == TRACE
    assert first != second


@pytest.mark.parametrize("value", [None, b"not JSON"])
async def test_a_dead_letter_its_answer_and_its_retry_keep_the_trace(value: bytes | None) -> None:
    wire = await walk(submitted(**CLIENT))
    broken = wire.record(ACCEPTED.name)
    if value is not None:
        broken = replace(broken, message=replace(broken.message, value=value))
    await handle_in(FETCH, broken, wire, result=RuntimeError("a bug"))
    letter = DeadLetter(wire.record(FETCH.dead_letters.name))
    assert trace_in(letter.record.message) == TRACE
    assert trace_in(wire.last(OUTCOMES.name)) == TRACE
    topic, sent = letter.again()
    assert (topic, trace_in(sent)) == (ACCEPTED.name, TRACE)
    before = wire.last(OUTCOMES.name).header["traceparent"]
    await handle_in(FETCH, accepted_again(wire, sent), wire, result=Ended(Reason.HTTP_404))
    assert trace_in(wire.last(OUTCOMES.name)) == TRACE
    assert wire.last(OUTCOMES.name).header["traceparent"] != before


async def test_a_submission_that_is_dead_lettered_is_retried_in_its_trace() -> None:
    wire = Kept()
    await handle_in(INTAKE, submitted(**CLIENT), wire, result=RuntimeError("a bug"))
    topic, sent = DeadLetter(wire.record(INTAKE.dead_letters.name)).again()
    await handle_in(INTAKE, Record(topic, 0, 0, AT, sent), wire)
    assert trace_in(wire.last(ACCEPTED.name)) == trace_in(wire.last(OUTCOMES.name)) == TRACE


async def test_an_event_that_publish_puts_back_is_another_span_of_the_trace() -> None:
    wire = await walk(submitted(**CLIENT))
    event = decode(wire.last(ENRICHED.name), ArticleEnriched)
    mine = replace(event, passport=entered(event.passport, event.id, PUBLISH.stage))
    back = decode(held(mine, AT).message, ArticleEnriched)
    assert back.id == event.id
    later = entered(back.passport, back.id, PUBLISH.stage).trace_parent
    assert later.trace_id == TRACE
    assert later.span_id != mine.passport.trace_parent.span_id


async def test_a_replayed_page_is_a_submission_with_a_trace_of_its_own() -> None:
    wire = await walk(submitted(**CLIENT))
    stored = stored_page(wire.record(FETCHED.name))
    assert stored is not None
    message = again(stored, "march", AT)
    assert [name for name, _ in message.headers if name in TRACE_HEADERS] == ["traceparent"]
    passport = replace(stored.record, message=message).decode(FETCHED).passport
    assert trace_in(message) == made_parent(passport.submission_id).trace_id


async def test_a_retraction_and_its_tombstone_are_in_the_trace_of_the_answer() -> None:
    wire = await walk(submitted(**CLIENT))
    await handle_in(FETCH, wire.record(ACCEPTED.name), wire, result=GONE)
    answer = decode(wire.last(OUTCOMES.name), Outcome)
    known = Known(1, {}, AT, "https://a.example/", AT, "https://a.example/", b"")
    words = tell_followers(answer, replace(known, gone=Gone(answer.id, AT)))
    assert isinstance(words, Said)
    (_, tombstone), (_, last) = words.messages
    assert tombstone.value is None
    for message in (last, tombstone):
        assert trace_in(message) == TRACE
        assert message.header["ce_traceparent"] == message.header["traceparent"]


def test_an_answer_that_the_ledger_gives_is_in_the_trace_of_the_line() -> None:
    entry = Entry("sub-1", "https://a.example/", 0.0, trace_id=TRACE)
    message = expired(entry, 24)
    assert trace_in(message) == TRACE
    assert message.header["ce_id"] == outcome_id("sub-1")
    older = expired(replace(entry, trace_id=None), 24)
    assert trace_in(older) == made_parent("sub-1").trace_id


async def test_an_event_of_an_older_version_without_a_trace_gets_the_made_one() -> None:
    wire = await walk(submitted())
    event = decode(wire.last(ACCEPTED.name), UrlAccepted)
    older = encode(
        replace(event, passport=event.passport.model_copy(update={"traceparent": None})), "k"
    )
    bare = [(name, value) for name, value in older.headers if name not in TRACE_HEADERS]
    await handle_in(FETCH, accepted_again(wire, replace(older, headers=bare)), wire)
    traces = {trace_in(message) for _, message in wire.messages}
    assert len(traces) == 1
