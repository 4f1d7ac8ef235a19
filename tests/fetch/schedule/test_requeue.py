"""The requeuer: due events go back on the topic, also when the store or the broker fails."""

import asyncio

import pytest

from services.fetch.hosts.counts import count_all
from services.fetch.schedule import table as schedule
from services.fetch.schedule.requeue import Requeuer
from services.fetch.schedule.table import Row
from services.stage.store.errors import StoreUnavailable
from services.stage.store.store import Store

T0 = 1_700_000_000.0


class Broker:
    """Takes events, or refuses some."""

    def __init__(self, *refused: str) -> None:
        self.refused = set(refused)
        self.got: list[str] = []
        self.at_once = 0
        self.most_at_once = 0

    async def emit(self, row: Row) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.001)
        self.at_once -= 1
        if row.id in self.refused:
            raise ConnectionError("no broker")
        self.got.append(row.id)


async def fill(store: Store, count: int, due_at: float = T0) -> None:
    rows = [Row(str(n), due_at, "a.test", b"x", "backlog") for n in range(count)]
    await asyncio.gather(*(store.call(schedule.put, row) for row in rows))


async def left(store: Store) -> int:
    return (await store.run(count_all, T0)).scheduled


async def until_all_is_sent(store: Store) -> None:
    async with asyncio.timeout(20):
        while await left(store):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_what_is_due_is_sent_and_deleted_and_the_rest_waits(store: Store) -> None:
    await fill(store, 5)
    await store.call(schedule.put, Row("later", T0 + 1, "a.test", b"x", "retry"))
    broker = Broker()
    assert await Requeuer(store, broker.emit, clock=lambda: T0).requeue_page() == (5, 5)
    assert sorted(broker.got) == ["0", "1", "2", "3", "4"]
    assert await left(store) == 1


async def test_what_the_broker_refused_is_sent_again_after_its_lease(store: Store) -> None:
    await fill(store, 3)
    now = [T0]
    broker = Broker("1")
    task = Requeuer(store, broker.emit, clock=lambda: now[0])
    assert await task.requeue_page() == (3, 2)
    broker.refused.clear()
    assert await task.requeue_page() == (0, 0)
    now[0] += 60
    assert await task.requeue_page() == (1, 1)
    assert sorted(broker.got) == ["0", "1", "2"]


async def test_a_crash_between_sending_and_deletion_sends_twice_and_loses_nothing(
    store: Store,
) -> None:
    await fill(store, 2)
    broker = Broker()

    async def emit_and_die(row: Row) -> None:
        await broker.emit(row)
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await Requeuer(store, emit_and_die, clock=lambda: T0).requeue_page()
    await Requeuer(store, broker.emit, clock=lambda: T0 + 60).requeue_page()
    assert sorted(broker.got) == ["0", "0", "1", "1"]
    assert await left(store) == 0


async def test_no_more_than_a_page_is_in_memory(store: Store) -> None:
    await fill(store, 100)
    broker = Broker()
    emitter = Requeuer(store, broker.emit, page_rows=10, clock=lambda: T0)
    task = asyncio.create_task(emitter.run())
    await until_all_is_sent(store)
    task.cancel()
    assert broker.most_at_once <= 10
    assert await left(store) == 0


async def test_emission_is_paced(store: Store) -> None:
    await fill(store, 60)
    broker = Broker()
    emitter = Requeuer(store, broker.emit, page_rows=10, rate_max_per_second=100, clock=lambda: T0)
    task = asyncio.create_task(emitter.run())
    await asyncio.sleep(0.35)
    task.cancel()
    assert 10 <= len(broker.got) <= 40


async def test_a_store_that_is_away_is_waited_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_answer(*_: object) -> None:
        raise StoreUnavailable("no answer")

    await fill(store, 3)
    emitter = Requeuer(store, Broker().emit, poll_seconds=0.01, clock=lambda: T0)
    with monkeypatch.context() as away:
        away.setattr(store, "run", no_answer)
        task = asyncio.create_task(emitter.run())
        await asyncio.sleep(0.2)
        assert not task.done()
    await until_all_is_sent(store)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
