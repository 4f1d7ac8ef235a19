"""How many submissions a second intake's memory takes: an id and a URL each, both looked up.

    python -m tests.harness.bench.bench_seen [--store URL] [--submissions N]

Three passes over the same submissions: new ones, the same after all were answered (another id), and
the same redelivered. 2,000 are in work at once, as in intake. Memory is the process's own.
"""

import argparse
import asyncio
import resource
import tempfile
import time
from collections import Counter

from schemas.outcomes import Reason
from services.intake import answered, ids
from services.intake.answered import Asked, KnownOutcome
from services.intake.id_checks import Submitted
from services.stage.store.store import Store

IN_WORK = 2_000
T0 = 1_700_000_000.0


async def check(store: Store, name: str, n: int) -> str:
    """Ask what intake asks of a submission that brings an id."""
    url = f"https://{n % 997}.test/articles/{n}"
    checked = await store.call(ids.register, Submitted(name, url, n % 32, n, T0))
    answer = await store.call(answered.answered_within, Asked(url, T0 - 1))
    return f"{checked.id_check}, {'answered' if answer else 'not answered'}"


async def check_bare(store: Store, name: str, n: int) -> str:
    """Ask what intake asks of a bare URL."""
    url = f"https://{n % 997}.test/articles/{n}"
    answer = await store.call(answered.answered_within, Asked(url, T0 - 1))
    return "answered" if answer else "not answered"


async def record(store: Store, name: str, n: int) -> str:
    """Note the answer to a URL."""
    url = f"https://{n % 997}.test/articles/{n}"
    answer = KnownOutcome(url, f"{n:036}", f"{n:032}", Reason.NEW, T0)
    await store.call(answered.record_outcomes, answer)
    return "noted"


async def measure(title: str, store: Store, count: int, work, prefix: str = "") -> None:  # type: ignore[no-untyped-def]
    """Run `work` for all submissions and print the rate."""
    began, cpu = time.perf_counter(), time.process_time()
    results: Counter[str] = Counter()
    numbers = iter(range(count))

    async def worker() -> None:
        for n in numbers:
            results[await work(store, f"{prefix}{n}", n)] += 1

    await asyncio.gather(*(worker() for _ in range(IN_WORK)))
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{title:32}{count / seconds:9.0f} a second {cpu / count * 1e6:7.1f} µs CPU each"
        f"{memory_mb:7.0f} MB   {dict(results)}",
        flush=True,
    )


async def run(store_url: str | None, count: int) -> None:
    """Run the passes in turn."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(store_url or f"sqlite:///{folder}", "intake", answered.METADATA)
        await store.start()
        await measure("new, with an id", store, count, check, "a")
        await measure("new, bare URL", store, count, check_bare)
        await measure("answers recorded", store, count, record)
        await measure("answered, with another id", store, count, check, "b")
        await measure("redelivered", store, count, check, "a")
        await store.stop()


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", help="postgresql://…; a SQLite file of its own without it")
    parser.add_argument("--submissions", type=int, default=100_000)
    arguments = parser.parse_args()
    asyncio.run(run(arguments.store, arguments.submissions))


if __name__ == "__main__":
    main()
