"""What fetch made of a submission is said once for all, on both databases."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from schemas.envelope import Envelope, decode
from schemas.events import Outcome, PageFetched, UrlAccepted
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import FETCHED, OUTCOMES
from services.fetch.decisions import table as decisions
from services.fetch.decisions.table import STATEMENT_BYTES_MAX, Decision
from services.fetch.deferral import Deferred
from services.fetch.fetch import body_hash
from services.fetch.flights import Flights
from services.fetch.outcomes import take_note
from services.fetch.page import validators
from services.fetch.page.validators import Settled
from services.fetch.schedule import table as schedule
from services.fetch.schedule.message import unpack
from services.settings import Settings
from services.stage.endings import Done, Ended, Said
from services.stage.store.store import Store
from tests.support.url_process import Host, url_process

AT = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://a.example/1"
DAY = 86_400
KEEP_DAYS = Settings().ledger_keep_days
COUNT = select(func.count()).select_from(decisions.MESSAGES)


def envelope(submission: str = "one", supersedes: str | None = None) -> Envelope[UrlAccepted]:
    passport = Passport(
        submission_id=submission, submitted_url=URL, submitted_at=AT, supersedes=supersedes
    )
    accepted = UrlAccepted(url=URL, host="a.example", site="a.example")
    return Envelope("e", "newsreel/intake", AT, passport, accepted)


def page(body: str) -> PageFetched:
    return PageFetched(
        url=URL, final_url=URL, host="a.example", site="a.example", fetched_at=AT, fetch_ms=1,
        body=body.encode(),
    )  # fmt: skip


def answer(reason: Reason) -> Envelope[Outcome]:
    """Give the outcome of the submission `one`."""
    outcome = Outcome(
        submission_id="one", url=URL, outcome=reason.outcome, reason=reason,
        stage="fetch", submitted_at=AT, decided_at=AT,
    )  # fmt: skip
    return Envelope(outcome_id("one"), "newsreel/fetch", AT, envelope().passport, outcome)


async def said(store: Store, host: Host, accepted: Envelope[UrlAccepted]) -> Said | Done:
    result = (await url_process(store, host).run(accepted)).result
    assert isinstance(result, Said | Done)
    return result


async def test_of_two_workers_with_one_submission_the_page_that_is_said_is_believed(
    store: Store,
) -> None:
    one, two = page("one"), page("two")
    ends = await asyncio.gather(*(said(store, Host(each), envelope()) for each in (one, two)))
    assert ends[0] == ends[1]
    await store.call(validators.settle, Settled("one", True, "a" * 32))
    known = await store.call(validators.known, URL)
    assert known is not None
    assert known.conditional.body_hash == body_hash(one.body)


async def test_a_redelivered_url_brings_the_same_page_though_it_has_changed(store: Store) -> None:
    host = Host(page("first"), page("changed"))
    first, again = [await said(store, host, envelope()) for _ in range(2)]
    assert isinstance(first, Said)
    assert [topic for topic, _ in first.messages] == [FETCHED]
    assert (first.outcome, first) == ("passed", again)
    assert len(host.results) == 1


@pytest.mark.parametrize("other", [page("late"), Ended(Reason.SAME_CONTENT)])
async def test_a_redelivered_url_gets_the_same_answer(
    store: Store, other: PageFetched | Ended
) -> None:
    host = Host(Ended(Reason.HTTP_404, "not there"), other)
    first, again = [await said(store, host, envelope()) for _ in range(2)]
    assert isinstance(first, Said)
    assert [topic for topic, _ in first.messages] == [OUTCOMES]
    assert (first.outcome, first.reason, first) == ("failed", "http_404", again)


async def test_once_the_final_answer_is_known_nothing_is_said(store: Store) -> None:
    host = Host(page("first"), page("changed"))
    await said(store, host, envelope())
    await store.call(decisions.settle, outcome_id("one"))
    assert isinstance(await said(store, host, envelope()), Done)


@pytest.mark.parametrize("reason", [Reason.UNEXPECTED, Reason.EXPIRED_IN_KAFKA, Reason.CANCELLED])
async def test_a_url_that_was_answered_while_its_row_was_written_is_not_answered_again(
    store: Store, reason: Reason
) -> None:
    host = Host(Deferred(AT.timestamp(), "timeout", 2), page("late"))
    assert isinstance(await said(store, host, envelope()), Done)
    (row,) = await store.run(schedule.claim_due, AT.timestamp() + 60, 10)
    await take_note(store, Flights(), answer(reason), KEEP_DAYS)
    weeks_later = AT.timestamp() + 29 * DAY
    await store.run(decisions.forget_before, weeks_later - decisions.KEPT_SECONDS)
    back = decode(unpack(row.payload), UrlAccepted)
    assert isinstance(await said(store, host, back), Done)
    assert len(host.results) == 1


async def test_an_id_that_was_withdrawn_is_fetched_again_once_intake_takes_it_for_new(
    store: Store,
) -> None:
    host = Host(page("first"))
    await take_note(store, Flights(), answer(Reason.CANCELLED), KEEP_DAYS)
    intake_forgets_at = AT.timestamp() + (KEEP_DAYS + 1) * DAY
    await store.run(decisions.forget_before, intake_forgets_at - decisions.KEPT_SECONDS)
    assert isinstance(await said(store, host, envelope()), Said)


async def test_the_retry_of_a_dead_letter_is_fetched_anew(store: Store) -> None:
    host = Host(page("first"), page("changed"))
    first = await said(store, host, envelope())
    retry = await said(store, host, envelope(supersedes=outcome_id("one")))
    assert first != retry
    assert host.results == []


async def test_a_url_that_waits_in_the_schedule_is_not_decided_on(store: Store) -> None:
    host = Host(Deferred(AT.timestamp(), "backlog", 1), page("first"))
    assert isinstance(await said(store, host, envelope()), Done)
    assert isinstance(await said(store, host, envelope()), Said)


async def test_of_two_workers_with_the_same_url_the_second_says_what_the_first_has(
    store: Store,
) -> None:
    host = Host(page("first"), page("second"))
    one, other = await asyncio.gather(*(said(store, host, envelope()) for _ in range(2)))
    assert one == other


async def test_pages_of_any_weight_are_kept(store: Store) -> None:
    large = bytes(STATEMENT_BYTES_MAX // 2 + 1)
    items = [Decision(f"{n}", large + str(n).encode(), 1.0) for n in range(5)]
    assert await store.call_many(decisions.keep, items) == items
    assert await store.call(decisions.recall, "3") == items[3]
    assert await store.call(decisions.recall, "none") is None


async def test_what_is_out_of_the_topic_is_forgotten(store: Store) -> None:
    await store.call_many(
        decisions.keep, [Decision("old", b"x", 1.0), Decision("young", b"x", 3.0)]
    )
    assert await store.run(decisions.forget_before, 2.0) == 1
    assert await store.call(decisions.recall, "old") is None
    assert await store.call(decisions.recall, "young") is not None


async def test_a_submission_that_others_have_answered_is_not_fetched_when_it_comes(
    store: Store,
) -> None:
    host = Host(page("late"))
    await store.call(decisions.close, Decision(outcome_id("one"), None, 1.0))
    assert isinstance(await said(store, host, envelope()), Done)
    assert len(host.results) == 1


async def test_a_submission_that_is_answered_leaves_no_page_in_the_store(store: Store) -> None:
    keys = [f"{n}" for n in range(4)]
    await store.call_many(decisions.keep, [Decision(key, b"x" * 2_000, 1.0) for key in keys])
    await store.call_many(decisions.settle, keys[:2])
    await store.call(decisions.close, Decision(keys[2], None, 2.0))
    kept = await store.call_many(decisions.recall, keys)
    assert [each and each.messages for each in kept] == [None, None, None, b"x" * 2_000]
    assert await store.run(lambda c: c.scalar(COUNT)) == 1


async def test_what_was_never_answered_is_forgotten_with_its_page(store: Store) -> None:
    await store.call(decisions.keep, Decision("old", b"x", 1.0))
    await store.run(decisions.forget_before, 2.0)
    assert await store.run(lambda c: c.scalar(COUNT)) == 0
