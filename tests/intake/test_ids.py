"""What intake remembers of submitters' ids, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from schemas.identity import outcome_id
from schemas.outcomes import Reason
from services.intake import answered, ids
from services.intake.ids import CheckedId, IdCheck, SubmissionOutcome, Submitted
from services.stage.store.store import Store
from tests.support.stores import DATABASES, running, store_url

T0 = 1_700_000_000.25
URL = "https://a.test/story?id=1"


@pytest.fixture(params=DATABASES)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    async with running(
        store_url(request.param, tmp_path, request), "intake", answered.METADATA
    ) as s:
        yield s


def submitted(name: str, offset: int, url: str = URL, partition: int = 0) -> Submitted:
    return Submitted(name, url, partition, offset, T0)


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


async def test_a_topic_made_anew_has_another_message_at_the_same_place(store: Store) -> None:
    await register(store, submitted("x", 1))
    other = submitted("x", 1)._replace(sent_at=T0)
    assert await register(store, other) == [IdCheck.REPEATED]


FINAL, BUG = Reason.NEW, Reason.UNEXPECTED


async def test_an_id_whose_answer_may_be_replaced_is_taken_once_more(store: Store) -> None:
    await register(store, submitted("x", 1))
    await store.call(ids.end_submissions, SubmissionOutcome("x", None, BUG))
    second = CheckedId(IdCheck.AGAIN, outcome_id("x"))
    redelivered = CheckedId(IdCheck.REDELIVERED, outcome_id("x"))
    assert await checks(store, submitted("x", 2)) == [second]
    assert await checks(store, submitted("x", 2)) == [redelivered]
    assert await register(store, submitted("x", 3)) == [IdCheck.REPEATED]
    assert await register(store, submitted("x", 4, "https://b.test/")) == [IdCheck.CONFLICT]
    # the first answer is delivered again: it is not that of the second try
    await store.call(ids.end_submissions, SubmissionOutcome("x", None, BUG))
    assert await register(store, submitted("x", 3)) == [IdCheck.REPEATED]
    await store.call(ids.end_submissions, SubmissionOutcome("x", outcome_id("x"), BUG))
    third = CheckedId(IdCheck.AGAIN, outcome_id("x", outcome_id("x")))
    assert await checks(store, submitted("x", 5)) == [third]


async def test_an_id_with_a_final_answer_is_not_taken_again(store: Store) -> None:
    await register(store, submitted("x", 1))
    await store.call(ids.end_submissions, SubmissionOutcome("x", None, FINAL))
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
    assert await checks(store, late) == [CheckedId(IdCheck.AGAIN, None)]
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
    assert await store.run(ids.forget_ids, T0) == 0
    assert await store.run(ids.forget_ids, T0 + 1) == 1
    assert await register(store, submitted("x", 2)) == [IdCheck.NEW]


async def test_a_thousand_submissions_at_once_are_all_told_apart(store: Store) -> None:
    items = [submitted(f"id-{n % 900}", n, f"https://a.test/{n % 900}") for n in range(1000)]
    id_checks = await register(store, *items)
    assert id_checks.count(IdCheck.NEW) == 900
    assert id_checks.count(IdCheck.REPEATED) == 100
