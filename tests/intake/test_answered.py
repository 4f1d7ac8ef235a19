"""What intake remembers: repeated ids and repeated URLs, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from schemas.identity import outcome_id
from schemas.outcomes import Reason
from services.intake import answered
from services.intake.answered import (
    Asked,
    CheckedId,
    IdCheck,
    KnownOutcome,
    SubmissionOutcome,
    Submitted,
)
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


def answer(reason: Reason = Reason.NEW, at: float = T0, name: str = "o-1") -> KnownOutcome:
    return KnownOutcome(URL, name, "article-1", reason, at)


async def checks(store: Store, *items: Submitted) -> list[CheckedId]:
    return await asyncio.gather(*(store.call(answered.register, item) for item in items))


async def register(store: Store, *items: Submitted) -> list[IdCheck]:
    return [each.id_check for each in await checks(store, *items)]


async def found(store: Store, since: float = T0 - 100, url: str = URL) -> KnownOutcome | None:
    return await store.call(answered.answered_within, Asked(url, since))


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
    await store.call(answered.end_submissions, SubmissionOutcome("x", None, BUG))
    second = CheckedId(IdCheck.AGAIN, outcome_id("x"))
    redelivered = CheckedId(IdCheck.REDELIVERED, outcome_id("x"))
    assert await checks(store, submitted("x", 2)) == [second]
    assert await checks(store, submitted("x", 2)) == [redelivered]
    assert await register(store, submitted("x", 3)) == [IdCheck.REPEATED]
    assert await register(store, submitted("x", 4, "https://b.test/")) == [IdCheck.CONFLICT]
    # the first answer is delivered again: it is not that of the second try
    await store.call(answered.end_submissions, SubmissionOutcome("x", None, BUG))
    assert await register(store, submitted("x", 3)) == [IdCheck.REPEATED]
    await store.call(answered.end_submissions, SubmissionOutcome("x", outcome_id("x"), BUG))
    third = CheckedId(IdCheck.AGAIN, outcome_id("x", outcome_id("x")))
    assert await checks(store, submitted("x", 5)) == [third]


async def test_an_id_with_a_final_answer_is_not_taken_again(store: Store) -> None:
    await register(store, submitted("x", 1))
    await store.call(answered.end_submissions, SubmissionOutcome("x", None, FINAL))
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


async def test_an_answered_url_is_found_with_its_answer_within_the_window(store: Store) -> None:
    assert await found(store) is None
    assert await store.call(answered.record_outcome, answer()) is True
    assert await found(store, since=T0) == answer()
    assert await found(store, since=T0 + 0.001) is None
    assert await found(store, url="https://a.test/story?id=2") is None


async def test_a_failure_blocks_nothing(store: Store) -> None:
    assert await store.call(answered.record_outcome, answer(Reason.TIMEOUT)) is False
    assert await found(store) is None


@pytest.mark.parametrize(
    ("reason", "blocks"),
    [
        (Reason.NEW, True),
        (Reason.REVISION, True),
        (Reason.NOT_MODIFIED, True),
        (Reason.SAME_CONTENT, True),
        (Reason.DUP_CANONICAL, True),
        (Reason.DUP_CONTENT, True),
        (Reason.TOMBSTONE, True),
        (Reason.RIGHTS_RESERVED, True),
        (Reason.DUP_URL, False),
        (Reason.HTTP_404, False),
        (Reason.TIMEOUT, False),
        (Reason.TOO_SHORT, False),
        (Reason.FILTERED, False),
        (Reason.ROBOTS_DENIED, False),
        (Reason.EXPIRED, False),
        (Reason.CANCELLED, False),
        (Reason.UNEXPECTED, False),
    ],
)
def test_only_an_answer_that_settles_its_url_stands_in_the_way(
    reason: Reason, blocks: bool
) -> None:
    assert answered.blocks(answer(reason)) is blocks


async def test_the_latest_answer_counts_in_whatever_order_they_come(store: Store) -> None:
    late, early = answer(at=T0 + 9, name="late"), answer(at=T0, name="early")
    await asyncio.gather(*(store.call(answered.record_outcome, each) for each in (late, early)))
    assert await found(store) == late
    await store.call(answered.record_outcome, early)
    assert await found(store) == late


async def test_a_failure_does_not_undo_an_earlier_success(store: Store) -> None:
    await store.call(answered.record_outcome, answer())
    await store.call(answered.record_outcome, answer(Reason.HTTP_5XX, T0 + 5))
    assert await found(store) == answer()


async def test_what_is_old_is_forgotten(store: Store) -> None:
    await register(store, submitted("x", 1))
    await store.call(answered.record_outcome, answer())
    assert await store.run(answered.forget_before, T0, T0) == 0
    assert await store.run(answered.forget_before, T0 + 1, T0 + 1) == 2
    assert await found(store) is None
    assert await register(store, submitted("x", 2)) == [IdCheck.NEW]


async def test_a_thousand_submissions_at_once_are_all_told_apart(store: Store) -> None:
    items = [submitted(f"id-{n % 900}", n, f"https://a.test/{n % 900}") for n in range(1000)]
    id_checks = await register(store, *items)
    assert id_checks.count(IdCheck.NEW) == 900
    assert id_checks.count(IdCheck.REPEATED) == 100
