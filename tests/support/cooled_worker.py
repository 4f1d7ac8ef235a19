"""A worker that gets a 429 with Retry-After 120 and is killed at once: `python -m`, store URL."""

import asyncio
import os
import signal
import sys
import time

from schemas.outcomes import Reason
from services.cli.setup.stores import all_tables
from services.fetch.hosts import table as hosts
from services.fetch.hosts.health import HostSignal
from services.fetch.hosts.host import HostRecord, Turn
from services.fetch.hosts.table import Sighting
from services.fetch.hosts.turns import Turns
from services.fetch.tables import METADATA
from services.stage.store.store import Store
from tests.support.fetch_settings import new_frontier


async def main(url: str) -> None:
    """Ask `a.test` once, and die without a goodbye."""
    all_tables()  # of all modules that add some: METADATA is whole, as it is in the service
    store = Store(url, "fetch", METADATA)
    await store.start()

    async def load(host: str) -> HostRecord:
        return await store.call(hosts.load, host)

    async def save(record: HostRecord) -> None:
        await store.call(hosts.save, Sighting(record, time.time()))

    turns = Turns(new_frontier(), load, save)
    turn = await turns.take("a.test")
    assert isinstance(turn, Turn)
    await turns.release(turn, HostSignal(Reason.HTTP_429, 429, 120))
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
