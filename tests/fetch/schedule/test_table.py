"""The schedule table: rows wait, are claimed once, and go only when the broker has them."""

import asyncio

from services.fetch.schedule import table as schedule
from services.fetch.schedule.table import Row
from services.fetch.tables import METADATA
from services.stage.store.store import Store
from tests.support.stores import running

T0 = 1_700_000_000.25


def row(name: str, due_at: float = T0, host: str = "a.test", why: str = "backlog") -> Row:
    return Row(name, due_at, host, b"\x00payload " + name.encode(), why)


async def claim(store: Store, now: float, limit: int = 100) -> list[Row]:
    return await store.run(schedule.claim_due, now, limit)


async def put_all(store: Store, *rows: Row) -> list[bool]:
    return await asyncio.gather(*(store.call(schedule.put, each) for each in rows))


async def test_a_row_comes_back_as_it_was_when_it_is_due_and_not_before(store: Store) -> None:
    await store.call(schedule.put, row("one", T0))
    assert await claim(store, T0 - 0.001) == []
    [found] = await claim(store, T0)
    assert found == Row("one", T0, "a.test", b"\x00payload one", "backlog", T0 + 60)


async def test_the_oldest_rows_are_claimed_first(store: Store) -> None:
    await put_all(store, *(row(str(n), T0 - n) for n in range(10)))
    assert [found.id for found in await claim(store, T0, limit=3)] == ["9", "8", "7"]


async def test_a_redelivered_event_makes_no_second_row_and_moves_none(store: Store) -> None:
    assert await put_all(store, row("one", T0), row("one", T0 + 50)) == [True, False]
    assert await store.call(schedule.put, row("one", T0 + 99)) is False
    assert [found.due_at for found in await claim(store, T0 + 100)] == [T0]


async def test_a_claimed_row_is_given_to_nobody_else_until_its_lease_ends(store: Store) -> None:
    await store.call(schedule.put, row("one"))
    assert len(await claim(store, T0)) == 1
    assert await claim(store, T0 + 59) == []
    assert len(await claim(store, T0 + 60)) == 1


async def test_a_confirmed_row_is_gone(store: Store) -> None:
    await put_all(store, row("one"), row("two"))
    claimed = await claim(store, T0)
    assert await store.run(schedule.done, claimed[:1]) == 1
    assert [found.id for found in await claim(store, T0 + 999)] == [claimed[1].id]


async def test_a_row_waits_from_when_it_is_put_until_it_is_gone(store: Store) -> None:
    await put_all(store, row("one"), row("two", T0 + 1))
    await store.run(schedule.done, await claim(store, T0))
    assert await store.call_many(schedule.waits, ["one", "two", "two"]) == [False, True, True]


async def test_an_event_that_waits_anew_before_its_row_is_deleted_is_not_lost(store: Store) -> None:
    await store.call(schedule.put, row("one"))
    claimed = await claim(store, T0)
    assert await store.call(schedule.put, row("one", T0 + 500, why="cooling")) is True
    await store.run(schedule.done, claimed)
    [found] = await claim(store, T0 + 500)
    assert (found.due_at, found.why) == (T0 + 500, "cooling")


async def test_a_worker_that_was_too_slow_does_not_delete_what_another_has_claimed(
    store: Store,
) -> None:
    await store.call(schedule.put, row("one"))
    late = await claim(store, T0)
    assert len(await claim(store, T0 + 60)) == 1
    assert await store.run(schedule.done, late) == 0


async def test_several_workers_never_claim_the_same_row(url: str) -> None:
    async with running(url, "fetch", METADATA) as one, running(url, "fetch", METADATA) as two:
        await put_all(one, *(row(str(n)) for n in range(400)))
        pages = await asyncio.gather(
            *(claim(store, T0, limit=25) for _ in range(10) for store in (one, two))
        )
        ids = [found.id for page in pages for found in page]
        assert len(ids) == len(set(ids)) == 400


async def test_rows_are_still_there_after_a_restart(url: str) -> None:
    async with running(url, "fetch", METADATA) as store:
        await store.call(schedule.put, row("one"))
    async with running(url, "fetch", METADATA) as store:
        assert [found.id for found in await claim(store, T0)] == ["one"]
