"""A URL in flight is waited for: one visit, and each submission its answer."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from schemas.events import Outcome, PageFetched
from schemas.outcomes import Reason
from services.fetch.deferral import Deferred
from services.fetch.flights import (
    FORGET_SECONDS,
    JOIN_SECONDS,
    WAIT_SECONDS,
    WAITERS_MAX,
    Flights,
    Landed,
)
from services.fetch.hosts.host import Turn
from services.fetch.http.types import Conditional
from services.fetch.page.validators import Known
from services.fetch.visit.progress import Progress
from services.settings import Settings
from services.stage.endings import Ended

URL = "https://news.example/a"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PAGE = PageFetched(
    url=URL, final_url=URL, host="news.example", site="news.example", fetched_at=NOW, body=b"<p>"
)
MISSING = Ended(Reason.HTTP_404, "status 404")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def outcome(submission_id: str = "first", reason: Reason = Reason.NEW) -> Outcome:
    return Outcome(
        submission_id=submission_id, url=URL, outcome=reason.outcome, reason=reason,
        stage="publish", article_id="a" * 32, revision=1, submitted_at=NOW, decided_at=NOW,
    )  # fmt: skip


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def flights(clock: Clock) -> Flights:
    return Flights(clock)


async def led(flights: Flights, result: Landed | None) -> None:
    assert await flights.join(URL, "first", 1000, 1) is None
    flights.land(URL, "first", result)


async def test_of_ten_thousand_submissions_at_once_one_visits(flights: Flights) -> None:
    visits = 0

    async def submission(number: int) -> Ended | Deferred | None:
        nonlocal visits
        shared = await flights.join(URL, f"s{number}", 1000, 1)
        if shared is None:
            visits += 1
            await asyncio.sleep(0.01)
            flights.land(URL, f"s{number}", MISSING)
        return shared

    answers = await asyncio.gather(*map(submission, range(10_000)))
    assert visits == 1
    assert answers.count(MISSING) == WAITERS_MAX
    later = Deferred(1000 + WAIT_SECONDS, "in_flight", 1)
    assert answers.count(later) == 9_999 - WAITERS_MAX
    assert await flights.join(URL, "one of these, later", 1000, 1) == MISSING


async def test_a_page_without_its_outcome_is_waited_for_in_the_schedule(flights: Flights) -> None:
    await led(flights, PAGE)
    assert await flights.join(URL, "next", 1000, 2) == Deferred(1000 + WAIT_SECONDS, "in_flight", 2)


async def test_the_outcome_of_the_page_answers_those_who_waited(flights: Flights) -> None:
    await led(flights, PAGE)
    flights.note(outcome())
    shared = await flights.join(URL, "next", 1000, 1)
    assert shared == Ended(Reason.DUP_URL, "in flight as submission first", "a" * 32)


@pytest.mark.parametrize(
    "reason",
    [
        Reason.TOO_SHORT,
        Reason.UNEXPECTED,
        Reason.EXPIRED_IN_KAFKA,
        Reason.CANCELLED,
        Reason.DUP_URL,
    ],
)
async def test_a_page_that_failed_makes_no_duplicates(flights: Flights, reason: Reason) -> None:
    await led(flights, PAGE)
    flights.note(outcome(reason=reason))
    assert await flights.join(URL, "next", 1000, 1) is None


async def test_those_who_wait_share_what_closes_the_window_of_intake(flights: Flights) -> None:
    for reason in Reason:
        await led(flights, PAGE)
        flights.note(outcome(reason=reason))
        shared = await flights.join(URL, "next", 1000, 1)
        assert (shared is not None) == reason.stands, reason
        flights.land(URL, "next", None)


async def test_visits_of_one_url_leave_nothing_behind(flights: Flights, clock: Clock) -> None:
    for number in range(5):
        clock.at += FORGET_SECONDS + 1
        assert await flights.join(URL, f"s{number}", clock.at, 1) is None
        flights.land(URL, f"s{number}", PAGE)
    assert len(flights._flights) == len(flights._waited_for) == 1


async def test_of_too_many_visits_the_oldest_that_have_landed_are_forgotten(
    flights: Flights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.fetch.flights.FLIGHTS_MAX", 2)
    for url in ("flying", "landed", "third", "fourth"):
        assert await flights.join(url, url, 1000, 1) is None
        if url != "flying":
            flights.land(url, url, PAGE)
    assert [*flights._flights] == ["flying", "third", "fourth"]


async def test_a_submission_from_after_the_answer_is_a_visit_of_its_own(flights: Flights) -> None:
    await led(flights, PAGE)
    flights.note(outcome())
    assert await flights.join(URL, "next", 1001, 1) is None


async def test_where_the_store_knows_the_outcome_only_who_came_before_the_page_shares_it(
    flights: Flights,
) -> None:
    await led(flights, PAGE)
    of_another = Known(Conditional(), "a" * 32, settled_by="another")
    known = replace(of_another, settled_by="first")
    waits = Deferred(1000 + WAIT_SECONDS, "in_flight", 1)
    assert await flights.join(URL, "next", 1000, 1, of_another) == waits
    shared = await flights.join(URL, "next", 1000, 1, known)
    assert shared == Ended(Reason.DUP_URL, "in flight as submission first", "a" * 32)
    assert await flights.join(URL, "later", 1001, 1, known) is None


async def test_a_visit_that_is_tried_again_later_is_waited_for_until_then(
    flights: Flights, clock: Clock
) -> None:
    await led(flights, Deferred(1060, "timeout", 2))
    assert await flights.join(URL, "next", 1000, 1) == Deferred(1060 + WAIT_SECONDS, "timeout", 1)
    clock.at = 1061
    assert await flights.join(URL, "next", 1000, 1) is None


async def test_a_visit_that_crashed_is_made_by_the_next(flights: Flights) -> None:
    assert await flights.join(URL, "first", 1000, 1) is None
    waiting = [asyncio.create_task(flights.join(URL, name, 1000, 1)) for name in ("b", "c")]
    await asyncio.sleep(0)
    flights.land(URL, "first", None)
    assert await waiting[0] is None
    flights.land(URL, "b", MISSING)
    assert await waiting[1] == MISSING


async def test_a_redelivered_submission_does_not_wait_for_itself(flights: Flights) -> None:
    await led(flights, PAGE)
    assert await flights.join(URL, "first", 1000, 1) is None


async def test_a_page_whose_outcome_never_comes_is_not_waited_for_for_ever(
    flights: Flights, clock: Clock
) -> None:
    await led(flights, PAGE)
    clock.at += FORGET_SECONDS + 1
    assert await flights.join(URL, "next", 1000, 1) is None


async def test_who_has_waited_for_long_waits_in_the_schedule(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A visit may take until its event's deadline; who waits for it has the same one."""
    monkeypatch.setattr("services.fetch.flights.JOIN_SECONDS", 0.05)
    flights = Flights(clock)
    assert await flights.join(URL, "first", clock.at, 1) is None

    async with asyncio.timeout(5):
        shared = await flights.join(URL, "second", clock.at, 1)

    assert shared == Deferred(clock.at + WAIT_SECONDS, "in_flight", 1)


def test_a_visit_after_the_longest_wait_fits_into_its_event_s_deadline() -> None:
    settings, waited = Settings(), 15.0
    progress = Progress(from_schedule=False)
    turn = Turn("a.test", placed_at=0.0, deadline=waited, at=waited, started_at=waited)
    progress.hold(turn, JOIN_SECONDS + waited, settings)
    assert progress.page_ends_at < settings.event_deadline_seconds
