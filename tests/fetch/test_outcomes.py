"""What fetch learns of answers that were given while its store did not know of them."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from schemas.envelope import Envelope
from schemas.events import Outcome
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from services.fetch.outcomes import learn
from services.stage.endings import Done, Said
from services.stage.store.store import Store
from tests.fetch.test_url_process import PAGE, URL, envelope, scheduled
from tests.support.url_process import Host, url_process

KEEP_DAYS = 30.0
DAY = timedelta(days=1)


def outcome(submission: str, age: timedelta, reason: Reason = Reason.NEW) -> Envelope[Outcome]:
    at = datetime.now(UTC) - age
    passport = Passport(submission_id=submission, submitted_url=URL, submitted_at=at)
    data = Outcome(
        submission_id=submission, url=URL, outcome=reason.outcome, reason=reason, stage="publish",
        submitted_at=at, decided_at=at,
    )  # fmt: skip
    return Envelope(outcome_id(submission), "newsreel/publish", at, passport, data)


@pytest.mark.parametrize("reason", [Reason.NEW, Reason.EXPIRED_IN_KAFKA, Reason.CANCELLED])
async def test_a_url_of_an_older_schedule_that_was_answered_since_is_not_visited_again(
    store: Store, reason: Reason
) -> None:
    """A backup brings back the rows of URLs that have left the schedule since it was made."""
    await learn(store, [outcome("one", 20 * DAY, reason), outcome("two", DAY, reason)], KEEP_DAYS)
    process = url_process(store, Host())
    ends = await asyncio.gather(*(process.run(envelope(each)) for each in ("one", "two")))
    assert [end.result for end in ends] == [Done()] * 2
    assert await scheduled(store) == []


async def test_an_id_that_is_free_again_is_not_taken_for_answered(store: Store) -> None:
    await learn(store, [outcome("one", (KEEP_DAYS + 1) * DAY)], KEEP_DAYS)
    process = url_process(store, Host(PAGE))
    assert isinstance((await process.run(envelope("one"))).result, Said)
