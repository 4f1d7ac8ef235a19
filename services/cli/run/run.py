"""`newsreel run`: start everything, feed a batch, show its articles, stop."""

import asyncio
import contextlib
import os
import shutil
import signal
import time
import uuid
from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

from rich.console import Console

from schemas.events import ArticlePublished
from schemas.pipeline import OUTCOMES, PUBLISHED
from services.cli.clients.kafka import producer_for
from services.cli.clients.ledger import ask_ledger
from services.cli.clients.reader import Reader
from services.cli.ending import INTERRUPTED
from services.cli.environment import RUN_FOLDER
from services.cli.errors import Problem
from services.cli.output.cards import card
from services.cli.output.terminal import print_line
from services.cli.run.feed import feed
from services.cli.run.keeping import Keeper
from services.cli.run.launch import require_room, sample_settings, started
from services.cli.run.progress import BatchProgress
from services.cli.run.summary import show_summary
from services.cli.run.watch import Batch, Follower
from services.clock import unix
from services.local.clean import is_of_living_run
from services.local.stack import LocalOptions, inherited_kafka
from services.settings import Settings

PATIENT = {"NEWSREEL_FETCH_RETRY_DELAYS_SECONDS": "2,10"}
"""A person waits for `run`: what fails is tried again within seconds, not hours."""

LOGS_KEPT_SECONDS = 86_400
"""Folders of earlier runs that had something to tell go after a day."""

LAST_SECONDS = 1.0
"""How long after Ctrl-C the answers to articles that were shown already may still come in."""
OPEN_SHOWN = 20
"""URLs without an answer that are named at the end."""


class End(Enum):
    """How a batch came to its end."""

    ANSWERED = "every URL has its answer"
    QUIET = "no answer came for too long"
    INTERRUPTED = "Ctrl-C"


async def run(
    lines: Iterable[str] | None, quiet_seconds: float, console: Console, keeper: Keeper
) -> int:
    """Start the stack, feed `lines` (None: the sample site), show and keep articles, stop.

    Returns the exit code.
    """
    _stop_like_ctrl_c(signal.SIGTERM)
    _remove_old_folders()
    require_room(RUN_FOLDER)
    folder = RUN_FOLDER / f"run-{os.getpid()}"
    began = time.monotonic()
    batch = Batch(f"run-{uuid.uuid4().hex[:8]}")
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(keeper)
        stack.enter_context(_removed_if_interrupted(folder))
        extra = {name: value for name, value in PATIENT.items() if name not in os.environ}
        if lines is None:
            from services.local.sample.site import serve

            site = await serve()
            stack.push_async_callback(site.stop)
            console.print(f"the sample site listens on {site.base_url}", style="dim")
            lines, extra = site.urls(), extra | sample_settings(site.base_url, folder)
        options = LocalOptions(folder, inherited_kafka(), environment=extra)
        local = await stack.enter_async_context(started(options, console))
        ready = time.monotonic()
        console.print(f"ready after {ready - began:.1f} s", style="dim")
        end = await _end_of(
            _feed_and_follow(local.settings, batch, lines, quiet_seconds, console, keeper)
        )
        show_summary(console, batch, time.monotonic() - ready)
        for stage, count in local.restarts.items():
            console.print(f"[yellow]{stage} had to be restarted {count} times[/yellow]")
        if end is not End.ANSWERED:
            for text in await unanswered_of(local.settings, batch):
                print_line(text, console)
        console.print("stopping …", style="dim")
    return _settled(folder, batch, end, console)


@contextlib.contextmanager
def _removed_if_interrupted(folder: Path) -> Iterator[None]:
    """Remove the folder of a run that Ctrl-C ends before it is ready: it has nothing to tell."""
    try:
        yield
    except asyncio.CancelledError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _settled(folder: Path, batch: Batch, end: End, console: Console) -> int:
    """Remove the folder unless its logs may tell why URLs have no answer; return the exit code."""
    if end is not End.QUIET:
        shutil.rmtree(folder, ignore_errors=True)
        return INTERRUPTED if end is End.INTERRUPTED else 0
    missing = batch.sent - batch.answered
    urls = "1 URL" if missing == 1 else f"{missing:,} URLs"
    console.print(f"[red]{urls} got no answer[/red]; logs: {folder}/logs", soft_wrap=True)
    return 1


async def _end_of(batch: Coroutine[Any, Any, bool]) -> End:
    """Wait until all is answered, nothing comes any more, or Ctrl-C."""
    try:
        return End.ANSWERED if await batch else End.QUIET
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is not None:
            task.uncancel()  # what follows is ours: the summary, and an orderly stop
        return End.INTERRUPTED


async def _feed_and_follow(
    settings: Settings,
    batch: Batch,
    lines: Iterable[str],
    quiet_seconds: float,
    console: Console,
    keeper: Keeper,
) -> bool:
    """Send the lines, show and keep their articles; False where no answer came for so long."""
    async with (
        Reader(settings, PUBLISHED.name, OUTCOMES.name) as reader,
        producer_for(settings) as producer,
    ):
        with BatchProgress(console, batch) as progress:

            def show(article: ArticlePublished) -> None:
                keeper.keep(article)
                progress.console.print(card(article), "")

            async def feed_and_wait() -> bool:
                await feed(producer, lines, batch.on_sent, batch.take_on)
                progress.fed()
                complete = await follower.until_answered(quiet_seconds)
                await asyncio.sleep(0.2)  # the last article may come after its outcome
                return complete

            follower = Follower(batch, reader, show)
            return await _first(feed_and_wait(), follower.follow(), progress.keep())


async def _first(main: Coroutine[Any, Any, bool], *besides: Coroutine[Any, Any, None]) -> bool:
    """Run `main` beside others that never end; an error of any ends them all at once.

    Cancelled, the others go on for `LAST_SECONDS`.
    """
    first = asyncio.create_task(main)
    others = [asyncio.create_task(each) for each in besides]
    try:
        done, _ = await asyncio.wait([first, *others], return_when=asyncio.FIRST_COMPLETED)
        for task in done - {first}:
            task.result()
        return await first
    except asyncio.CancelledError:
        first.cancel()
        await asyncio.wait(others, timeout=LAST_SECONDS)
        raise
    finally:
        for task in [first, *others]:
            task.cancel()
        await asyncio.gather(first, *others, return_exceptions=True)


async def unanswered_of(settings: Settings, batch: Batch) -> list[str]:
    """Ask the ledger which URLs of the batch wait; nothing where it does not answer."""
    here = settings.model_copy(update={"ledger_url": None})  # of this run, not of another Newsreel
    try:
        return unanswered(await ask_ledger(here, "/open", limit=str(OPEN_SHOWN)), batch)
    except Problem:
        return []


def unanswered(lines: Sequence[Mapping[str, Any]], batch: Batch) -> list[str]:
    """Name the URLs of the batch that wait, and say how many are not named."""
    # the ledger hears of an answer later than we do
    mine = [line for line in lines if batch.waits(line["submission_id"])]
    named = [f"  no answer yet: {line['url']} ({line['submission_id']})" for line in mine]
    more = batch.sent - batch.answered - len(named)
    rest = f"  and {more:,} more" if named else f"  no answer yet: {more:,} URLs"
    return [*named, rest] if more > 0 else named


def _stop_like_ctrl_c(number: int) -> None:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(number, task.cancel)


def _remove_old_folders() -> None:
    for folder in RUN_FOLDER.glob("run-*"):
        with contextlib.suppress(OSError):
            is_old = unix() - folder.stat().st_mtime > LOGS_KEPT_SECONDS
            if is_old and not is_of_living_run(folder):
                shutil.rmtree(folder, ignore_errors=True)
