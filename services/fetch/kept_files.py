"""What a file of each origin says: from memory, the store, or the host, which is asked once."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from schemas.url import Url
from services.fetch import site_files
from services.fetch.site_files import SiteFile
from services.stage.in_order import InOrder
from services.stage.store import Store

ORIGINS_IN_MEMORY = 20_000

Said = TypeVar("Said")


class KeptFiles(Generic[Said]):
    """Keeps one kind of file, an origin's each, until it expires."""

    def __init__(
        self,
        store: Store,
        name_of: Callable[[Url], str],
        ask: Callable[[Url], Awaitable[SiteFile]],
        read: Callable[[SiteFile], Awaitable[Said]],
    ) -> None:
        """`ask` asks the host for the file, named as `name_of` says; `read` parses it."""
        self._store = store
        self._name_of = name_of
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
        file = await self._store.call(site_files.load, self._name_of(url))
        if file is None or file.expires_at <= time.time():
            return None
        return await self._keep(url.origin, file)

    async def _asked(self, url: Url) -> Said:
        file = await self._ask(url)
        await self._store.call(site_files.save, file)
        return await self._keep(url.origin, file)

    async def _keep(self, origin: str, file: SiteFile) -> Said:
        said = await self._read(file)
        self._known[origin] = said, file.expires_at
        self._known.move_to_end(origin)
        while len(self._known) > ORIGINS_IN_MEMORY:
            self._known.popitem(last=False)
        return said
