"""`newsreel up`: the whole of Newsreel, until Ctrl-C or another signal."""

import asyncio
import contextlib
import os

from rich.console import Console

from services.cli.ending import INTERRUPTED
from services.cli.environment import RUN_FOLDER
from services.cli.errors import Problem
from services.cli.output.runnable import runnable
from services.cli.output.terminal import print_line
from services.cli.run.catch_up import catch_up
from services.cli.run.console import console_beside
from services.cli.run.launch import require_room, sample_settings, started
from services.cli.run.left import say_what_is_left
from services.cli.run.signals import stop_on_signals
from services.local.folder_lock import FolderInUse, FolderLock
from services.local.stack import LocalOptions, LocalStack, inherited_kafka
from services.settings import PREFIX
from services.stage.health.process_registry import STACK, write_stack_file


async def up(port: int, sample: bool, with_console: bool, console: Console) -> int:
    """Keep the stack running until Ctrl-C; say where everything is, and what was unfinished."""
    require_room(RUN_FOLDER)
    try:
        with FolderLock(RUN_FOLDER):
            return await _up(port, sample, with_console, console)
    except FolderInUse as error:
        raise Problem(str(error)) from error


async def _up(port: int, sample: bool, with_console: bool, console: Console) -> int:
    kafka = inherited_kafka()
    stop = asyncio.Event()
    stop_on_signals(stop)
    async with contextlib.AsyncExitStack() as stack:
        extra: dict[str, str] = {}
        if sample:
            from services.local.sample.site import serve

            site = await serve()
            stack.push_async_callback(site.stop)
            extra = sample_settings(site.base_url, RUN_FOLDER)
            console.print(f"sample site   {site.base_url}")
            submit = runnable("`newsreel submit -`").strip("`")
            hint = f"all of it     curl -s {site.base_url} | {submit}"
            print_line(hint, console, "dim")
        options = LocalOptions(RUN_FOLDER, kafka, None if kafka else port, extra)
        local = await _unless(stop, stack, options, console)
        if local is None:
            return INTERRUPTED
        write_stack_file(RUN_FOLDER, {**_given(), **local.environment})
        stack.callback((RUN_FOLDER / STACK).unlink, missing_ok=True)
        if with_console:
            beside = console_beside(local.environment, local.log_of("console"))
            line = await stack.enter_async_context(beside)
            print_line(line, console)
        _where(console, local)
        await stop.wait()
        console.print("stopping …")
        await local.stop_stages()
        # now: the embedded broker takes with it what the ledger has not read
        is_whole = await catch_up(local.settings) if kafka is None else False
    say_what_is_left(console, local.settings, None if kafka else RUN_FOLDER, is_whole)
    return 0


def _given() -> dict[str, str]:
    """Settings that the user gave this stack: whoever joins it later needs the same."""
    return {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}


async def _unless(
    stop: asyncio.Event, stack: contextlib.AsyncExitStack, options: LocalOptions, console: Console
) -> LocalStack | None:
    """Start; None where Ctrl-C came first."""
    starting = asyncio.create_task(stack.enter_async_context(started(options, console)))
    asked = asyncio.create_task(stop.wait())
    await asyncio.wait((starting, asked), return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    if starting.done():
        return starting.result()
    console.print("stopping …")
    starting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await starting
    return None


def _where(console: Console, local: LocalStack) -> None:
    console.print(f"Kafka         {local.kafka}")
    for each in local.port_files():
        console.print(f"{each.stage:<13} http://127.0.0.1:{each.port}/metrics")
    print_line(f"logs          {local.log_of('<stage>')}", console)
    hint = runnable("submit with `newsreel submit URL …`, follow with `newsreel tail`")
    print_line(hint, console, "dim")
    console.print("Ctrl-C stops", style="dim")
