"""`newsreel status`: each stage's rate, lag, work in hand and failures; and the account."""

import asyncio

from rich.console import Console
from rich.table import Table

from schemas.pipeline import LEDGER
from services.cli.errors import Problem
from services.cli.stages import StageView, addresses, ask_ledger, look
from services.settings import Settings

RATE_OVER_SECONDS = 2.0
HERE = "127.0.0.1:"


async def status(settings: Settings, given: list[str], console: Console) -> int:
    """Show every stage; exit code 1 if one is not ready."""
    found = addresses(settings, given)
    if not found:
        raise Problem(
            f"no stage runs here (no note in {settings.run_dir}/): start them with `newsreel up`,"
            " or name them: `newsreel status host:port …`"
        )
    before = await asyncio.gather(*(look(*each) for each in found))
    await asyncio.sleep(RATE_OVER_SECONDS)
    after = await asyncio.gather(*(look(*each) for each in found))
    console.print(_table(before, after))
    await _account(settings, console)
    for view in after:
        for problem in view.problems:
            console.print(f"[red]{view.stage}[/red] {view.address}: {problem}")
    return 1 if any(view.problems for view in after) else 0


def _table(before: list[StageView], after: list[StageView]) -> Table:
    table = Table(box=None, pad_edge=False)
    # at 80 columns all of it must stay: the host goes where it is this machine
    here = all(view.address.startswith(HERE) for view in after)
    for name in ("stage", "port" if here else "address"):
        table.add_column(name, no_wrap=True)
    for name in ("/s", "done", "lag", "in work", "failed", "dead", "retries"):
        table.add_column(name, justify="right", no_wrap=True)
    for old, new in zip(before, after, strict=True):
        done = _done(new)
        rate = (done - _done(old)) / RATE_OVER_SECONDS
        table.add_row(
            new.stage,
            new.address.removeprefix(HERE) if here else new.address,
            f"{rate:.1f}",
            f"{done:,.0f}",
            f"{new.total('newsreel_consumer_lag_messages'):,.0f}",
            f"{new.total('newsreel_in_flight'):,.0f}",
            f"{new.total('newsreel_events_total', outcome='failed'):,.0f}",
            f"{new.total('newsreel_dead_letters_total'):,.0f}",
            f"{new.total('newsreel_retries_total'):,.0f}",
            style="red" if new.problems else "",
        )
    return table


def _done(view: StageView) -> float:
    """Events that got on, or ended here; the outcomes that intake and fetch follow do not count."""
    events = view.total("newsreel_events_total")
    followed = view.total("newsreel_events_total", outcome="done")
    return events if view.stage == LEDGER.stage else events - followed


async def _account(settings: Settings, console: Console) -> None:
    try:
        account = await ask_ledger(settings, "/account")
    except Problem as problem:
        console.print(f"[yellow]{problem}[/yellow]")
        return
    oldest = account["oldest_unaccounted_seconds"]
    age = f", the oldest for {oldest:.0f} s" if account["unaccounted"] else ""
    console.print(f"unaccounted URLs: {account['unaccounted']:,}{age}")
    if account["conflicts"]:
        console.print(f"[red]conflicting answers: {account['conflicts']:,}[/red]")
