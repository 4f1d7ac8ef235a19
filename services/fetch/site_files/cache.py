"""What a file of each origin says, from memory or the store; who asks the host keeps it here."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from schemas.url import Url
from services.clock import unix
from services.fetch.site_files import table as site_files
from services.fetch.site_files.table import SiteFile
from services.stage.key_locks import KeyLocks
from services.stage.store.store import Store

MEMORY_BYTES = 64_000_000
"""What was longest unused is read from the store again: a parsed file of 500 KiB can take 58 MB."""

ENTRY_BYTES = 500
"""Of a file that says nothing (measured: name, entry, and an object each)."""


class Weighed(Protocol):
    """What a file says, once parsed."""

    @property
    def memory_bytes(self) -> int:
        """No less than what it takes in memory, or will once it is asked."""
        ...


Parsed = TypeVar("Parsed", bound=Weighed)


@dataclass(frozen=True, slots=True)
class _Entry(Generic[Parsed]):
    parsed: Parsed
    expires_at: float
    memory_bytes: int


class SiteFileCache(Generic[Parsed]):
    """One kind of file, an origin's each, until it expires; in memory while there is room."""

    def __init__(
        self,
        store: Store,
        name_of: Callable[[Url], str],
        read: Callable[[SiteFile], Awaitable[Parsed]],
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        """`name_of` names the file of a URL; `read` parses it."""
        self._store = store
        self._name_of = name_of
        self._read = read
        self._room_bytes = memory_bytes
        self._known: OrderedDict[str, _Entry[Parsed]] = OrderedDict()
        self._asking = KeyLocks()

    def remembered(self, url: Url) -> Parsed | None:
        """Return what the file says if that is in memory and fresh."""
        entry = self._known.get(url.origin)
        if entry is None or entry.expires_at <= unix():
            return None
        self._known.move_to_end(url.origin)
        return entry.parsed

    def expires_at(self, url: Url) -> float:
        """Return when the file that is in memory must be asked for anew; 0 where none is."""
        entry = self._known.get(url.origin)
        return entry.expires_at if entry else 0.0

    async def get(self, url: Url, ask: Callable[[Url], Awaitable[SiteFile]]) -> Parsed:
        """Return what the file says; one at a time for each origin asks the host where none is.

        Raises what `ask` raises: then nothing is kept.
        """
        if (parsed := self.remembered(url)) is not None:
            return parsed
        async with self._asking.of(url.origin):
            if (parsed := self.remembered(url) or await self._find(url)) is not None:
                return parsed
            file = await ask(url)
            await self._store.call(site_files.save, file)
            return await self._remember(url.origin, file)

    async def _find(self, url: Url) -> Parsed | None:
        file = await self._store.call(site_files.load, self._name_of(url))
        if file is None or file.expires_at <= unix():
            return None
        return await self._remember(url.origin, file)

    async def _remember(self, origin: str, file: SiteFile) -> Parsed:
        parsed = await self._read(file)
        self._drop(origin)
        entry = _Entry(parsed, file.expires_at, ENTRY_BYTES + parsed.memory_bytes)
        self._known[origin] = entry
        self._room_bytes -= entry.memory_bytes
        while self._room_bytes < 0 and len(self._known) > 1:
            self._drop(next(iter(self._known)))
        return parsed

    def _drop(self, origin: str) -> None:
        entry = self._known.pop(origin, None)
        self._room_bytes += entry.memory_bytes if entry else 0
