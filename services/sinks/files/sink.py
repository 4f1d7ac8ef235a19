"""`newsreel sink files`: every revision is in one file, once.

Drafts are written and noted as pending, then revealed, then counted as written, and only then are
the offsets committed. A kill between any two of these leaves nothing twice and nothing out.
"""

import asyncio
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from services.logs import logger
from services.settings import BadSettings, Settings
from services.sinks.entry import TOPICS, Entry
from services.sinks.files.index import METADATA, Planned, key_of, latest, note_pending, settle
from services.sinks.files.plan import FOLDERS, planned, unwritten
from services.sinks.folder import OwnFolder
from services.stage.store.store import Store

FOLDER_SETTING = "NEWSREEL_SINK_FILES_FOLDER"


class FilesSink:
    """Writes articles, retractions and merges of stories into files by day."""

    topics = TOPICS
    takes_one_process = True

    def __init__(self, settings: Settings, folder: OwnFolder | None = None) -> None:
        self._folder = folder or OwnFolder(settings.sink_files_folder.resolve(), FOLDER_SETTING)
        self._format = settings.sink_files_format
        self.gather_seconds = settings.sink_files_seconds
        self._index = Store(f"sqlite:///{self._folder.hidden}", "files", METADATA)

    @property
    def problem(self) -> str | None:
        """Say what is wrong with the index."""
        return self._index.problem

    async def start(self) -> None:
        """Take the folder, and find out what became of files that were pending."""
        self._folder.take()
        await self._index.start()
        lost = await self._index.run(settle, self._is_there)
        if lost:
            logger().info("unfinished_files_dropped", files=lost)

    async def write(self, entries: Sequence[Entry]) -> None:
        """Write what is not in a file yet."""
        meant = [entry for entry in entries if entry.kind in FOLDERS]
        if not meant:
            return
        fresh = unwritten(meant, await self._index.run(latest, [*map(key_of, meant)]))
        files = await asyncio.to_thread(lambda: list(planned(fresh, self._format)))
        if not files:
            return
        drafts = await asyncio.to_thread(self._draft, files)
        await self._index.run(note_pending, files)
        await asyncio.to_thread(self._folder.reveal, drafts)
        # as they were revealed: who moves files away may have been quicker
        await self._index.run(settle, lambda _: True)

    async def stop(self) -> None:
        """Close the index, and give the folder back."""
        await self._index.stop()
        self._folder.give_back()

    def _draft(self, files: list[Planned]) -> list[tuple[Path, str]]:
        return [
            (self._folder.draft(number, file.content), file.name)
            for number, file in enumerate(files)
        ]

    def _is_there(self, name: str) -> bool:
        return (self._folder.path / name).exists()


def make(settings: Settings, _name: str | None = None) -> FilesSink:
    """Make the sink; raise `BadSettings` where its folder or Parquet cannot be written."""
    if settings.sink_files_format == "parquet" and find_spec("pyarrow") is None:
        raise BadSettings("NEWSREEL_SINK_FILES_FORMAT=parquet needs the extra newsreel[sinks]")
    return FilesSink(settings)
