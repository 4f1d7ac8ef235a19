"""What intake remembers of submitters' ids, on both databases."""

import asyncio

import pytest

from schemas.identity import made_id, outcome_id
from schemas.outcomes import Reason
from schemas.pipeline import OUTCOMES
from services.fetch.decisions import table as decisions
from services.intake import ids
from services.intake.id_checks import CheckedId, IdCheck, Position, SubmissionOutcome, Submitted
from services.stage.store.store import Store

T0 = 1_700_000_000.25
URL = "https://a.test/story?id=1"


def submitted(name: str, offset: int, url: str = URL, partition: int = 0) -> Submitted:
    return Submitted(name, url, partition, offset, T0)


def ended(
    name: str, supersedes: str | None, reason: Reason, at: float = T0, url: str = URL
) -> SubmissionOutcome:
    return SubmissionOutcome(name, supersedes, reason, url, at)


async def checks(store: Store, *items: Submitted) -> list[CheckedId]:
    return await asyncio.gather(*(store.call(ids.register, item) for item in items))


async def register(store: Store, *items: Submitted) -> list[IdCheck]:
    return [each.id_check for each in await checks(store, *items)]


async def test_each_id_is_new_once(store: Store) -> None:
    assert await register(store, submitted("x", 1), submitted("y", 2)) == [IdCheck.NEW] * 2


async def test_a_redelivered_submission_is_worked_on_again(store: Store) -> None:
    await register(store, submitted("x", 1))
    assert await register(store, submitted("x", 1)) == [IdCheck.REDELIVERED]


async def test_a_second_message_with_the_same_id_and_url_is_a_repeat(store: Store) -> None:
    await register(store, submitted("x", 1))
    assert await register(store, submitted("x", 2)) == [IdCheck.REPEATED]
    assert await register(store, submitted("x", 1, partition=7)) == [IdCheck.REPEATED]


async def test_a_second_message_with_the_same_id_and_another_url_is_a_conflict(
    store: Store,
) -> None:
    await register(store, submitted("x", 1))
    assert await register(store, submitted("x", 2, "https://b.test/")) == [IdCheck.CONFLICT]


async def test_a_topic_made_anew_has_another_message_at_the_same_position(store: Store) -> None:
    await register(store, submitted("x", 1))
    other = submitted("x", 1)._replace(sent_at=T0)
    assert await register(store, other) == [IdCheck.REPEATED]


FINAL, BUG = Reason.NEW, Reason.UNEXPECTED


async def test_an_id_whose_answer_may_be_replaced_is_taken_once_more(store: Store) -> None:
    await register(store, submitted("x", 1))
    await store.call(ids.end_submissions, ended("x", None, BUG))
    second = CheckedId(IdCheck.AGAIN, outcome_id("x"))
    redelivered = CheckedId(IdCheck.REDELIVERED, outcome_id("x"))
    assert await checks(store, submitted("x", 2)) == [second]
    assert await checks(store, submitted("x", 2)) == [redelivered]
    assert await register(store, submitted("x", 3)) == [IdCheck.REPEATED]
    assert await register(store, submitted("x", 4, "https://b.test/")) == [IdCheck.CONFLICT]
    # the first answer is delivered again: it is not that of the second try
    await store.call(ids.end_submissions, ended("x", None, BUG))
    assert await register(store, submitted("x", 3)) == [IdCheck.REPEATED]
    await store.call(ids.end_submissions, ended("x", outcome_id("x"), BUG))
    third = CheckedId(IdCheck.AGAIN, outcome_id("x", outcome_id("x")))
    assert await checks(store, submitted("x", 5)) == [third]


async def test_an_id_of_which_only_a_replaceable_answer_was_seen_is_taken_again(
    store: Store,
) -> None:
    """Intake failed before it could note it, or has forgotten it since."""
    await store.call(ids.end_submissions, ended("x", None, Reason.EXPIRED_IN_KAFKA))
    assert await checks(store, submitted("x", 1)) == [CheckedId(IdCheck.AGAIN, outcome_id("x"))]
    assert await register(store, submitted("x", 2)) == [IdCheck.REPEATED]


async def test_an_id_of_which_only_a_final_answer_was_seen_is_not_taken_again(
    store: Store,
) -> None:
    await store.call_many(
        ids.end_submissions, [ended("x", None, FINAL), ended(made_id("place"), None, BUG)]
    )
    assert await register(store, submitted("x", 1)) == [IdCheck.REPEATED]
    assert await register(store, submitted("x", 2, "https://b.test/")) == [IdCheck.CONFLICT]
    assert await register(store, submitted(made_id("place"), 3)) == [IdCheck.NEW]


@pytest.mark.parametrize("together", [False, True])
async def test_a_dead_letter_that_was_put_back_is_answered_for_its_id(
    store: Store, together: bool
) -> None:
    await register(store, submitted("x", 1), submitted("y", 2))
    dead, again = outcome_id("x"), outcome_id("y")
    outcomes = [
        ended("x", None, BUG),
        ended("y", None, BUG),
        ended("x", dead, FINAL),
        ended("y", again, BUG),
        ended("x", None, BUG),
    ]
    for part in [outcomes] if together else [[each] for each in outcomes]:
        await store.call_many(ids.end_submissions, part)
    assert await register(store, submitted("x", 1), submitted("x", 3)) == [IdCheck.REPEATED] * 2
    third = CheckedId(IdCheck.AGAIN, outcome_id("y", again))
    assert await checks(store, submitted("y", 4)) == [third]


async def test_a_dead_letter_beside_a_final_answer_under_its_id_counts_for_nothing(
    store: Store,
) -> None:
    await register(store, submitted("x", 1))
    for reason in (FINAL, BUG):
        await store.call(ids.end_submissions, ended("x", None, reason))
    assert await register(store, submitted("x", 2)) == [IdCheck.REPEATED]


async def test_an_id_whose_answer_the_ledger_may_have_forgotten_is_taken_again(
    store: Store,
) -> None:
    await register(store, submitted("x", 1))
    await store.call(ids.end_submissions, ended("x", None, FINAL, at=T0 + 50))
    known = submitted("x", 2)._replace(now=T0 + 90, known_since=T0 + 50)
    forgotten = submitted("x", 3)._replace(now=T0 + 91, known_since=T0 + 51)
    assert await register(store, known) == [IdCheck.REPEATED]
    assert await checks(store, forgotten) == [CheckedId(IdCheck.AGAIN, outcome_id("x"))]


async def test_an_id_that_an_older_store_lacks_is_learnt_from_its_message(store: Store) -> None:
    """Its answer is still to come, and another URL must not be answered under it."""
    await store.call_many(
        ids.learn, [submitted("x", 1), submitted("x", 2, "https://b.test/"), submitted("y", 3)]
    )
    assert await register(
        store, submitted("x", 1), submitted("x", 4), submitted("x", 5, "https://b.test/")
    ) == [IdCheck.REDELIVERED, IdCheck.REPEATED, IdCheck.CONFLICT]


async def test_what_is_learnt_again_changes_nothing_of_what_is_known(store: Store) -> None:
    await register(store, submitted("x", 1))
    await store.call(ids.end_submissions, ended("x", None, BUG))
    assert await register(store, submitted("x", 2)) == [IdCheck.AGAIN]
    await store.call(ids.end_submissions, ended("x", outcome_id("x"), BUG))
    await store.call_many(ids.learn, [submitted("x", 1), submitted("x", 2)])
    third = CheckedId(IdCheck.AGAIN, outcome_id("x", outcome_id("x")))
    assert await checks(store, submitted("x", 3)) == [third]


async def test_an_id_that_was_noted_with_its_url_as_it_came_is_known(store: Store) -> None:
    raw = "HTTPS://a.test/story?id=1#top"
    await register(store, submitted("x", 1, raw))
    later = submitted("x", 2)._replace(submitted_url=raw)
    assert await register(store, later) == [IdCheck.REPEATED]


async def test_an_id_with_a_final_answer_is_not_taken_again(store: Store) -> None:
    await register(store, submitted("x", 1))
    await store.call(ids.end_submissions, ended("x", None, FINAL))
    later = submitted("x", 2)._replace(now=T0 + 9000, lost_before=T0 + 5000)
    assert await register(store, later) == [IdCheck.REPEATED]


async def test_an_id_that_has_had_no_answer_for_long_is_taken_again_under_the_same_answer(
    store: Store,
) -> None:
    await register(store, submitted("x", 1))
    soon = submitted("x", 2)._replace(now=T0 + 10, lost_before=T0 - 3590)
    late = submitted("x", 3)._replace(now=T0 + 3601, lost_before=T0 + 1)
    later = submitted("x", 4)._replace(now=T0 + 3700, lost_before=T0 + 100)
    assert await register(store, soon) == [IdCheck.REPEATED]
    assert await checks(store, late) == [CheckedId(IdCheck.AGAIN, None, Position(0, 1, 0.0))]
    assert await register(store, late, later) == [IdCheck.REDELIVERED, IdCheck.REPEATED]


async def test_repeats_that_come_together_are_told_apart(store: Store) -> None:
    id_checks = await register(
        store,
        submitted("x", 1),
        submitted("x", 2),
        submitted("x", 3, "https://b.test/"),
        submitted("x", 1),
        submitted("y", 4),
    )
    assert id_checks == [
        IdCheck.NEW,
        IdCheck.REPEATED,
        IdCheck.CONFLICT,
        IdCheck.REDELIVERED,
        IdCheck.NEW,
    ]


async def test_what_is_old_is_forgotten(store: Store) -> None:
    await register(store, submitted("x", 1))
    assert await store.run(ids.forget_ids, T0, T0) == 0
    assert await store.run(ids.forget_ids, T0 + 1, T0) == 1
    assert await register(store, submitted("x", 2)) == [IdCheck.NEW]


async def test_an_id_stays_for_as_long_as_its_answer_may_be_replaced(store: Store) -> None:
    await register(store, *(submitted(name, n) for n, name in enumerate(["open", "dead", "put"])))
    for each in (
        ended("dead", None, BUG),
        ended("put", None, BUG),
        ended("put", outcome_id("put"), FINAL),
    ):
        await store.call(ids.end_submissions, each)
    assert await store.run(ids.forget_ids, T0 + 1, T0) == 1
    assert await register(store, submitted("open", 7)) == [IdCheck.NEW]
    assert await store.run(ids.forget_ids, T0, T0 + 1) == 3


def test_an_id_outlives_what_fetch_says_no_more_of() -> None:
    told_seconds = OUTCOMES.longest_seconds
    assert decisions.CLOSED_SECONDS + told_seconds < ids.REPLACEABLE_KEPT_SECONDS


async def test_a_thousand_submissions_at_once_are_all_told_apart(store: Store) -> None:
    items = [submitted(f"id-{n % 900}", n, f"https://a.test/{n % 900}") for n in range(1000)]
    id_checks = await register(store, *items)
    assert id_checks.count(IdCheck.NEW) == 900
    assert id_checks.count(IdCheck.REPEATED) == 100
