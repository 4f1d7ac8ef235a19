"""Turns with a real clock: waiting, deferral, cancellation."""

import asyncio
import itertools
import time

import pytest

from schemas.outcomes import Reason
from services.fetch.hosts.health import HostSignal
from services.fetch.hosts.host import HostRecord, Limits, NoTurn, Turn, Why
from services.fetch.hosts.turns import Turns
from services.stage.store.errors import StoreUnavailable
from tests.support.fetch_settings import new_frontier

FAST = Limits(0.05)
OK = HostSignal(status=200)


class Shelf:
    """What the store would hold."""

    def __init__(self) -> None:
        self.records: dict[str, HostRecord] = {}
        self.away = False

    async def load(self, host: str) -> HostRecord:
        await asyncio.sleep(0)
        if self.away:
            raise StoreUnavailable("away")
        return self.records.get(host, HostRecord(host))

    async def save(self, record: HostRecord) -> None:
        await asyncio.sleep(0)
        if self.away:
            raise StoreUnavailable("away")
        self.records[record.group] = record


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def turns(shelf: Shelf) -> Turns:
    return Turns(new_frontier(short_wait_seconds=1.0), shelf.load, shelf.save)


async def take(turns: Turns, host: str = "a.test", limits: Limits = FAST) -> Turn:
    turn = await turns.take(host, limits)
    assert isinstance(turn, Turn)
    return turn


async def idle(turns: Turns, host: str) -> None:
    """Wait until the host's delay is over by the clock of turns; a loop's timer may be early."""
    free_at = turns.frontier.record(host).next_start_at
    while (left := free_at - time.time()) > 0:  # noqa: ASYNC110
        await asyncio.sleep(left)


async def test_urls_of_one_host_start_a_delay_apart(turns: Turns) -> None:
    async def fetch() -> float:
        turn = await take(turns)
        start = time.time()
        await turns.release(turn, OK)
        return start

    starts = sorted(await asyncio.gather(*(fetch() for _ in range(6))))
    gaps = [later - earlier for earlier, later in itertools.pairwise(starts)]
    assert min(gaps) >= 0.045


async def test_who_waits_when_the_clock_is_set_back_waits_no_longer_than_a_short_wait(
    shelf: Shelf,
) -> None:
    set_back = 0.0
    turns = Turns(
        new_frontier(short_wait_seconds=0.5),
        shelf.load,
        shelf.save,
        clock=lambda: time.time() - set_back,
    )
    limits = Limits(0.4)
    await turns.release(await take(turns, limits=limits), OK)
    waits = asyncio.create_task(turns.take("a.test", limits))
    await asyncio.sleep(0)
    set_back = 3600.0
    answer = await asyncio.wait_for(waits, 10)
    assert isinstance(answer, NoTurn)
    assert answer.until < turns.frontier.record("a.test").next_start_at + 60
    assert turns.frontier.waiting == 0
    await turns.release(await take(turns, limits=limits), OK)


async def test_a_url_that_cannot_start_soon_is_deferred_without_a_wait(turns: Turns) -> None:
    slow = Limits(60.0)
    await turns.release(await take(turns, limits=slow), OK)
    began = time.time()
    answer = await turns.take("a.test", slow)
    assert isinstance(answer, NoTurn)
    assert answer.why is Why.CRAWL_DELAY
    assert time.time() - began < 0.5


async def test_a_crawl_delay_that_is_read_late_still_holds_for_those_who_wait(
    turns: Turns,
) -> None:
    first = await take(turns)
    waiting = asyncio.create_task(turns.take("a.test", FAST))
    await asyncio.sleep(0.01)
    await turns.observe_robots(first, "https://a.test", 120.0)
    await turns.release(first, OK)
    answer = await asyncio.wait_for(waiting, 0.5)
    assert isinstance(answer, NoTurn)
    assert answer.until == pytest.approx(time.time() + 120, abs=5)


async def test_a_url_behind_a_host_that_hangs_is_deferred_after_the_short_wait(
    turns: Turns,
) -> None:
    hanging = await take(turns)
    began = time.time()
    assert isinstance(await turns.take("a.test", FAST), NoTurn)
    assert 0.9 < time.time() - began < 3
    await turns.release(hanging, OK)


async def test_a_cooldown_is_stored_before_release_returns(turns: Turns, shelf: Shelf) -> None:
    await turns.release(await take(turns), HostSignal(Reason.HTTP_429, 429, 120))
    assert shelf.records["a.test"].health.cooling_until > time.time() + 100
    fresh = Turns(new_frontier(), shelf.load, shelf.save)
    answer = await fresh.take("a.test", FAST)
    assert isinstance(answer, NoTurn)
    assert answer.reason is Reason.HTTP_429


async def test_the_start_of_a_fetch_with_a_long_delay_is_stored_before_the_fetch(
    turns: Turns, shelf: Shelf
) -> None:
    await take(turns, limits=Limits(300.0))
    assert shelf.records["a.test"].next_start_at == pytest.approx(time.time() + 300, abs=5)


async def test_a_host_that_was_forgotten_keeps_its_crawl_delay(shelf: Shelf) -> None:
    forgetful = Turns(new_frontier(hosts_max=1), shelf.load, shelf.save)
    turn = await take(forgetful)
    await forgetful.observe_robots(turn, "https://a.test", 0.3)
    await forgetful.release(turn, OK)
    await idle(forgetful, "a.test")
    await forgetful.release(await take(forgetful, "b.test"), OK)
    assert not forgetful.frontier.knows("a.test")
    starts = []
    for _ in range(2):
        await forgetful.release(await take(forgetful), OK)
        starts.append(time.time())
    assert starts[1] - starts[0] >= 0.29


async def test_a_crawl_delay_that_has_gone_is_gone_after_a_restart_too(shelf: Shelf) -> None:
    turns = Turns(new_frontier(), shelf.load, shelf.save)
    turn = await take(turns)
    await turns.release(turn, OK)
    for seconds in (300.0, None):
        await turns.observe_robots(turn, "https://a.test", seconds)
        restarted = Turns(new_frontier(), shelf.load, shelf.save)
        assert isinstance(await restarted.take("a.test", FAST), NoTurn if seconds else Turn)


async def test_a_cancelled_wait_leaves_its_place_to_the_next(turns: Turns) -> None:
    first = await take(turns)
    waiting = [asyncio.create_task(turns.take("a.test", FAST)) for _ in range(2)]
    await asyncio.sleep(0.01)
    waiting[0].cancel()
    await asyncio.sleep(0)
    assert turns.frontier.waiting == 1
    await turns.release(first, OK)
    assert isinstance(await waiting[1], Turn)


async def test_a_turn_that_was_cancelled_as_it_came_is_given_back(turns: Turns) -> None:
    first = await take(turns, limits=Limits(0.0))
    task = asyncio.create_task(turns.take("a.test", Limits(0.0)))
    await asyncio.sleep(0.01)
    release = asyncio.create_task(turns.release(first, OK))
    asyncio.get_running_loop().call_soon(task.cancel)  # between the wake-up and the waking
    await asyncio.gather(task, release, return_exceptions=True)
    assert task.cancelled()
    assert isinstance(await asyncio.wait_for(turns.take("a.test", FAST), 1), Turn)


async def test_a_store_that_is_away_at_the_release_does_not_block_the_host(
    turns: Turns, shelf: Shelf
) -> None:
    turn = await take(turns)
    shelf.away = True
    with pytest.raises(StoreUnavailable):
        await turns.release(turn, HostSignal(Reason.HTTP_429, 429, 0.2))
    assert isinstance(await turns.take("a.test", FAST), Turn)


async def test_two_urls_of_a_new_host_that_come_together_still_take_turns(turns: Turns) -> None:
    answers = await asyncio.gather(
        *(asyncio.wait_for(turns.take("a.test", FAST), 0.5) for _ in range(2)),
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers] == [Turn, TimeoutError]


async def test_who_is_cancelled_while_the_host_closes_has_left_the_queue_already(
    turns: Turns,
) -> None:
    first = await take(turns)
    waits = asyncio.create_task(turns.take("a.test", FAST))
    await asyncio.sleep(0.01)
    waits.cancel()  # it runs only after the others have heard that the host wants a rest
    await turns.release(first, HostSignal(Reason.HTTP_429, 429))
    with pytest.raises(asyncio.CancelledError):
        await waits
    assert turns.frontier.waiting == 0
