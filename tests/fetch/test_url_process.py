"""One accepted URL: refused, shared, visited or deferred, and what is kept of it."""

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from schemas.control import Control
from schemas.envelope import Envelope
from schemas.events import PageFetched, UrlAccepted
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from services.fetch.decisions import table as decisions
from services.fetch.deferral import Deferred
from services.fetch.flights import Flights
from services.fetch.hosts.host import HostRecord, Why
from services.fetch.page import validators
from services.fetch.page.response import Missing
from services.fetch.schedule import table as schedule
from services.fetch.schedule.message import submission_in, unpack
from services.fetch.schedule.table import Row
from services.fetch.url_process import UrlProcess, all_of
from services.fetch.visit.visit import Visit
from services.policy.rules import Rules
from services.stage.endings import Done, Ended, Said
from services.stage.function import Handled
from services.stage.store.store import Store
from tests.support.url_process import Host, url_process

AT = datetime.now(UTC)
URL = "https://a.example/1"
PAGE = PageFetched(
    url=URL, final_url=URL, host="a.example", site="a.example", fetched_at=AT, body=b"<p>"
)


def envelope(
    submission: str = "one", expires_at: datetime | None = None, supersedes: str | None = None
) -> Envelope[UrlAccepted]:
    passport = Passport(
        submission_id=submission,
        submitted_url=URL,
        submitted_at=AT,
        expires_at=expires_at,
        supersedes=supersedes,
    )
    accepted = UrlAccepted(url=URL, host="a.example", site="a.example")
    return Envelope(submission, "newsreel/intake", AT, passport, accepted)


async def scheduled(store: Store) -> list[Row]:
    """Take what waits in the schedule, whenever it is due."""
    return await store.run(schedule.claim_due, time.time() + 1e7, 10)


def close_host(process: UrlProcess) -> None:
    frontier = process.closed_hosts.frontier
    while not frontier.is_closed("a.example", time.time()):
        frontier.place("a.example", time.time())


async def test_a_redirect_that_is_dead_does_not_say_that_the_article_is_gone(store: Store) -> None:
    moved = PAGE.model_copy(update={"final_url": "https://a.example/2026/1"})
    dead, gone = (
        Missing(Reason.HTTP_404, asked=asked) for asked in ((URL,), (URL, moved.final_url))
    )
    process = url_process(store, Host(moved, dead, gone))
    await process.run(envelope("one"))
    await store.call(validators.settle, validators.Settled("one", True, "a" * 32))
    later = [replace(process, flights=Flights()) for _ in range(2)]
    ends = [(await later.pop().run(envelope(each))).result for each in ("two", "three")]
    assert [end.reason for end in ends if isinstance(end, Said)] == [
        Reason.HTTP_404, Reason.TOMBSTONE,
    ]  # fmt: skip


async def test_a_url_that_has_expired_is_answered_without_a_visit(store: Store) -> None:
    process = url_process(store, Host())
    result = (await process.run(envelope(expires_at=AT - timedelta(seconds=1)))).result
    assert isinstance(result, Said)
    assert result.reason == Reason.EXPIRED


async def test_a_submission_that_expires_in_the_wait_leaves_its_url_to_the_next(
    store: Store,
) -> None:
    process = url_process(store, Host(PAGE, wait_seconds=0.3))
    soon = datetime.now(UTC) + timedelta(seconds=0.2)
    expires, visits = await asyncio.gather(
        process.run(envelope("one", expires_at=soon)), process.run(envelope("two"))
    )
    assert [end.result.reason for end in (expires, visits) if isinstance(end.result, Said)] == [
        Reason.EXPIRED, "",
    ]  # fmt: skip


async def test_a_url_whose_host_the_rules_block_by_now_is_answered_without_a_visit(
    store: Store,
) -> None:
    blocked = Rules(blocked_hosts=["a.example"])
    process = url_process(store, Host(), blocked)
    result = (await process.run(envelope())).result
    assert isinstance(result, Said)
    assert result.reason == Reason.HOST_BLOCKED


async def test_a_url_that_was_withdrawn_is_fetched_when_it_is_submitted_again(
    store: Store,
) -> None:
    process = url_process(store, Host(PAGE))
    process.in_force.take(
        Control(action="cancel", target="one", url=URL, why="so", by="a test", at=AT)
    )
    withdrawn, again = [(await process.run(envelope(each))).result for each in ("one", "two")]
    assert isinstance(withdrawn, Said)
    assert isinstance(again, Said)
    assert (withdrawn.reason, again.outcome) == (Reason.CANCELLED, "passed")


async def test_a_url_that_is_withdrawn_while_its_host_fails_does_not_wait_for_the_next_try(
    store: Store,
) -> None:
    """The schedule is searched for a withdrawal once, and its row would come after that."""

    class Withdrawing(Host):
        async def visit(self, *arguments: Any) -> Visit:
            visit = await super().visit(*arguments)
            process.in_force.take(
                Control(action="cancel", target="one", url=URL, why="so", by="a test", at=AT)
            )
            return visit

    process = url_process(store, Withdrawing(Deferred(time.time() + 28_800, "timeout", 6)))
    result = (await process.run(envelope())).result
    assert isinstance(result, Said)
    assert result.reason == Reason.CANCELLED
    assert await scheduled(store) == []


async def test_a_url_that_is_deferred_waits_with_its_requests_counted(store: Store) -> None:
    process = url_process(store, Host(Deferred(time.time() + 60, "timeout", 2)))
    assert isinstance((await process.run(envelope())).result, Done)
    (row,) = await scheduled(store)
    assert (row.why, submission_in(row.payload)) == ("timeout", "one")
    header = unpack(row.payload).header["newsreel_passport"]
    assert Passport.model_validate_json(header).attempts == 1
    assert await store.call(decisions.recall, outcome_id("one")) is None


async def test_of_two_submissions_of_one_url_the_second_waits_for_the_outcome_of_the_first(
    store: Store,
) -> None:
    process = url_process(store, Host(PAGE))
    first, second = await asyncio.gather(process.run(envelope("one")), process.run(envelope("two")))
    assert isinstance(first.result, Said)
    assert isinstance(second.result, Done)
    assert [(row.why, submission_in(row.payload)) for row in await scheduled(store)] == [
        ("in_flight", "two")
    ]


async def test_an_outcome_that_another_process_has_seen_answers_who_waits_for_it(
    store: Store,
) -> None:
    process = url_process(store, Host(PAGE))
    await process.run(envelope("one"))
    assert isinstance((await process.run(envelope("two"))).result, Done)
    await store.call(validators.settle, validators.Settled("one", True, "a" * 32))
    answered = (await process.run(envelope("two"))).result
    assert isinstance(answered, Said)
    assert answered.reason == Reason.DUP_URL


async def test_of_two_submissions_of_one_url_that_ends_both_have_the_same_answer(
    store: Store,
) -> None:
    process = url_process(store, Host(Ended(Reason.HTTP_404, "status 404")))
    ends = await asyncio.gather(process.run(envelope("one")), process.run(envelope("two")))
    assert [end.result.reason for end in ends if isinstance(end.result, Said)] == ["http_404"] * 2


async def test_a_visit_that_fails_leaves_the_url_to_who_waits_for_it(store: Store) -> None:
    host = Host()
    process = url_process(store, host)
    first = asyncio.create_task(process.run(envelope("one")))
    second = asyncio.create_task(process.run(envelope("two")))
    with pytest.raises(IndexError):
        await first
    with pytest.raises(IndexError):
        await second
    host.results.append(PAGE)
    assert isinstance((await process.run(envelope("one"))).result, Said)


async def test_urls_of_a_closed_host_wait_in_a_row_without_a_visit(store: Store) -> None:
    process = url_process(store, Host())
    close_host(process)
    ends = await asyncio.gather(*(process.run(envelope(each)) for each in ("one", "two", "three")))
    assert [type(end.result) for end in ends] == [Done] * 3
    rows = await scheduled(store)
    assert [submission_in(row.payload) for row in rows] == ["one", "two", "three"]
    assert {row.why for row in rows} == {Why.BACKLOG}


async def test_a_redelivered_url_does_not_wait_for_longer_than_its_answer_is_remembered(
    store: Store,
) -> None:
    process = url_process(store, Host(PAGE))
    first = (await process.run(envelope())).result
    process.closed_hosts.frontier.learn(
        HostRecord("a.example", tail_at=time.time() + 2 * decisions.KEPT_SECONDS), time.time()
    )
    assert (await process.run(envelope())).result == first
    await store.call(decisions.settle, outcome_id("one"))
    assert isinstance((await process.run(envelope())).result, Done)
    assert await scheduled(store) == []
    assert isinstance((await process.run(envelope("two"))).result, Done)
    assert [submission_in(row.payload) for row in await scheduled(store)] == ["two"]


async def test_a_url_that_is_tried_again_waits_beside_what_is_left_of_its_first_try(
    store: Store,
) -> None:
    """Its first try has been answered, as lost or dead-lettered, and brings no other answer."""
    process = url_process(store, Host())
    close_host(process)
    given = outcome_id("one")
    for supersedes in (None, None, given, given):
        await process.run(envelope(supersedes=supersedes))
    passports = [
        Passport.model_validate_json(unpack(row.payload).header["newsreel_passport"])
        for row in await scheduled(store)
    ]
    assert [each.supersedes for each in passports] == [None, given]


async def test_a_url_of_a_closed_host_that_has_expired_does_not_wait(store: Store) -> None:
    process = url_process(store, Host())
    close_host(process)
    result = (await process.run(envelope(expires_at=AT - timedelta(seconds=1)))).result
    assert isinstance(result, Said)
    assert await scheduled(store) == []


async def test_of_events_side_by_side_none_is_at_work_when_one_has_failed() -> None:
    ended = []

    async def work(number: int) -> Handled:
        if number == 0:
            raise OSError("away")
        await asyncio.sleep(0.01)
        ended.append(number)
        return Handled(Done())

    with pytest.raises(OSError, match="away"):
        await all_of(map(work, range(3)))
    assert ended == [1, 2]
    assert await all_of(map(work, [1, 2])) == [Handled(Done())] * 2
