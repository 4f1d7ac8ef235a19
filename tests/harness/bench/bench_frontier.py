"""A flood of 100,000 URLs of one host beside 1,000 hosts with one URL each: who waits how long.

    python -m tests.harness.bench.bench_frontier [--store URL] [--flood N] [--hosts N]

Part one moves a clock of its own: the frontier's decisions alone, each event handled in no time.
Part two runs with the real clock and a real store: every deferral is a row, written before the
event is let go. A fetch takes 50 ms. Waits are in seconds: `held` from the moment an event is read
to the start of its fetch, `since start` from the first event of the run.
"""

import argparse
import asyncio
import heapq
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from services.fetch.hosts import table as hosts
from services.fetch.hosts.health import HostSignal
from services.fetch.hosts.host import HostRecord, NoTurn, Turn
from services.fetch.hosts.turns import Turns
from services.fetch.schedule import table as schedule
from services.fetch.schedule.table import Row
from services.fetch.tables import METADATA
from services.stage.store.store import Store
from tests.support.fetch_settings import new_frontier

FETCH_SECONDS = 0.05
IN_FLIGHT_MAX = 2_000
PAYLOAD = b"x" * 1_000
FLOODED = "flooded.test"
OK = HostSignal(status=200)


@dataclass(slots=True)
class Waits:
    """What one run measured, in seconds."""

    held: list[float] = field(default_factory=list)
    since_start: list[float] = field(default_factory=list)
    deferred: int = 0
    waiting_max: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0


def events(flood: int, single: int, flood_first: bool) -> Iterator[tuple[int, str]]:
    """Yield hosts in the order of their URLs: shuffled, or the whole flood before the others."""
    names = [FLOODED] * flood + [f"{n}.test" for n in range(single)]
    if not flood_first:
        random.Random(4).shuffle(names)
    yield from enumerate(names)


def simulated(flood: int, single: int, flood_first: bool) -> Waits:
    """Let every event arrive at once, and move the clock from one happening to the next."""
    frontier = new_frontier(in_flight_max=IN_FLIGHT_MAX)
    waits, began, cpu, now = Waits(), time.perf_counter(), time.process_time(), 1e6
    ends: list[tuple[float, int, Turn]] = []
    left, order, in_work = events(flood, single, flood_first), 0, 0
    exhausted = False
    while not exhausted or in_work:
        while not exhausted and in_work < IN_FLIGHT_MAX:
            event = next(left, None)
            if event is None:
                exhausted = True
            elif isinstance(frontier.place(event[1], now), NoTurn):
                waits.deferred += 1
            else:
                in_work += 1
            waits.waiting_max = max(waits.waiting_max, frontier.waiting)
        for turn, deferred in frontier.ready(now):
            if deferred is not None:
                in_work -= 1
                waits.deferred += 1
                continue
            if turn.group != FLOODED:
                waits.held.append(turn.waited_seconds)
                waits.since_start.append(now - 1e6)
            order += 1
            heapq.heappush(ends, (now + FETCH_SECONDS, order, turn))
        happenings = [ends[0][0]] if ends else []
        if (wake_at := frontier.wake_at()) is not None:
            happenings.append(wake_at)
        now = max(now, min(happenings, default=now))
        while ends and ends[0][0] <= now:
            frontier.release(heapq.heappop(ends)[2], now, OK)
            in_work -= 1
    waits.seconds = time.perf_counter() - began
    waits.cpu_seconds = time.process_time() - cpu
    return waits


async def real(store: Store, flood: int, single: int, flood_first: bool) -> Waits:
    """Run the same with the real clock and the real store."""

    async def load(host: str) -> HostRecord:
        return await store.call(hosts.load, host)

    async def save(record: HostRecord) -> None:
        raise AssertionError("nobody is in trouble here")

    turns = Turns(new_frontier(in_flight_max=IN_FLIGHT_MAX), load, save)
    waits, room = Waits(), asyncio.Semaphore(IN_FLIGHT_MAX)
    began, cpu = time.perf_counter(), time.process_time()

    async def work(n: int, host: str) -> None:
        read = time.perf_counter()
        turn = await turns.take(host)
        if isinstance(turn, NoTurn):
            waits.deferred += 1
            row = Row(f"{began}-{n:06}", turn.until, host, PAYLOAD, turn.why)
            await store.call(schedule.put, row)
        else:
            if host != FLOODED:
                waits.held.append(time.perf_counter() - read)
                waits.since_start.append(time.perf_counter() - began)
            await asyncio.sleep(FETCH_SECONDS)
            await turns.release(turn, OK)
        waits.waiting_max = max(waits.waiting_max, turns.frontier.waiting)
        room.release()

    async with asyncio.TaskGroup() as tasks:
        for n, host in events(flood, single, flood_first):
            await room.acquire()
            tasks.create_task(work(n, host))
    waits.seconds = time.perf_counter() - began
    waits.cpu_seconds = time.process_time() - cpu
    return waits


def report(name: str, waits: Waits) -> None:
    """Print one line of figures."""
    held, since = sorted(waits.held), sorted(waits.since_start)
    p95 = int(len(held) * 0.95)
    print(
        f"{name:37} held {statistics.median(held):7.3f} p95 {held[p95]:7.3f} | "
        f"since start {statistics.median(since):7.3f} p95 {since[p95]:7.3f} | "
        f"deferred {waits.deferred:7} | waiting at most {waits.waiting_max:4} | "
        f"run {waits.seconds:6.2f} s, CPU {waits.cpu_seconds:6.2f} s",
        flush=True,
    )


async def run(store_url: str | None, flood: int, single: int) -> None:
    """Run both parts and print their figures."""
    cases = {
        "the thousand alone": (0, False),
        "with the flood, shuffled": (flood, False),
        "with the flood before them": (flood, True),
    }
    for name, (size, first) in cases.items():
        report(f"simulated: {name}", simulated(size, single, first))
    for name, (size, first) in cases.items():
        with tempfile.TemporaryDirectory() as folder:
            store = Store(store_url or f"sqlite:///{folder}", "fetch", METADATA)
            await store.start()
            report(f"real: {name}", await real(store, size, single, first))
            await store.stop()


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", help="postgresql://…; a SQLite file of its own without it")
    parser.add_argument("--flood", type=int, default=100_000)
    parser.add_argument("--hosts", type=int, default=1_000)
    arguments = parser.parse_args()
    asyncio.run(run(arguments.store, arguments.flood, arguments.hosts))


if __name__ == "__main__":
    main()
