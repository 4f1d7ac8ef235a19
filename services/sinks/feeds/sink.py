"""`newsreel sink feeds`: what a batch touches is noted, its files are written anew, then committed.

Writing them again after a kill leaves the same files.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from schemas.pipeline import PUBLISHED, RETRACTED
from services.settings import Settings
from services.sinks.entry import Entry
from services.sinks.feeds.atom import atom
from services.sinks.feeds.index import METADATA, Content, contents, take
from services.sinks.feeds.json_feed import json_feed
from services.sinks.folder import OwnFolder
from services.stage.store.store import Store

WRITERS = {".atom": atom, ".json": json_feed}


class FeedsSink:
    """Keeps a folder of feeds up to date, for any web server."""

    topics = (PUBLISHED, RETRACTED)
    is_alone = True

    def __init__(self, settings: Settings) -> None:
        self._folder = OwnFolder(settings.sink_feeds_folder.resolve())
        self._base_url = settings.sink_feeds_base_url.rstrip("/")
        self._most = settings.sink_feeds_entries_max
        self.gather_seconds = settings.sink_feeds_seconds
        self._index = Store(f"sqlite:///{self._folder.hidden}", "feeds", METADATA)

    @property
    def problem(self) -> str | None:
        """Say what is wrong with the index."""
        return self._index.problem

    async def start(self) -> None:
        """Take the folder."""
        self._folder.take()
        await self._index.start()

    async def write(self, entries: Sequence[Entry]) -> None:
        """Write the feeds anew that entries belong to, or belonged to."""
        if not entries:
            return
        touched = await self._index.run(take, entries)
        found = await self._index.run(contents, touched, self._most)
        await asyncio.to_thread(self._write_files, found)

    async def stop(self) -> None:
        """Close the index, and give the folder back."""
        await self._index.stop()
        self._folder.give_back()

    def _write_files(self, found: dict[str, Content | None]) -> None:
        drafts: list[tuple[Path, str]] = []
        for path, content in found.items():
            for suffix, write in WRITERS.items():
                if content is None:
                    (self._folder.path / f"{path}{suffix}").unlink(missing_ok=True)
                    continue
                text = write(content.feed, content.items, self._base_url)
                drafts.append((self._folder.draft(len(drafts), text), f"{path}{suffix}"))
        self._folder.reveal(drafts)


def make(settings: Settings, _name: str | None = None) -> FeedsSink:
    """Make the sink."""
    return FeedsSink(settings)
