"""A worker that gets a 429 with Retry-After 120 and is killed at once: `python -m`, store URL."""

import asyncio
import os
import signal
import sys
import time

from schemas.outcomes import Reason
from services.fetch import hosts
from services.fetch.cooldown import Ending
from services.fetch.frontier import Frontier
from services.fetch.host_state import HostRecord, Turn
from services.fetch.hosts import Sighting
from services.fetch.tables import METADATA
from services.fetch.turns import Turns
from services.stage.store import Store


async def main(url: str) -> None:
    """Ask `a.test` once, and die without a goodbye."""
    store = Store(url, "fetch", METADATA)
    await store.start()

    async def load(host: str) -> HostRecord:
        return await store.call(hosts.load, host)

    async def save(record: HostRecord) -> None:
        await store.call(hosts.save, Sighting(record, time.time()))

    turns = Turns(Frontier(), load, save)
    turn = await turns.take("a.test")
    assert isinstance(turn, Turn)
    await turns.release(turn, Ending(Reason.HTTP_429, 429, 120))
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
