"""`newsreel submit`: put URLs on the topic."""

import time
from collections.abc import Iterable

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from services.cli.clients.kafka import producer_for
from services.cli.run.feed import feed
from services.settings import Settings


async def submit(settings: Settings, lines: Iterable[str], show_ids: bool, console: Console) -> int:
    """Submit every line; ids go to stdout, one per line, progress and the count to stderr."""
    sent = 0
    started = time.monotonic()

    async def on_sent(submission_id: str) -> None:
        nonlocal sent
        sent += 1
        if show_ids:
            print(submission_id)
        if sent % 1000 == 0:
            progress.update(task, description=f"{sent:,} submitted")

    async with producer_for(settings) as producer:
        with Progress(
            SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True
        ) as progress:
            task = progress.add_task("submitting")
            count = await feed(producer, lines, on_sent)
    rate = count / max(time.monotonic() - started, 0.001)
    console.print(f"{count:,} submitted, {rate:,.0f} per second")
    return 0
