"""What a file of each origin says: from memory, the store, or the host, which is asked once."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from schemas.url import Url
from services.fetch.hosts import RobotsRecord, load_robots, save_robots
from services.stage.in_order import InOrder
from services.stage.store import Store

ORIGINS_IN_MEMORY = 20_000

Said = TypeVar("Said")


class KeptFiles(Generic[Said]):
    """Keeps one kind of file, an origin's each, until it expires."""

    def __init__(
        self,
        store: Store,
        key_of: Callable[[Url], str],
        ask: Callable[[Url], Awaitable[RobotsRecord]],
        read: Callable[[RobotsRecord], Awaitable[Said]],
    ) -> None:
        """`key_of` names the file in the store; `ask` asks the host for it; `read` parses it.

        The record that `ask` returns has the name that `key_of` gives.
        """
        self._store = store
        self._key_of = key_of
        self._ask = ask
        self._read = read
        self._known: OrderedDict[str, tuple[Said, float]] = OrderedDict()
        self._asking = InOrder()

    def remembered(self, url: Url) -> Said | None:
        """Return what the file says if that is in memory and fresh."""
        said, expires_at = self._known.get(url.origin, (None, 0.0))
        return said if expires_at > time.time() else None

    async def of(self, url: Url) -> Said:
        """Return what the file says, asking the host if need be; raise what `ask` raises.

        What raised is not kept: the next URL asks again.
        """
        said = self.remembered(url)
        if said is not None:
            return said
        async with self._asking.of(url.origin):
            return self.remembered(url) or await self._stored(url) or await self._asked(url)

    async def _stored(self, url: Url) -> Said | None:
        record = await self._store.call(load_robots, self._key_of(url))
        if record is None or record.expires_at <= time.time():
            return None
        return await self._keep(url.origin, record)

    async def _asked(self, url: Url) -> Said:
        record = await self._ask(url)
        await self._store.call(save_robots, record)
        return await self._keep(url.origin, record)

    async def _keep(self, origin: str, record: RobotsRecord) -> Said:
        said = await self._read(record)
        self._known[origin] = said, record.expires_at
        self._known.move_to_end(origin)
        while len(self._known) > ORIGINS_IN_MEMORY:
            self._known.popitem(last=False)
        return said
