"""The line that `newsreel run` keeps at the bottom of a terminal."""

import asyncio
import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Column

from services.cli.run.watch import Batch

EVERY_SECONDS = 0.25
ETA_AFTER_SECONDS = 2.0
"""A rate that was measured over less says nothing about the rest."""


class BatchProgress:
    """Answered of sent, rate, time left and failures; use as a context manager."""

    def __init__(self, console: Console, batch: Batch) -> None:
        # bar first to give way: at 80 columns everything else must stay whole
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=16),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn("{task.fields[failed]}", style="red", table_column=Column(no_wrap=True)),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._batch = batch
        self._task: TaskID = self._bar.add_task("feeding", total=None, rate="", failed="")
        self._started = time.monotonic()
        self.console = self._bar.console

    def __enter__(self) -> "BatchProgress":
        """Show the line."""
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take it away again."""
        self._bar.stop()

    def fed(self) -> None:
        """Everything is sent: from now on it is known how much is left."""
        self._bar.update(self._task, total=self._batch.sent, description="answered")

    async def keep(self) -> None:
        """Keep the line right until cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            took = time.monotonic() - self._started
            rate = self._batch.answered / took
            total = self._bar.tasks[0].total
            left = (total - self._batch.answered) / rate if total and rate else 0.0
            eta = f", {left:.0f} s left" if left and took > ETA_AFTER_SECONDS else ""
            failed = sum(self._batch.failed.values())
            self._bar.update(
                self._task,
                completed=self._batch.answered,
                rate=f"{rate:.1f}/s{eta}",
                failed=f"{failed:,} failed" if failed else "",
            )
