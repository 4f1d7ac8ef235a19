"""A process that owns a pool, for the tests that kill it; run with `python -m`."""

import asyncio
import signal
import sys

from services.stage.workers.pool import WorkerPool
from tests.support import jobs


def here() -> str:
    """Say under which name a worker imported this module."""
    return __name__


async def hold() -> None:
    """Print the workers' pids, then keep one of them busy until killed."""
    async with WorkerPool(jobs.work, size=2) as pool:
        while len(pool.pids) < 2:  # noqa: ASYNC110 (it has no event)
            await asyncio.sleep(0.01)
        print(*pool.pids, flush=True)
        await pool.run("hang")  # the other worker stays idle


async def run_own_function() -> None:
    """Run a function of this very module, which is `__main__` here."""
    async with WorkerPool(here, size=1) as pool:
        print(await pool.run(), flush=True)


if __name__ == "__main__":
    # a shell's background job ignores Ctrl-C, and so would its children
    signal.signal(signal.SIGINT, signal.default_int_handler)
    asyncio.run(hold() if sys.argv[1] == "hold" else run_own_function())
