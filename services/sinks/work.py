"""The loop of every sink: read a batch, write it, then commit its offsets.

A kill at any moment leads back to the last commit: a sink is given some entries twice, and has to
leave each revision once all the same (`sink.py`).
"""

import asyncio
import time
from functools import partial

from schemas.packed import BadEnvelope
from services import metrics
from services.logs import logger
from services.settings import Settings
from services.sinks.entry import Entry, read_entry
from services.sinks.reading import BatchReader
from services.sinks.sink import Sink
from services.stage.dependencies import Dependencies, Stopped
from services.stage.record import Record


class SinkWork:
    """A sink at work."""

    def __init__(self, label: str, sink: Sink, reader: BatchReader, settings: Settings) -> None:
        """`label` is its name in metrics and logs."""
        self._label, self._sink, self._reader = label, sink, reader
        self._dependencies = Dependencies(settings.crash_after_seconds)
        self._hung_after_seconds = settings.crash_after_seconds + settings.stalled_after_seconds
        self._progress_at = time.monotonic()
        self._started = False
        self._is_shared = False

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop; raise `DependencyTimeout` where something was away too long.

        Once told, the batch in hand is finished, unless what it needs is away: it is read again.
        """
        try:
            await self._work(stop)
        except Stopped:
            pass  # nothing of the batch was committed
        finally:
            await self._reader.stop()
            await self._sink.stop()

    async def _work(self, stop: asyncio.Event) -> None:
        retry = partial(self._dependencies.retry, stop=stop)
        read = partial(self._reader.batch, self._sink.gather_seconds, stop, self._note_progress)
        await retry(self._sink.start)
        await retry(self._reader.start)
        self._started = True
        while not stop.is_set():
            batch = await retry(read)
            self._note_sharing()
            if batch:
                entries = self._entries(batch)
                await retry(partial(self._sink.write, entries))
                await retry(partial(self._reader.commit, batch))
                metrics.EVENTS.labels(self._label, "passed", "").inc(len(entries))
            self._note_progress()

    def live(self) -> list[str]:
        """Alive unless the loop hangs for longer than it may wait for what is away."""
        seconds = time.monotonic() - self._progress_at
        if seconds > self._hung_after_seconds:
            return [f"nothing was written or read for {seconds:.0f} s"]
        return []

    def ready(self) -> list[str]:
        """Ready while the group has given it partitions and nothing needed is away."""
        problems = self._dependencies.problems
        if self._sink.problem:
            problems.append(self._sink.problem)
        if not self._started or not self._reader.joined:
            problems.append("joining the consumer group")
        if self._is_shared:
            problems.append(
                f"other processes of the group {self._reader.group} have"
                f" {self._reader.elsewhere} partitions, and write elsewhere: give each a `--name`"
            )
        metrics.READY.labels(self._label).set(not problems)
        return problems

    def _entries(self, batch: list[Record]) -> list[Entry]:
        found = []
        for record in batch:
            try:
                found.append(read_entry(record))
            except BadEnvelope as error:  # a stranger wrote it: no sink can tell what it is
                logger().warning("not_an_article", place=record.position, error=str(error)[:200])
                metrics.EVENTS.labels(self._label, "ignored", "undecodable").inc()
        return found

    def _note_sharing(self) -> None:
        """Say it once where articles go to a process that writes elsewhere."""
        is_shared = self._sink.takes_one_process and self._reader.elsewhere > 0
        if is_shared and not self._is_shared:
            logger().warning(
                "group_shared",
                group=self._reader.group,
                partitions_elsewhere=self._reader.elsewhere,
                remedy="another process writes a part of the articles elsewhere: give it a --name",
            )
        self._is_shared = is_shared

    def _note_progress(self) -> None:
        self._progress_at = time.monotonic()
        metrics.LAST_PROGRESS.labels(self._label).set_to_current_time()
