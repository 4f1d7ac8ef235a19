"""`newsreel status`: each stage's rate, lag, work in hand and failures; and the account."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.control import Control
from schemas.pipeline import LEDGER, PIPELINE
from services.cli.clients.in_force import UNREAD, as_data, in_force, in_words
from services.cli.clients.ledger import ask_ledger
from services.cli.clients.stages import StageView, addresses, expired_words, look, processes
from services.cli.errors import Problem
from services.cli.output.runnable import runnable
from services.cli.output.terminal import print_line, print_table
from services.cli.steer.dlq import Choice, letters
from services.settings import Settings

RATE_OVER_SECONDS = 2.0
NOT_THERE = "–"
HERE = "127.0.0.1:"


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is shown at once."""

    before: list[StageView]
    after: list[StageView]
    account: dict[str, Any] | None
    trouble: str | None
    """Why there is no account."""
    in_force: list[Control] | None
    """Commands of operators that hold; None where they cannot be read."""
    letters: int | None = None
    """Dead letters that are open; None where that cannot be told soon."""


async def status(
    settings: Settings, given: list[str], console: Console, watch: bool, as_json: bool
) -> int:
    """Show every stage, once or until Ctrl-C.

    Exit code 1 if one is not ready or, where no process was named, absent, or Kafka is away.
    """
    while True:
        picture = await _picture(settings, given, watch)
        if watch and not as_json:
            console.clear()
        if as_json:
            print(orjson.dumps(_as_data(picture)).decode(), flush=True)
        else:
            _show(picture, console)
        if not watch:
            return exit_code(picture)


def exit_code(picture: Picture) -> int:
    """Return 1 where a stage has a problem, or Kafka does not say what is in force; else 0."""
    has_problems = any(view.problems for view in picture.after)
    return 1 if has_problems or picture.in_force is None else 0


def absent(found: Iterable[StageView], command: str = "status") -> list[StageView]:
    """Make a view for each stage of which no process was found, in the order of the flow.

    `command` is the one of `newsreel` that can be told where processes run.
    """
    there = {view.stage for view in found}
    problem = f"no process of it runs here; {name_them(command)}"
    return [StageView(s.stage, "", [problem]) for s in PIPELINE if s.stage not in there]


def name_them(command: str) -> str:
    """Say how a command is told of processes that run elsewhere."""
    return f"name what runs elsewhere: `newsreel {command} host:port …`"


def in_order_of_flow(views: Iterable[StageView]) -> list[StageView]:
    """Sort views by their stages, what is no stage last; those of one stage stay as they are."""
    place = {step.stage: number for number, step in enumerate(PIPELINE)}
    return sorted(views, key=lambda view: place.get(view.stage, len(place)))


async def _picture(settings: Settings, given: list[str], watch: bool) -> Picture:
    found = await processes(addresses(settings, given))
    if not found and not watch:  # who watches may see the stack stop, and start again
        raise Problem(
            f"no stage runs here (no note in {settings.run_dir}/): start them with `newsreel up`,"
            f" or {name_them('status')}"
        )
    before = await asyncio.gather(*(look(*each) for each in found))
    open_letters, _ = await asyncio.gather(
        _open_letters(settings, watch), asyncio.sleep(RATE_OVER_SECONDS)
    )
    after = await asyncio.gather(*(look(*each) for each in found))
    if not given:
        before = in_order_of_flow(before + absent(before))
        after = in_order_of_flow(after + absent(after))
    try:
        account, trouble = await ask_ledger(settings, "/account"), None
    except Problem as problem:
        account, trouble = None, str(problem)
    commands = await in_force(settings)
    held = None if commands is None else list(commands)
    return Picture(before, after, account, trouble, held, open_letters)


async def _open_letters(settings: Settings, watch: bool) -> int | None:
    """Count the open dead letters, where reading them all takes no longer than the rate does.

    Not while watching: it would read them every two seconds.
    """
    if watch:
        return None
    try:
        async with asyncio.timeout(RATE_OVER_SECONDS):
            return len(await letters(settings, Choice()))
    except (Problem, TimeoutError):
        return None


def _show(picture: Picture, console: Console) -> None:
    print_table(_table(picture.before, picture.after), console)
    _show_account(picture, console)
    if picture.letters:
        hint = runnable("`newsreel dlq list`")
        console.print(f"[red]open dead letters: {picture.letters:,}[/red]; {hint}", soft_wrap=True)
    for said in expired_words(picture.after):
        print_line(said, console, "red")
    _show_in_force(picture.in_force, console)
    for view in picture.after:
        for problem in view.problems:
            where = f" {view.address}" if view.address else ""
            said = f"{where}: {runnable(problem)}"
            print_line(Text(view.stage, "red").append(said, "default"), console)


def figures(old: StageView, new: StageView) -> dict[str, float]:
    """Return what is shown of a process, name → number: as it is now, then since its start."""
    done, apart_seconds = _done(new), new.at - old.at
    return {
        "per_second": (done - _done(old)) / apart_seconds if apart_seconds > 0 else 0.0,
        "lag": new.total("newsreel_consumer_lag_messages"),
        "in_flight": new.total("newsreel_in_flight"),
        "done": done,
        "failed": new.total("newsreel_events_total", outcome="failed"),
        "dead_letters": new.total("newsreel_dead_letters_total"),
        "retries": new.total("newsreel_retries_total"),
    }


def row_of(old: StageView, new: StageView) -> dict[str, Any]:
    """Return what is known of a process, for JSON."""
    known = {"stage": new.stage, "address": new.address, "problems": new.problems}
    return known | {"paused": is_paused(new), **figures(old, new)}


def _as_data(picture: Picture) -> dict[str, Any]:
    return {
        "stages": list(map(row_of, picture.before, picture.after)),
        "account": picture.account,
        "in_force": None if picture.in_force is None else as_data(picture.in_force),
        "open_dead_letters": picture.letters,
    }


def _table(before: list[StageView], after: list[StageView]) -> Table:
    table = Table(box=None, pad_edge=False)
    # at 80 columns all of it must stay: the host goes where it is this machine
    here = all(view.address.startswith(HERE) for view in after if view.address)
    for name in ("stage", "port" if here else "address"):
        table.add_column(f"\n{name}", no_wrap=True)
    for name in ("now\n/s", "\nlag", "\nin work"):
        table.add_column(name, justify="right")
    for name in ("since start\ndone", "\nfailed", "\ndead", "\nretries"):
        table.add_column(name, justify="right")
    for old, new in zip(before, after, strict=True):
        where = new.address.removeprefix(HERE) if here else new.address
        table.add_row(new.stage, where or NOT_THERE, *_cells(old, new), style=_style(new))
    return table


def _style(view: StageView) -> str:
    if view.problems:
        return "red"
    return "yellow" if is_paused(view) else ""


def _cells(old: StageView, new: StageView) -> list[str]:
    row = figures(old, new)
    if not new.samples:  # nobody has said that these are zeros
        return [NOT_THERE for _ in row]
    per_second = row.pop("per_second")
    rate = "paused" if is_paused(new) else f"{per_second:.1f}"
    return [rate, *(f"{number:,.0f}" for number in row.values())]


def is_paused(view: StageView) -> bool:
    """Whether a command pauses the process."""
    return view.total("newsreel_paused") > 0


def _done(view: StageView) -> float:
    """Events that got on, or ended here; the outcomes that intake and fetch follow do not count."""
    events = view.total("newsreel_events_total")
    followed = view.total("newsreel_events_total", outcome="done")
    return events if view.stage == LEDGER.stage else events - followed


def _show_in_force(commands: list[Control] | None, console: Console) -> None:
    if commands is None:
        console.print(Text(UNREAD, "yellow"))
        return
    withdrawn = [each for each in commands if each.action == "cancel"]
    for each in commands:
        if each.action != "cancel":
            print_line(f"in force: {in_words(each)}", console, "yellow")
    if withdrawn:
        console.print(f"withdrawn URLs: {len(withdrawn):,}")


def _show_account(picture: Picture, console: Console) -> None:
    account = picture.account
    if account is None:
        print_line(runnable(picture.trouble or ""), console, "yellow")
        return
    oldest = account["oldest_unaccounted_seconds"]
    age = f", the oldest for {oldest:.0f} s" if account["unaccounted"] else ""
    console.print(f"unaccounted URLs: {account['unaccounted']:,}{age}")
    if account["conflicts"]:
        console.print(f"[red]conflicting answers: {account['conflicts']:,}[/red]")
