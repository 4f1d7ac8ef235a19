"""What the service knows of each site's boilerplate: held for the busy hosts, kept in the store.

Workers get a packed copy that may be some pages old: boilerplate is a matter of many pages, and
packing anew for each would cost more than it tells. Lines learnt in the last seconds before a crash
are learnt again from the next pages.
"""

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.extract.site_boilerplate.boilerplate import PAGES_LEAST, SeenLine, SiteMemory, update
from services.extract.site_boilerplate.packing import pack, unpack
from services.extract.site_boilerplate.store import Remembered, forget_before, load, save
from services.logs import logger
from services.stage.dependencies import UNAVAILABLE
from services.stage.key_locks import KeyLocks
from services.stage.store.store import Store

LINES_HELD_MAX = 200_000
"""Of all hosts together; some 30 MB."""
WRITE_EVERY_SECONDS = 5.0
"""A host is written at most so often, and this much is learnt again after a crash."""
PACK_SHARE = 0.2
"""A copy is packed again when so large a share of its pages is not in it."""
FRESH_SECONDS = 60.0
"""A host not asked for in so long may have been another process's meanwhile: it is read again."""
FORGET_EVERY_SECONDS = 3600.0
FORGET_AFTER_SECONDS = 60 * 86_400.0


@dataclass(slots=True)
class _Site:
    memory: SiteMemory
    packed: bytes
    packed_pages: int
    unpacked_pages: int = 0
    """Learnt since it was packed."""
    unwritten: bool = False
    used_at: float = 0.0

    @property
    def lines(self) -> int:
        return sum(len(page.lines) for page in self.memory.pages)


class SiteMemoryCache:
    """A part of the stage: started before the first page, stopped after the last."""

    def __init__(self, store: Store, lines_max: int = LINES_HELD_MAX) -> None:
        self._store = store
        self._lines_max = lines_max
        self._lines = 0
        self._sites: OrderedDict[str, _Site] = OrderedDict()
        self._leaving: dict[str, bytes] = {}
        """Packed memories on the way to the store, read from here until they are there."""
        self._turns = KeyLocks()

    async def start(self) -> None:
        """Open the store; raise `StoreUnavailable` while the database is away."""
        await self._store.start()

    async def stop(self) -> None:
        """Write what was learnt, and close."""
        with contextlib.suppress(*UNAVAILABLE):
            await self.write()
        await self._store.stop()

    @property
    def hosts(self) -> int:
        """How many hosts are held in memory."""
        return len(self._sites)

    async def packed(self, host: str) -> bytes | None:
        """Return what is known of a host, for a worker; None while that is too little to use."""
        site = await self._site(host)
        return site.packed if site.packed_pages >= PAGES_LEAST else None

    async def learn(
        self, host: str, lines: Sequence[SeenLine], canonical_url: str, now: datetime
    ) -> None:
        """Learn an article's lines; a page that comes again is its site's newest."""
        site = await self._site(host)
        before = site.lines
        site.memory = update(site.memory, lines, canonical_url, now)
        site.unpacked_pages += 1
        site.unwritten = True
        if site.unpacked_pages >= max(1, PACK_SHARE * len(site.memory.pages)):
            _pack(site)
        self._lines += site.lines - before
        self._make_room(host)

    async def write(self) -> None:
        """Write what was learnt since the last time; what fails is written the next time."""
        for host, site in self._sites.items():
            if site.unwritten:
                self._leave(host, site)
        packed, now = dict(self._leaving), time.time()
        writes = [self._store.call(save, Remembered(*item, now)) for item in packed.items()]
        ends = await asyncio.gather(*writes, return_exceptions=True)
        for host, error in zip(packed, ends, strict=True):
            if isinstance(error, UNAVAILABLE):
                continue
            if error is not None:  # nothing but what this host has taught is lost
                logger().warning("site_not_written", host=host, error=repr(error)[:300])
            if self._leaving.get(host) is packed[host]:
                del self._leaving[host]
        for error in ends:
            if isinstance(error, UNAVAILABLE):
                raise error

    async def forget(self) -> None:
        """Drop hosts of which nothing was written for long."""
        await self._store.run(forget_before, time.time() - FORGET_AFTER_SECONDS)

    async def _site(self, host: str) -> _Site:
        async with self._turns.of(host):  # two pages of a new host read it once
            site = self._sites.get(host)
            now = time.monotonic()
            if site is None or (not site.unwritten and now - site.used_at > FRESH_SECONDS):
                self._drop(host)
                site = self._sites[host] = await self._read(host)
                self._lines += site.lines
                self._make_room(host)
            site.used_at = now
            self._sites.move_to_end(host)
            return site

    async def _read(self, host: str) -> _Site:
        packed = self._leaving.get(host)
        if packed is None:
            found = await self._store.call(load, host)
            packed = found.memory if found else None
        memory = unpack(packed) if packed else SiteMemory()
        return _Site(memory, packed or b"", len(memory.pages))

    def _make_room(self, but: str) -> None:
        for host in list(self._sites):
            if self._lines <= self._lines_max:
                return
            if host != but:
                self._drop(host)

    def _drop(self, host: str) -> None:
        site = self._sites.pop(host, None)
        if site is None:
            return
        self._lines -= site.lines
        if site.unwritten:
            self._leave(host, site)

    def _leave(self, host: str, site: _Site) -> None:
        if site.unpacked_pages:
            _pack(site)
        self._leaving[host] = site.packed
        site.unwritten = False


def _pack(site: _Site) -> None:
    site.packed = pack(site.memory)
    site.packed_pages = len(site.memory.pages)
    site.unpacked_pages = 0
