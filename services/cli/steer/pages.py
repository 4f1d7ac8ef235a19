"""Choosing stored pages: of each address the latest, if it was fetched in the window."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from schemas.envelope import Message
from schemas.pipeline import FETCHED
from schemas.url.hosts import is_within
from services.cli.clients.reader import Reader
from services.settings import Settings
from services.stage.operator.replays import StoredPage, is_replay, stored_page
from services.stage.record import Record


@dataclass(frozen=True, slots=True)
class Window:
    """Which pages are meant: fetched in [since, until), of a host or of all."""

    since: datetime
    until: datetime
    host: str | None = None

    def holds(self, stored: StoredPage) -> bool:
        """Whether the page is meant."""
        in_time = self.since <= stored.record.at < self.until
        return in_time and (self.host is None or is_within(stored.page.host, self.host))


@dataclass(slots=True)
class Chosen:
    """Places of the pages that are meant, and what was left out."""

    places: set[str] = field(default_factory=set)
    hosts: Counter[str] = field(default_factory=Counter)
    older: int = 0
    """Pages of the window whose address was fetched again later: the newer one counts."""
    damaged: int = 0


async def choose(settings: Settings, window: Window) -> Chosen:
    """Read the topic once: a page that was fetched again later must not overwrite what followed.

    Copies that earlier replays put there are left out: their originals are meant.
    """
    chosen = Chosen()
    latest: dict[str, StoredPage] = {}
    meant = 0
    async for stored in _stored(settings, window.since, chosen):
        meant += window.holds(stored)
        known = latest.get(stored.page.final_url)
        if known is None or stored.page.fetched_at >= known.page.fetched_at:
            latest[stored.page.final_url] = _light(stored)
    for stored in latest.values():
        if window.holds(stored):
            chosen.places.add(stored.record.position)
            chosen.hosts[stored.page.host] += 1
    chosen.older = meant - len(chosen.places)
    return chosen


async def pages(settings: Settings, window: Window, chosen: Chosen) -> AsyncIterator[StoredPage]:
    """Read the chosen pages, bodies packed."""
    left = set(chosen.places)
    async for stored in _stored(settings, window.since, Chosen()):
        if stored.record.position in left:
            left.discard(stored.record.position)
            yield stored
        if not left:
            return


async def _stored(settings: Settings, since: datetime, chosen: Chosen) -> AsyncIterator[StoredPage]:
    async with Reader(settings, FETCHED.name, since=since) as reader:
        async for record in reader.until_end():
            if record.timestamp < since.timestamp() * 1000:
                continue
            stored = stored_page(Record.of(record))
            if stored is None:
                chosen.damaged += 1
            elif not is_replay(stored.passport.journey):
                yield stored


def _light(stored: StoredPage) -> StoredPage:
    """Forget the body: a window may hold millions of pages."""
    record = stored.record
    bare = replace(record, message=Message(None, None, []))
    return StoredPage(bare, stored.page, stored.passport.model_copy(update={"attrs": {}}))
