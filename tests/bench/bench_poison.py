"""`python -m tests.bench.bench_poison`: what one poison page in a hundred costs the others.

Good pages alone and with 1 % of poison (a hang, a memory eater, a crash, in turn) go through the
real worker pool in alternating phases of one run. A hang holds its worker for the time limit and a
memory eater until it is seen: that is the poison's own limit, measured for each of them alone, and
taken off. What is left is what killing, forking and trying twice costs the good pages.
"""

import argparse
import asyncio
import ctypes
import time
from dataclasses import dataclass
from statistics import median

import psutil

from deploy.sample.catalogue import answer, expected
from schemas.events import PageFetched
from schemas.passport import Hints
from services.extract.extract import Extraction
from services.extract.work import extract_page, warm_up
from services.stage.endings import Rejected
from services.stage.workers import WorkerError, WorkerPool
from tests.support.article_pages import page

KINDS = (b"hang", b"memory", b"crash")
EVERY = 100
TIME_LIMIT_SECONDS = 10.0
MEMORY_LIMIT_BYTES = 400_000_000


def work(given: PageFetched, hints: Hints) -> Extraction | Rejected:
    """Extract a page, or do what a poison page does to its worker."""
    if given.body == b"hang":
        time.sleep(3600)
    elif given.body == b"memory":
        kept = []
        while True:
            kept.append(bytearray(b"x" * 4_000_000))
    elif given.body == b"crash":
        ctypes.string_at(0)
    return extract_page(given, hints, None)


@dataclass(frozen=True)
class Phase:
    """What a phase took: seconds by the clock and of CPU, of the whole pool."""

    seconds: float
    cpu_seconds: float
    lost: int = 0
    """Good pages without a result: on a starved machine one may run into the time limit."""


async def run(pool: WorkerPool[Extraction | Rejected], pages: list[PageFetched]) -> Phase:
    """Run pages through the pool, all at once in its line."""
    cpu, start = _cpu_seconds(), time.perf_counter()
    lost = sum(await asyncio.gather(*(_one(pool, each) for each in pages)))
    return Phase(time.perf_counter() - start, _cpu_seconds() - cpu, lost)


async def _one(pool: WorkerPool[Extraction | Rejected], each: PageFetched) -> bool:
    try:
        await pool.run(each, Hints())
    except WorkerError:
        return each.body not in KINDS
    assert each.body not in KINDS, "a poison page did no harm"
    return False


def _cpu_seconds() -> float:
    """CPU time of this process, its children, and those that they have buried."""
    own = psutil.Process()
    total = 0.0
    for process in (own, *own.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
        total += 0 if process is own else times.children_user + times.children_system
    return total


async def main() -> None:
    """Alternate the phases and print the medians."""
    options = _options()
    seeds = [_grown(answer(path, "https://news.example").body) for path in expected()]
    good = [page(seeds[n % len(seeds)]) for n in range(options.pages)]
    count = max(1, options.pages // EVERY)
    poison = [page(KINDS[n % len(KINDS)]) for n in range(count)]
    mixed = list(good)
    for number, each in enumerate(poison):
        mixed.insert(number * EVERY + EVERY // 2, each)
    wall, cpu, alone = [], [], []
    pool = WorkerPool(
        work,
        size=options.workers,
        warm=warm_up,
        time_limit_seconds=TIME_LIMIT_SECONDS,
        memory_limit_bytes=MEMORY_LIMIT_BYTES,
    )
    async with pool:
        await run(pool, good[:100])
        for number in range(options.rounds):
            clean = await run(pool, good)
            dirty = await run(pool, mixed)
            own = await _own_limits(pool, poison, options.workers)
            wall.append(clean.seconds / (dirty.seconds - own.seconds))
            cpu.append(clean.cpu_seconds / (dirty.cpu_seconds - own.cpu_seconds))
            alone.append(own.seconds)
            print(
                f"round {number + 1}: good {len(good) / clean.seconds:.0f} pages/s, "
                f"{1000 * clean.cpu_seconds / len(good):.2f} ms CPU; with {count} poison pages "
                f"{dirty.seconds:.2f} s against {clean.seconds:.2f} s; their own limits "
                f"{own.seconds:.2f} s; throughput left {wall[-1]:.3f} by the clock, {cpu[-1]:.3f} "
                f"by CPU; good pages lost {clean.lost} and {dirty.lost}",
                flush=True,
            )
    print(
        f"median of {options.rounds} rounds: throughput left beyond the poison's own limits "
        f"{median(wall):.3f} by the clock, {median(cpu):.3f} by CPU; limits {median(alone):.2f} s"
    )


async def _own_limits(
    pool: WorkerPool[Extraction | Rejected], poison: list[PageFetched], workers: int
) -> Phase:
    """Measure what the hangs and memory eaters hold their workers for; a crash has no limit."""
    seconds = cpu = 0.0
    for kind in KINDS[:2]:
        count = sum(each.body == kind for each in poison)
        if count:
            phase = await run(pool, [page(kind)])
            seconds += count * phase.seconds / workers
            cpu += count * phase.cpu_seconds
    return Phase(seconds, cpu)


def _grown(body: bytes) -> bytes:
    """Give a page of the sample site the weight of a real one: teasers, and a script of 50 kB."""
    teaser = b"<div class='teaser'><a href='/t'><img src='/t.jpg'><h3>Another story</h3></a></div>"
    script = b"<script>" + b"window.x = {a: 1};" * 2_800 + b"</script>"
    return body.replace(b"</body>", b"<aside>" + teaser * 300 + b"</aside>" + script + b"</body>")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1200, help="good pages in a phase")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of phases")
    parser.add_argument("--workers", type=int, default=2, help="worker processes")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
