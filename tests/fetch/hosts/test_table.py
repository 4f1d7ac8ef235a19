"""What is remembered of hosts, on both databases."""

import asyncio
import signal
import sys
import time
from dataclasses import replace

from schemas.outcomes import Reason
from services.fetch.hosts import table as hosts
from services.fetch.hosts.crawl_delays import CrawlDelay
from services.fetch.hosts.health import Health, HostSignal
from services.fetch.hosts.host import HostRecord, Limits, NoTurn, Turn, Why
from services.fetch.hosts.table import Sighting
from services.fetch.hosts.turns import Turns
from services.fetch.schedule import table as schedule
from services.fetch.schedule.table import Row
from services.fetch.tables import METADATA
from services.stage.store.store import Store
from tests.support.fetch_settings import new_frontier
from tests.support.stores import running

T0 = 1_700_000_000.25
SICK = Health(
    cooling_until=T0 + 120.5,
    cooling_reason=Reason.HTTP_429,
    strikes=3,
    down_until=T0 + 600,
    down_reason=Reason.DNS_ERROR,
    failures=4,
    errors=5,
    slow_level=2,
)


async def test_a_host_comes_back_as_it_was(store: Store) -> None:
    record = HostRecord("a.test", SICK, next_start_at=T0 - 3.125)
    await store.call(hosts.save, Sighting(record, T0))
    assert await store.call(hosts.load, "a.test") == record


async def test_an_unknown_host_has_no_trouble(store: Store) -> None:
    assert await store.call(hosts.load, "new.test") == HostRecord("new.test")


async def test_the_last_of_several_records_counts(store: Store) -> None:
    older = HostRecord("a.test", replace(SICK, strikes=1))
    newer = HostRecord("a.test", replace(SICK, strikes=2))
    other = HostRecord("b.test", SICK)
    await asyncio.gather(
        *(store.call(hosts.save, Sighting(record, T0)) for record in (older, other, newer))
    )
    assert await store.call(hosts.load, "a.test") == newer
    await store.call(hosts.save, Sighting(older, T0 + 1))
    assert await store.call(hosts.load, "a.test") == older


async def test_a_cooldown_outlives_what_a_worker_writes_that_does_not_know_of_it(
    store: Store,
) -> None:
    def turns() -> Turns:
        async def save(record: HostRecord) -> None:
            await store.call(hosts.save, Sighting(record, time.time()))

        return Turns(new_frontier(), lambda host: store.call(hosts.load, host), save)

    owner, passer_by = turns(), turns()
    both = Limits(0.0, 2)
    first, other = await owner.take("a.test", both), await passer_by.take("a.test", both)
    assert isinstance(first, Turn)
    assert isinstance(other, Turn)
    before = time.time()
    await owner.release(first, HostSignal(Reason.HTTP_429, 429, 120.0))
    await passer_by.release(other, HostSignal(Reason.HTTP_5XX, 500))
    answer = await turns().take("a.test", both)
    assert isinstance(answer, NoTurn)
    assert (answer.why, answer.reason) == (Why.COOLING, Reason.HTTP_429)
    assert answer.until >= before + 120


async def test_of_two_workers_the_longer_hold_on_a_host_stands(store: Store) -> None:
    stale = HostRecord("a.test", Health(errors=1), next_start_at=T0 - 5)
    await store.call(hosts.save, Sighting(HostRecord("a.test", SICK, T0 + 300), T0))
    await store.call(hosts.save, Sighting(stale, T0 + 1))
    held = replace(SICK, failures=0, errors=1, slow_level=0)  # a count is the newest one's
    assert await store.call(hosts.load, "a.test") == HostRecord("a.test", held, T0 + 300)
    longer = replace(SICK, cooling_until=T0 + 500, cooling_reason=Reason.HTTP_5XX, strikes=0)
    await store.call(hosts.save, Sighting(HostRecord("a.test", longer, T0), T0 + 2))
    assert await store.call(hosts.load, "a.test") == HostRecord("a.test", longer, T0 + 300)


async def test_a_crawl_delay_stands_until_a_later_word_even_where_that_is_a_shorter_one(
    store: Store,
) -> None:
    def delayed(seconds: float | None, observed_at: float, next_start_at: float) -> HostRecord:
        delay = CrawlDelay(seconds, "https://a.test", observed_at)
        return HostRecord("a.test", Health(slow_level=1), next_start_at, crawl_delay=delay)

    slow = delayed(3600.0, T0, T0 + 3600)
    await store.call(hosts.save, Sighting(slow, T0))
    for unread in (HostRecord("a.test", slow.health), delayed(1.0, T0 - 60, T0 + 1)):
        await store.call(hosts.save, Sighting(unread, T0 + 1))
        assert await store.call(hosts.load, "a.test") == slow
    quick = delayed(None, T0 + 60, T0 + 61)
    await store.call(hosts.save, Sighting(quick, T0 + 60))
    assert await store.call(hosts.load, "a.test") == quick


async def test_a_host_comes_back_with_the_end_of_its_backlog(store: Store) -> None:
    for n in range(3):
        await store.call(schedule.put, Row(str(n), T0 + n, "a.test", b"", "backlog"))
    assert await store.call(hosts.load, "a.test") == HostRecord("a.test", tail_at=T0 + 2)


async def test_a_retry_due_in_hours_is_no_backlog(store: Store) -> None:
    await store.call(schedule.put, Row("1", T0 + 28_800, "a.test", b"", Reason.HTTP_5XX))
    assert (await store.call(hosts.load, "a.test")).tail_at == 0


async def test_a_cooldown_of_120_seconds_survives_a_restart(url: str) -> None:
    before = new_frontier()
    async with running(url, "fetch", METADATA) as store:
        before.learn(await store.call(hosts.load, "a.test"), T0)
        turn = before.place("a.test", T0)
        assert isinstance(turn, Turn)
        before.ready(T0)
        record = before.release(turn, T0, HostSignal(Reason.HTTP_429, 429, 120))
        assert record is not None
        await store.call(hosts.save, Sighting(record, T0))
    after = new_frontier()
    async with running(url, "fetch", METADATA) as store:
        after.learn(await store.call(hosts.load, "a.test"), T0 + 1)
    assert after.place("a.test", T0 + 1) == NoTurn(T0 + 120, Why.COOLING, Reason.HTTP_429)
    near_the_end = after.place("a.test", T0 + 119, from_schedule=True)
    assert isinstance(near_the_end, Turn)
    assert after.ready(T0 + 119.9) == []
    assert after.ready(T0 + 120) == [(near_the_end, None)]


async def test_a_cooldown_survives_a_kill(url: str) -> None:
    began = time.time()
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.cooled_worker", url
    )
    assert await worker.wait() == -signal.SIGKILL
    async with running(url, "fetch", METADATA) as store:
        record = await store.call(hosts.load, "a.test")
    frontier = new_frontier()
    frontier.learn(record, time.time())
    answer = frontier.place("a.test", time.time())
    assert isinstance(answer, NoTurn)
    assert answer.until >= began + 120


async def test_a_crawl_delay_of_minutes_survives_a_restart(url: str) -> None:
    limits = Limits(300.0)
    before = new_frontier()
    async with running(url, "fetch", METADATA) as store:
        before.place("a.test", T0, limits)
        before.ready(T0)
        await store.call(hosts.save, Sighting(before.record("a.test"), T0))
    after = new_frontier()
    async with running(url, "fetch", METADATA) as store:
        after.learn(await store.call(hosts.load, "a.test"), T0 + 60)
    unread_robots = Limits(1.0)
    assert after.place("a.test", T0 + 60, unread_robots) == NoTurn(T0 + 300, Why.BACKLOG)


async def test_old_hosts_are_forgotten_unless_they_still_cool(store: Store) -> None:
    for name, health in (("old.test", Health(slow_level=1)), ("cooling.test", SICK)):
        await store.call(hosts.save, Sighting(HostRecord(name, health), T0 - 10))
    await store.call(hosts.save, Sighting(HostRecord("new.test", Health(slow_level=1)), T0 + 10))
    assert await store.run(hosts.forget_before, T0) == 1
    known = [await store.call(hosts.load, f"{n}.test") for n in ("old", "cooling", "new")]
    assert [record.health.slow_level for record in known] == [0, 2, 1]
