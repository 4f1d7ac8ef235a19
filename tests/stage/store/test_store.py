"""The store: calls that come together are answered together, and fail alone."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, select

from services.stage.store.database import database_url
from services.stage.store.errors import StoreUnavailable
from services.stage.store.rows import write_rows
from services.stage.store.store import Store

METADATA = MetaData()
WORDS = Table("words", METADATA, Column("word", String, primary_key=True), Column("n", Integer))


def add(connection: Connection, words: Sequence[str]) -> Sequence[bool]:
    def added(word: str) -> bool:
        row = {"word": word, "n": len(word)}
        return bool(write_rows(connection, WORDS, [row], replace=False, returning=WORDS.c.word))

    return [added(word) for word in words]


def count(connection: Connection) -> int:
    return len(connection.execute(select(WORDS)).all())


def refuse_x(connection: Connection, words: Sequence[str]) -> Sequence[bool]:
    answers = add(connection, words)
    if "x" in words:
        raise ValueError("no x")
    return answers


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = Store(f"sqlite:///{tmp_path}", "test", METADATA)
    await store.start()
    yield store
    await store.stop()


async def test_an_item_added_twice_is_stored_once(store: Store) -> None:
    assert await store.call(add, "one") is True
    assert await store.call(add, "one") is False
    assert await store.run(count) == 1


async def test_calls_that_come_together_share_a_transaction(store: Store) -> None:
    sizes: list[int] = []

    def measured(connection: Connection, words: Sequence[str]) -> Sequence[bool]:
        sizes.append(len(words))
        return add(connection, words)

    await asyncio.gather(*(store.call(measured, f"w{i}") for i in range(200)))
    assert sum(sizes) == 200
    assert len(sizes) < 20


async def test_a_bad_item_fails_alone_and_leaves_no_trace(store: Store) -> None:
    answers = await asyncio.gather(
        *(store.call(refuse_x, word) for word in "axb"), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [bool, ValueError, bool]
    assert await store.run(count) == 2


async def test_state_is_there_after_a_restart(tmp_path: Path) -> None:
    for expected in (True, False):
        store = Store(f"sqlite:///{tmp_path}", "test", METADATA)
        await store.start()
        assert await store.call(add, "kept") is expected
        await store.stop()


def test_a_foreign_database_url_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="NEWSREEL_STORE"):
        database_url("mysql://x", "fetch")


def sleep_for(connection: Connection, seconds: Sequence[float]) -> Sequence[bool]:
    time.sleep(sum(seconds))
    return [True] * len(seconds)


async def test_a_database_too_slow_to_answer_counts_as_away_until_it_answers(
    tmp_path: Path,
) -> None:
    store = Store(f"sqlite:///{tmp_path}", "test", METADATA, answer_seconds=0.5)
    await store.start()
    with pytest.raises(StoreUnavailable, match="no answer"):
        await store.call(sleep_for, 1.5)
    await asyncio.sleep(1.5)
    assert await store.call(sleep_for, 0.0)
    await store.stop()


async def test_a_long_queue_before_a_database_that_answers_is_no_outage(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}", "test", METADATA, batch_max=1, answer_seconds=0.5)
    await store.start()
    assert all(await asyncio.gather(*(store.call(sleep_for, 0.2) for _ in range(6))))
    await store.stop()


async def test_a_call_that_nobody_waits_for_any_more_is_not_run(store: Store) -> None:
    first = asyncio.create_task(store.call(sleep_for, 0.3))
    await asyncio.sleep(0.1)
    given_up = asyncio.create_task(store.call(add, "nobody waits"))
    await asyncio.sleep(0)
    given_up.cancel()
    await first
    assert await store.run(count) == 0


async def test_calls_of_one_kind_are_run_together_whatever_comes_between(store: Store) -> None:
    blocking = asyncio.create_task(store.call(sleep_for, 0.3))
    await asyncio.sleep(0.1)
    sizes: list[int] = []

    def sized(_: Connection, items: Sequence[int]) -> Sequence[None]:
        sizes.append(len(items))
        return [None] * len(items)

    mixed = [call for n in range(4) for call in (store.call(sized, n), store.run(count))]
    await asyncio.gather(blocking, *mixed)
    assert sizes == [4]


async def test_what_takes_plain_arguments_is_run_once_for_each_time_it_is_asked_for(
    store: Store,
) -> None:
    blocking = asyncio.create_task(store.call(sleep_for, 0.3))
    await asyncio.sleep(0.1)
    asked: list[tuple[str, int]] = []

    def repeated(connection: Connection, word: str, times: int) -> str:
        asked.append((word, times))
        add(connection, [word])
        return word * times

    def refused(connection: Connection, word: str) -> None:
        add(connection, [word])
        raise ValueError(word)

    answers = await asyncio.gather(
        store.run(repeated, "a", 2),
        store.run(refused, "x"),
        store.run(repeated, "b", 3),
        return_exceptions=True,
    )
    await blocking
    assert [answers[0], answers[2]] == ["aa", "bbb"]
    assert isinstance(answers[1], ValueError)
    assert asked[-2:] == [("a", 2), ("b", 3)]
    assert await store.run(count) == 2
