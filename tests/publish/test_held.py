"""A live ticker makes a revision an interval, and its last state is published in any case."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from schemas.envelope import Envelope, decode
from schemas.events import ArticleEnriched, Outcome
from schemas.identity import event_id, outcome_id
from schemas.outcomes import OutcomeKind, Reason
from schemas.passport import Passport
from schemas.pipeline import ENRICHED, PUBLISHED
from services.publish.decide_all import decide_all
from services.publish.decided import Candidate, Decided, TooSoon
from services.publish.retract import Retraction, retract
from services.publish.revisions.found import found_in
from services.publish.revisions.known import Gone
from services.publish.rows.decisions import Made
from services.publish.rows.held import (
    CLAIM,
    Held,
    claim_due,
    drop_sent,
    held,
    held_among,
    hold,
)
from services.publish.rules import PublishRules
from services.publish.sightings import note_sightings, sighting
from services.stage.record import Record
from services.stage.store.store import Store
from tests.support.articles import article

AT = datetime(2026, 3, 1, tzinfo=UTC)
INTERVAL = 600
RULES = PublishRules(0.01, False, True, interval_seconds=INTERVAL)


def state(minute: int, supersedes: str | None = None) -> Envelope[ArticleEnriched]:
    """The ticker as it was fetched in that minute."""
    at = AT + timedelta(minutes=minute)
    extracted = article(f"Goal number {minute}.", fetched_at=at).model_dump()
    data = ArticleEnriched(**extracted, enricher_version="1")
    passport = Passport(
        submission_id=f"s{minute}",
        submitted_url=data.url,
        submitted_at=at,
        supersedes=supersedes,
    )
    return Envelope(f"event-{minute}", "newsreel/enrich", at, passport, data)


def seen(envelope: Envelope[ArticleEnriched], minute: int) -> Candidate:
    """The state as publish meets it in that minute."""
    passport, data = envelope.passport, envelope.data
    return Candidate(
        outcome_id(passport.submission_id, passport.supersedes),
        passport.supersedes,
        Made(event_id(envelope.id, PUBLISHED.name), envelope.time.isoformat()),
        data.article_id,
        found_in(data),
        AT + timedelta(minutes=minute),
        RULES,
    )


async def meet(store: Store, envelope: Envelope[ArticleEnriched], minute: int) -> Decided:
    """Do with it what the agent does where it decides."""
    decided = await store.call(decide_all, seen(envelope, minute))
    assert isinstance(decided, Decided)
    return decided


async def wait_with(store: Store, envelope: Envelope[ArticleEnriched], minute: int) -> None:
    """Do with it what the agent does where it comes too soon."""
    decided = await store.call(decide_all, seen(envelope, minute))
    assert isinstance(decided, TooSoon)
    await store.call(hold, held(envelope, decided.until))


async def put_back(store: Store, minute: int) -> list[Envelope[ArticleEnriched]]:
    """Take what is due, as it lies on the topic again."""
    events: list[Held] = await store.run(claim_due, AT + timedelta(minutes=minute), 100)
    if events:
        await store.run(drop_sent, events)
    return [decode(each.message, ArticleEnriched) for each in events]


async def test_the_last_state_is_published_when_the_interval_ends(store: Store) -> None:
    first = await meet(store, state(0), 0)
    assert first.decision.reason is Reason.NEW
    for minute in (1, 2, 3, 3):
        await wait_with(store, state(minute), minute)
    assert await put_back(store, 9) == []

    again = await put_back(store, 10)
    assert again == [state(3), state(2), state(1)]
    answers = [await meet(store, each, 10) for each in again]
    assert [each.decision.reason for each in answers] == [
        Reason.REVISION, Reason.OUTDATED, Reason.OUTDATED
    ]  # fmt: skip
    assert await put_back(store, 99) == []
    assert (await meet(store, state(3), 11)).decision == answers[0].decision


async def test_an_answer_is_held_back_until_its_event_is_put_back(store: Store) -> None:
    await meet(store, state(0), 0)
    await wait_with(store, state(1), 1)
    mine = outcome_id("s1", None)
    assert await store.run(held_among, [mine, outcome_id("s0", None)]) == {mine}
    await put_back(store, 10)
    assert await store.run(held_among, [mine]) == set()


async def test_after_the_interval_a_revision_does_not_wait(store: Store) -> None:
    await meet(store, state(0), 0)
    assert (await meet(store, state(11), 11)).decision.reason is Reason.REVISION
    await wait_with(store, state(12), 12)


async def test_what_waits_is_outdated_by_a_newer_state_that_came_first(store: Store) -> None:
    await meet(store, state(0), 0)
    await wait_with(store, state(5), 5)
    assert (await meet(store, state(11), 11)).decision.reason is Reason.REVISION
    (again,) = await put_back(store, 11)
    assert (await meet(store, again, 11)).decision.reason is Reason.OUTDATED


@pytest.mark.parametrize("minute_elsewhere", [9, 10])
async def test_an_event_that_is_held_again_while_it_is_put_back_goes_on_waiting(
    store: Store, minute_elsewhere: int
) -> None:
    """Another worker may have met a newer state, or have a clock that is late."""
    await meet(store, state(0), 0)
    await wait_with(store, state(5), 5)
    events = await store.run(claim_due, AT + timedelta(minutes=10), 100)
    if minute_elsewhere == 10:
        assert (await meet(store, state(4), 10)).decision.reason is Reason.REVISION
    await wait_with(store, state(5), minute_elsewhere)
    await store.run(drop_sent, events)
    assert await put_back(store, 20) == [state(5)]
    assert (await meet(store, state(5), 20)).decision.reason is Reason.REVISION


async def test_what_is_put_back_is_claimed_by_one_worker_and_not_lost_with_it(
    store: Store,
) -> None:
    await meet(store, state(0), 0)
    await wait_with(store, state(5), 5)
    ended = AT + timedelta(minutes=10)
    assert len(await store.run(claim_due, ended, 100)) == 1
    assert await store.run(claim_due, ended, 100) == []
    assert len(await store.run(claim_due, ended + CLAIM, 100)) == 1


async def test_an_article_that_was_gone_and_is_back_does_not_wait(store: Store) -> None:
    await meet(store, state(0), 0)
    gone = Gone("answer", AT + timedelta(minutes=1))
    await store.call(retract, Retraction(state(0).data.article_id, gone))
    assert (await meet(store, state(2), 2)).decision.reason is Reason.REVISION


async def test_a_retried_letter_keeps_what_it_supersedes_while_it_waits(store: Store) -> None:
    await meet(store, state(0), 0)
    later = state(1, supersedes="letter")
    await store.call(hold, held(later, AT))
    (event,) = await store.run(claim_due, AT, 1)
    record = Record(ENRICHED.name, 0, 0, AT, event.message)
    assert record.decode(ENRICHED) == dataclasses.replace(later, passport=later.passport)


def unchanged(minute: int, url: str, stage: str = "fetch") -> Outcome:
    """What a stage answers in that minute where a page has not changed."""
    at = AT + timedelta(minutes=minute)
    return Outcome(
        submission_id=f"u{minute}", url=url, outcome=OutcomeKind.UNCHANGED,
        reason=Reason.SAME_CONTENT, stage=stage, article_id=state(0).data.article_id,
        submitted_at=at, decided_at=at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("minute", "address", "stage", "reason"),
    [
        (3, state(0).data.url, "fetch", Reason.OUTDATED),
        (1, state(0).data.url, "fetch", Reason.REVISION),
        (3, "https://amp.example.org/elsewhere", "fetch", Reason.REVISION),
        (3, state(0).data.url, "intake", Reason.REVISION),
    ],
    ids=["later", "earlier", "another address", "not asked for"],
)
async def test_a_state_that_the_page_has_left_again_is_outdated(
    store: Store, minute: int, address: str, stage: str, reason: Reason
) -> None:
    """Fetch answers for the page that is as it was published, and passes nothing on."""
    await meet(store, state(0), 0)
    await wait_with(store, state(2), 2)
    if seen := sighting(unchanged(minute, address, stage)):
        await store.call(note_sightings, seen)
    (again,) = await put_back(store, 10)
    assert (await meet(store, again, 10)).decision.reason is reason


async def test_the_page_that_was_published_may_be_extracted_again_after_it_was_unchanged(
    store: Store,
) -> None:
    await meet(store, state(0), 0)
    seen = sighting(unchanged(3, state(0).data.url))
    assert seen is not None
    await store.call(note_sightings, seen)
    replayed = state(20)
    data = replayed.data.model_copy(update={"fetched_at": AT})
    again = await meet(store, dataclasses.replace(replayed, data=data), 20)
    assert again.decision.reason is Reason.REVISION
