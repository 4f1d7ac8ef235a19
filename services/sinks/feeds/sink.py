"""`newsreel sink feeds`: what a batch touches is noted, its files are written anew, then committed.

What is noted as due outlives a kill; writing it again leaves the same files.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from services.settings import Settings
from services.sinks.entry import TOPICS, Entry
from services.sinks.feeds.atom import atom
from services.sinks.feeds.index import Content, contents, due, note_entries, note_written
from services.sinks.feeds.json_feed import json_feed
from services.sinks.feeds.tables import METADATA
from services.sinks.folder import OwnFolder
from services.sinks.http_url import check_http_url
from services.stage.store.store import Store

FEEDS_AT_ONCE = 100
"""Written, then noted as written: few enough for one transaction and a short step."""
WRITERS = {".atom": atom, ".json": json_feed}


class FeedsSink:
    """Keeps a folder of feeds up to date, for any web server."""

    topics = TOPICS
    takes_one_process = True

    def __init__(self, settings: Settings) -> None:
        folder = settings.sink_feeds_folder.resolve()
        self._folder = OwnFolder(folder, "NEWSREEL_SINK_FEEDS_FOLDER")
        self._base_url = settings.sink_feeds_base_url.rstrip("/")
        self._items_max = settings.sink_feeds_entries_max
        self.gather_seconds = settings.sink_feeds_seconds
        self._index = Store(f"sqlite:///{self._folder.hidden}", "feeds", METADATA)

    @property
    def problem(self) -> str | None:
        """Say what is wrong with the index."""
        return self._index.problem

    async def start(self) -> None:
        """Take the folder, and write the feeds that a kill has left due."""
        self._folder.take()
        await self._index.start()
        await self._write_due()

    async def write(self, entries: Sequence[Entry]) -> None:
        """Write the feeds anew that entries belong to, or belonged to."""
        if not entries:
            return
        await self._index.run(note_entries, entries)
        await self._write_due()

    async def stop(self) -> None:
        """Close the index, and give the folder back."""
        await self._index.stop()
        self._folder.give_back()

    async def _write_due(self) -> None:
        while paths := await self._index.run(due, FEEDS_AT_ONCE):
            found = await self._index.run(contents, paths, self._items_max)
            await asyncio.to_thread(self._write_files, found)
            await self._index.run(note_written, paths, self._items_max)

    def _write_files(self, found: dict[str, Content | None]) -> None:
        drafts: list[tuple[Path, str]] = []
        empty: list[str] = []
        for path, content in found.items():
            for suffix, write in WRITERS.items():
                if content is None:
                    empty.append(f"{path}{suffix}")
                    continue
                text = write(content, self._base_url)
                drafts.append((self._folder.draft(len(drafts), text), f"{path}{suffix}"))
        self._folder.reveal(drafts)
        self._folder.remove(empty)


def make(settings: Settings, _name: str | None = None) -> FeedsSink:
    """Make the sink, or raise `BadSettings` where its folder or its address is wrong."""
    check_http_url("NEWSREEL_SINK_FEEDS_BASE_URL", settings.sink_feeds_base_url)
    return FeedsSink(settings)
