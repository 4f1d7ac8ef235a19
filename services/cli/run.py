"""`newsreel run` and `newsreel up`: the whole of Newsreel on this machine."""

import asyncio
import contextlib
import os
import shutil
import signal
import time
import uuid
from collections.abc import AsyncIterator, Iterable

import aiohttp
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from schemas.pipeline import OUTCOMES, PUBLISHED
from services.cli.cards import card, outcome_table, percentile
from services.cli.environment import RUN_FOLDER
from services.cli.errors import Problem
from services.cli.feed import feed, producer_for
from services.cli.reading import Reader
from services.cli.watch import Batch, Follower
from services.local.child import PartMissing, StartFailed
from services.local.stack import LocalOptions, LocalStack, inherited_kafka
from services.stage.process_registry import write_stack_file

PATIENT = {"NEWSREEL_FETCH_RETRY_DELAYS_SECONDS": "2,10"}
"""A person waits for `run`: what fails is tried again within seconds, not hours."""

SAMPLE = {
    "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
    "NEWSREEL_FETCH_DELAY_SECONDS": "0",
    "NEWSREEL_FETCH_CONCURRENCY_PER_HOST": "8",
}
"""The sample site is ours, on loopback, and does not mind."""


async def run(lines: Iterable[str] | None, quiet_seconds: float, console: Console) -> int:
    """Start the stack, feed `lines` (None: the sample site), show articles, stop; exit code."""
    folder = RUN_FOLDER / f"run-{os.getpid()}"
    started = time.monotonic()
    async with contextlib.AsyncExitStack() as stack:
        extra = dict(PATIENT)
        if lines is None:
            from services.local.sample.site import serve

            site = await serve()
            stack.push_async_callback(site.stop)
            console.print(f"the sample site listens on {site.base_url}", style="dim")
            lines, extra = site.urls(), {**extra, **SAMPLE}
        options = LocalOptions(folder, inherited_kafka(), environment=extra)
        local = await stack.enter_async_context(_started(options, console))
        ready = time.monotonic()
        console.print(f"ready after {ready - started:.1f} s", style="dim")
        batch, complete = await _watched(local, lines, quiet_seconds, console)
        took = time.monotonic() - ready
        _summary(console, batch, took, local)
        if not complete:
            await _unanswered(local, batch, console)
    if complete:
        shutil.rmtree(folder, ignore_errors=True)
        return 0
    console.print(
        f"[red]{batch.sent - batch.answered} URLs got no answer[/red]; logs: {folder}/logs"
    )
    return 1


async def up(port: int, sample: bool, console: Console) -> int:
    """Keep the stack running until Ctrl-C; say where everything is, and what was unfinished."""
    folder = RUN_FOLDER
    kafka = inherited_kafka()
    if kafka is None:
        shutil.rmtree(folder / "state", ignore_errors=True)  # the broker's memory is gone too
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with contextlib.AsyncExitStack() as stack:
        extra: dict[str, str] = {}
        if sample:
            from services.local.sample.site import serve

            site = await serve()
            stack.push_async_callback(site.stop)
            extra = dict(SAMPLE)
            console.print(f"sample site   {site.base_url}")
        options = LocalOptions(folder, kafka, None if kafka else port, extra)
        local = await stack.enter_async_context(_started(options, console))
        write_stack_file(folder, local.environment)
        _where(console, local)
        await stop.wait()
        console.print("stopping …")
        left = await _account(local)
    if left:
        console.print(
            f"[yellow]{left['unaccounted']} URLs were not answered yet[/yellow]"
            + ("; the embedded broker is memory only, so submit them again" if not kafka else "")
            if left["unaccounted"]
            else "every URL that was submitted has its answer"
        )
    return 0


@contextlib.asynccontextmanager
async def _started(options: LocalOptions, console: Console) -> AsyncIterator[LocalStack]:
    local = LocalStack(options, say=lambda text: console.print(text, style="dim"))
    try:
        await local.start()
    except (PartMissing, StartFailed) as error:
        await local.stop(grace_seconds=1)
        raise Problem(str(error)) from error
    except BaseException:
        await local.stop(grace_seconds=1)
        raise
    try:
        yield local
    finally:
        await local.stop()


async def _watched(
    local: LocalStack, lines: Iterable[str], quiet_seconds: float, console: Console
) -> tuple[Batch, bool]:
    batch = Batch(f"run-{uuid.uuid4().hex[:8]}")
    settings = local.settings
    async with (
        Reader(settings, PUBLISHED.name, OUTCOMES.name) as reader,
        producer_for(settings) as producer,
    ):
        with _progress(console) as progress:
            task = progress.add_task("feeding", total=None, rate="", failed="")
            follower = Follower(batch, reader, lambda a: progress.console.print(card(a), ""))
            following = asyncio.create_task(follower.follow())
            showing = asyncio.create_task(_show(progress, task, batch))
            await feed(producer, batch.numbered(lines), batch.on_sent)
            progress.update(task, total=batch.sent, description="answered")
            complete = await follower.until_answered(quiet_seconds)
            await asyncio.sleep(0.2)  # the last article may come after its outcome
            following.cancel()
            showing.cancel()
            _update(progress, task, batch, 0)
    return batch, complete


def _progress(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[failed]}", style="red"),
        console=console,
        transient=False,
    )


async def _show(progress: Progress, task: object, batch: Batch) -> None:
    started = time.monotonic()
    while True:
        await asyncio.sleep(0.25)
        _update(progress, task, batch, batch.answered / (time.monotonic() - started))


def _update(progress: Progress, task: object, batch: Batch, rate: float) -> None:
    reasons = ", ".join(f"{reason} {count}" for reason, count in batch.failed.most_common(4))
    fields = {"completed": batch.answered, "failed": reasons}
    if rate:
        fields["rate"] = f"{rate:.1f}/s"
    progress.update(task, **fields)  # type: ignore[arg-type]


def _summary(console: Console, batch: Batch, took: float, local: LocalStack) -> None:
    console.print()
    console.print(outcome_table(batch.counts, f"{batch.answered:,} of {batch.sent:,} answered"))
    times = sorted(batch.latencies_seconds)
    if times:
        console.print(
            f"from submission to article: median {percentile(times, 0.5):.2f} s,"
            f" p95 {percentile(times, 0.95):.2f} s; all in {took:.1f} s"
        )
    for stage, count in local.restarts.items():
        console.print(f"[yellow]{stage} had to be restarted {count} times[/yellow]")


async def _unanswered(local: LocalStack, batch: Batch, console: Console) -> None:
    port = {note.stage: note.port for note in local.notes()}.get("ledger")
    if port is None:
        return
    with contextlib.suppress(aiohttp.ClientError, TimeoutError):
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session,
            session.get(f"http://127.0.0.1:{port}/open?limit=20") as response,
        ):
            for line in await response.json():
                if batch.is_mine(line["submission_id"]):
                    console.print(f"  no answer: {line['url']} ({line['submission_id']})")


async def _account(local: LocalStack) -> dict[str, int]:
    port = {note.stage: note.port for note in local.notes()}.get("ledger")
    with contextlib.suppress(aiohttp.ClientError, TimeoutError):
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3)) as session,
            session.get(f"http://127.0.0.1:{port}/account") as response,
        ):
            account: dict[str, int] = await response.json()
            return account
    return {}


def _where(console: Console, local: LocalStack) -> None:
    console.print(f"Kafka         {local.kafka}")
    for note in local.notes():
        console.print(f"{note.stage:<13} http://127.0.0.1:{note.port}/metrics")
    console.print(f"logs          {local.log_of('<stage>')}")
    console.print(
        "submit with `newsreel submit URL …`, follow with `newsreel tail`; Ctrl-C stops",
        style="dim",
    )
