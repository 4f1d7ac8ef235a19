"""A submission is decided on once: what happens in between does not change its answer."""

import pytest

from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.pipeline import SUBMITTED
from services.intake import answered, decisions, ids
from services.intake.answered import KnownOutcome
from services.intake.decisions import Batch
from services.intake.id_checks import SubmissionOutcome
from services.intake.verdict import Accept, Candidate, IdTaken, NothingToSay, Refuse, Verdict
from services.stage.endings import Ended
from services.stage.store.store import Store

T0 = 1_700_000_000.25
WINDOW_SECONDS = 100.0
URL = "https://a.test/story"
EXPIRED = Ended(Reason.EXPIRED, "expired at noon")


def candidate(
    offset: int,
    url: str = URL,
    refusal: Ended | None = None,
    name: str | None = None,
    forced: bool = False,
    at: float = T0,
) -> Candidate:
    submission = name or f"place-{offset}"
    return Candidate(offset, at, url, url, refusal, name, submission, not forced)


async def decide(
    store: Store,
    *candidates: Candidate,
    partition: int = 0,
    now: float = T0,
    lost_before: float = 0.0,
) -> list[Verdict]:
    batch = Batch(partition, candidates, now, now - WINDOW_SECONDS, lost_before)
    return await store.call(decisions.decide, batch)


async def answer(store: Store, submission: str, at: float = T0) -> None:
    given = KnownOutcome(URL, outcome_id(submission), "article-1", Reason.NEW, at)
    await store.call(answered.record_outcomes, given)


def is_duplicate(verdict: Verdict) -> bool:
    return isinstance(verdict, Refuse) and verdict.ended.reason is Reason.DUP_URL


async def test_a_url_that_nobody_answered_is_accepted_even_twice_in_a_batch(store: Store) -> None:
    assert await decide(store, candidate(1), candidate(2), candidate(5)) == [Accept()] * 3


async def test_a_url_answered_a_short_while_ago_is_a_duplicate(store: Store) -> None:
    await answer(store, "other")
    (verdict,) = await decide(store, candidate(1))
    assert is_duplicate(verdict)
    assert isinstance(verdict, Refuse)
    assert verdict.ended.article_id == "article-1"
    assert outcome_id("other") in str(verdict.ended.detail)
    assert await decide(store, candidate(2, forced=True)) == [Accept()]
    assert await decide(store, candidate(3), now=T0 + WINDOW_SECONDS + 1) == [Accept()]


@pytest.mark.parametrize("name", [None, "my-id"])
async def test_a_redelivered_submission_stays_accepted_though_another_got_an_answer_meanwhile(
    store: Store, name: str | None
) -> None:
    assert await decide(store, candidate(1, name=name)) == [Accept()]
    await answer(store, "other")
    assert await decide(store, candidate(1, name=name)) == [Accept()]
    assert is_duplicate((await decide(store, candidate(2)))[0])


@pytest.mark.parametrize("name", [None, "my-id"])
async def test_a_redelivered_submission_stays_a_duplicate_though_the_window_has_passed(
    store: Store, name: str | None
) -> None:
    await answer(store, "other")
    (first,) = await decide(store, candidate(1, name=name))
    assert is_duplicate(first)
    assert await decide(store, candidate(1, name=name), now=T0 + 2 * WINDOW_SECONDS) == [first]


async def test_a_redelivered_submission_stays_accepted_though_a_rule_is_against_it_by_now(
    store: Store,
) -> None:
    assert await decide(store, candidate(1)) == [Accept()]
    assert await decide(store, candidate(1, refusal=EXPIRED)) == [Accept()]
    assert await decide(store, candidate(2, refusal=EXPIRED)) == [Refuse(EXPIRED)]
    assert await decide(store, candidate(2)) == [Refuse(EXPIRED)]


async def test_a_redelivered_submission_whose_own_answer_is_known_is_done(store: Store) -> None:
    await decide(store, candidate(1), candidate(2, forced=True))
    await answer(store, "place-1")
    assert await decide(store, candidate(1)) == [NothingToSay()]
    await answer(store, "place-2", T0 + 1)
    assert await decide(store, candidate(2, forced=True)) == [NothingToSay()]


async def test_a_redelivery_cut_in_another_way_is_decided_as_before(store: Store) -> None:
    await answer(store, "other")
    first = await decide(
        store, candidate(1), candidate(2, "https://b.test/"), candidate(3, refusal=EXPIRED)
    )
    await answer(store, "other", T0 + 2 * WINDOW_SECONDS)
    late = T0 + 2 * WINDOW_SECONDS
    tail = await decide(
        store, candidate(2, "https://b.test/"), candidate(3), candidate(4), now=late
    )
    assert tail[:2] == first[1:]
    assert is_duplicate(tail[2])
    again = await decide(store, *(candidate(n) for n in (1, 3, 4)), now=T0 + 9 * WINDOW_SECONDS)
    assert again == [first[0], first[2], tail[2]]


async def test_offsets_of_another_partition_or_of_a_topic_made_anew_are_others(
    store: Store,
) -> None:
    await decide(store, candidate(1), candidate(2))
    await answer(store, "other")
    assert is_duplicate((await decide(store, candidate(1), partition=1))[0])
    anew = await decide(store, candidate(1, at=T0 + 1), candidate(2, at=T0 + 1))
    assert all(map(is_duplicate, anew))


async def test_an_id_that_comes_again_is_told_apart_whatever_was_decided(store: Store) -> None:
    assert await decide(store, candidate(1, name="x")) == [Accept()]
    assert await decide(
        store,
        candidate(1, name="x"),
        candidate(2, name="x"),
        candidate(3, "https://b.test/", name="x"),
    ) == [Accept(), NothingToSay(), IdTaken()]
    assert await decide(
        store, candidate(2, name="x"), candidate(3, "https://b.test/", name="x")
    ) == [
        NothingToSay(),
        IdTaken(),
    ]


@pytest.mark.parametrize("refusal", [None, EXPIRED])
async def test_a_second_try_is_decided_on_once_and_replaces_the_first_answer(
    store: Store, refusal: Ended | None
) -> None:
    assert await decide(store, candidate(1, name="x")) == [Accept()]
    await answer(store, "other")
    await store.call(
        ids.end_submissions, SubmissionOutcome("x", None, Reason.EXPIRED_IN_KAFKA, URL, T0)
    )
    replaced = outcome_id("x")
    again = [Refuse(refusal, replaced) if refusal else Accept(replaced)]
    assert await decide(store, candidate(2, name="x", refusal=refusal)) == again
    assert await decide(store, candidate(2, name="x")) == again
    assert await decide(store, candidate(3, name="x")) == [NothingToSay()]


@pytest.mark.parametrize("first", [None, EXPIRED])
async def test_an_id_that_is_taken_for_lost_is_decided_on_as_its_first_message_was(
    store: Store, first: Ended | None
) -> None:
    """That may wait for its host, and come to another answer under the same id."""
    late = T0 + 50
    wanted = Refuse(first) if first else Accept()
    assert await decide(store, candidate(1, name="x", refusal=first)) == [wanted]
    await answer(store, "other")
    now_refused = None if first else EXPIRED
    for offset, refusal in ((2, None), (3, now_refused)):
        again = candidate(offset, name="x", refusal=refusal)
        late += 50
        for partition in (7, 7):
            (found,) = await decide(
                store, again, partition=partition, now=late, lost_before=late - 1
            )
            assert found == wanted


async def test_what_cannot_be_read_takes_no_id_for_lost(store: Store) -> None:
    bad = candidate(2, name="x", refusal=Ended(Reason.BAD_REQUEST, "unknown field"))
    await decide(store, candidate(1, name="x"))
    for _ in range(2):
        assert await decide(store, bad, now=T0 + 50, lost_before=T0 + 1) == [NothingToSay()]
    assert await decide(store, candidate(3, name="x"), now=T0 + 60, lost_before=T0 + 1) == [
        Accept()
    ]


async def test_decisions_are_forgotten_with_their_submissions(store: Store) -> None:
    await decide(store, candidate(1))
    assert await store.run(decisions.forget_before, T0) == 0
    assert await store.run(decisions.forget_before, T0 + 1) == 1


async def test_what_kafka_holds_beyond_its_retention_is_decided_as_before(store: Store) -> None:
    """It deletes whole files: the last message of one may be a day younger than the first."""
    await answer(store, "other")
    first = await decide(store, candidate(1))
    late = T0 + SUBMITTED.retention_seconds + 43_200
    assert await store.run(decisions.forget_before, late - decisions.KEPT_SECONDS) == 0
    assert await decide(store, candidate(1), now=late) == first


async def test_a_batch_costs_one_row(store: Store) -> None:
    await decide(store, *(candidate(n, f"https://a.test/{n}") for n in range(500)))
    await decide(store, *(candidate(n, f"https://a.test/{n}") for n in range(500)))
    assert await store.run(decisions.forget_before, T0 + 1) == 1
