"""`python -m tests.harness.bench.bench_poison`: what one poison page in a hundred costs the others.

Blocks of a hundred good pages go through the real worker pool, one block alone and one with a
poison page in its middle (a hang, a memory eater, a crash, in turn), the order of the two changing
from round to round. A hang holds its worker for the time limit and a memory eater until it is seen:
that is the poison's own limit, measured beside each pair and taken off. What is left is what
killing, forking and trying twice costs the good pages. One worker, since with more the others run
faster while one sleeps in a hang; and a short limit, since it is taken off anyway.
"""

import argparse
import asyncio
import ctypes
import time
from dataclasses import dataclass
from statistics import median

import psutil

from schemas.events import PageFetched
from schemas.passport import Hints
from services.extract.extraction import Extraction
from services.extract.worker import extract_page, warm_up
from services.local.sample.catalogue import expected, respond
from services.stage.endings import Ended
from services.stage.workers.errors import WorkerError
from services.stage.workers.pool import WorkerPool
from tests.support.article_pages import page

KINDS = (b"hang", b"memory", b"crash")
EVERY = 100
MEMORY_LIMIT_BYTES = 400_000_000


def work(given: PageFetched, hints: Hints) -> Extraction | Ended:
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


async def run(pool: WorkerPool[Extraction | Ended], pages: list[PageFetched]) -> Phase:
    """Run pages through the pool, all at once in its line."""
    cpu, start = _cpu_seconds(), time.perf_counter()
    lost = sum(await asyncio.gather(*(_one(pool, each) for each in pages)))
    return Phase(time.perf_counter() - start, _cpu_seconds() - cpu, lost)


async def _one(pool: WorkerPool[Extraction | Ended], each: PageFetched) -> bool:
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


@dataclass(frozen=True)
class Round:
    """A block alone, one with poison in it, and what the poison takes by itself."""

    kind: str
    clean: Phase
    dirty: Phase
    own: Phase

    def extra(self, name: str) -> float:
        """What the poison costs beyond its own limit: `seconds` or `cpu_seconds`."""
        clean, dirty, own = (getattr(each, name) for each in (self.clean, self.dirty, self.own))
        return float(dirty - own - clean)


async def main() -> None:
    """Run the rounds; print for each kind and for all the medians."""
    options = _options()
    good = _good_pages(small=options.small)
    pool = WorkerPool(
        work,
        size=options.workers,
        warm=warm_up,
        time_limit_seconds=options.limit,
        memory_limit_bytes=MEMORY_LIMIT_BYTES,
    )
    rounds: list[Round] = []
    async with pool:
        await run(pool, good)
        for number in range(options.rounds):
            rounds += [
                await _round(pool, good, kind, options.workers, bool(number % 2)) for kind in KINDS
            ]
            print(f"round {number + 1} of {options.rounds}", flush=True)
    for kind in KINDS:
        _print(kind.decode(), [each for each in rounds if each.kind == kind.decode()])
    _print("all", rounds)


async def _round(
    pool: WorkerPool[Extraction | Ended],
    good: list[PageFetched],
    kind: bytes,
    workers: int,
    poison_first: bool,
) -> Round:
    mixed = [*good[: EVERY // 2], page(kind), *good[EVERY // 2 :]]
    if poison_first:
        dirty, clean = await run(pool, mixed), await run(pool, good)
    else:
        clean, dirty = await run(pool, good), await run(pool, mixed)
    own = Phase(0.0, 0.0)  # a crash has no limit: all that it takes is extra
    if kind != b"crash":
        alone = await run(pool, [page(kind)])
        own = Phase(alone.seconds / workers, alone.cpu_seconds)
        await run(pool, good[:workers])  # the fork after it is no block's
    return Round(kind.decode(), clean, dirty, own)


def _print(name: str, rounds: list[Round]) -> None:
    """Print the medians: a block of good pages, what poison adds to it, and what is left."""
    texts = []
    for what, field in (("clock", "seconds"), ("CPU", "cpu_seconds")):
        clean = median(getattr(each.clean, field) for each in rounds)
        extras = sorted(each.extra(field) for each in rounds)
        extra, spread = median(extras), (extras[-1] - extras[0]) / 2
        texts.append(
            f"{what}: {1000 * clean / EVERY:.1f} ms a good page, {1000 * extra:.0f} ms extra for a"
            f" poison page (half the range {1000 * spread:.0f}), throughput left"
            f" {clean / (clean + extra):.3f}"
        )
    lost = sum(each.clean.lost + each.dirty.lost for each in rounds)
    print(f"{name:<7} {len(rounds)} pairs; {'; '.join(texts)}; good pages lost {lost}")


def _good_pages(*, small: bool) -> list[PageFetched]:
    bodies = [respond(path, "https://news.example").body for path in expected()]
    bodies = bodies if small else [_grown(body) for body in bodies]
    return [page(bodies[number % len(bodies)]) for number in range(EVERY)]


def _grown(body: bytes) -> bytes:
    """Give a page of the sample site the weight of a real one: teasers, and a script of 50 kB."""
    teaser = b"<div class='teaser'><a href='/t'><img src='/t.jpg'><h3>Another story</h3></a></div>"
    script = b"<script>" + b"window.x = {a: 1};" * 2_800 + b"</script>"
    return body.replace(b"</body>", b"<aside>" + teaser * 300 + b"</aside>" + script + b"</body>")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="pairs of blocks for each kind")
    parser.add_argument("--workers", type=int, default=1, help="worker processes")
    parser.add_argument("--limit", type=float, default=2.0, help="time limit of a page, seconds")
    parser.add_argument("--small", action="store_true", help="the sample site's pages as they are")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
