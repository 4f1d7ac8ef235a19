"""The outcomes that intake remembers, on both databases."""

import asyncio

from schemas.outcomes import Reason
from services.intake import answered
from services.intake.answered import Asked, KnownOutcome
from services.stage.store.store import Store

T0 = 1_700_000_000.25
URL = "https://a.test/story?id=1"


def answer(reason: Reason = Reason.NEW, at: float = T0, name: str = "o-1") -> KnownOutcome:
    return KnownOutcome(URL, name, "article-1", reason, at)


async def found(store: Store, since: float = T0 - 100, url: str = URL) -> KnownOutcome | None:
    return await store.call(answered.answered_within, Asked(url, since))


async def test_an_answered_url_is_found_with_its_answer_within_the_window(store: Store) -> None:
    assert await found(store) is None
    await store.call(answered.record_outcomes, answer())
    assert await found(store, since=T0) == answer()
    assert await found(store, since=T0 + 0.001) is None
    assert await found(store, url="https://a.test/story?id=2") is None


async def test_a_failure_blocks_nothing(store: Store) -> None:
    await store.call(answered.record_outcomes, answer(Reason.TIMEOUT))
    assert await found(store) is None


async def test_the_latest_answer_counts_in_whatever_order_they_come(store: Store) -> None:
    late, early = answer(at=T0 + 9, name="late"), answer(at=T0, name="early")
    await asyncio.gather(*(store.call(answered.record_outcomes, each) for each in (late, early)))
    assert await found(store) == late
    await store.call(answered.record_outcomes, early)
    assert await found(store) == late


async def test_a_failure_does_not_undo_an_earlier_success(store: Store) -> None:
    await store.call(answered.record_outcomes, answer())
    await store.call(answered.record_outcomes, answer(Reason.HTTP_5XX, T0 + 5))
    assert await found(store) == answer()


async def test_what_is_old_is_forgotten(store: Store) -> None:
    await store.call(answered.record_outcomes, answer())
    assert await store.run(answered.forget_outcomes, T0) == 0
    assert await store.run(answered.forget_outcomes, T0 + 1) == 1
    assert await found(store) is None
