"""`newsreel failed`: URLs that brought no article, why, and what would help; or how many."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from services.cli.clients.ledger import ask_ledger
from services.cli.errors import Problem
from services.cli.output.advice import help_for
from services.cli.output.cards import readable
from services.cli.output.runnable import runnable
from services.cli.output.terminal import count_table, print_json, print_line, print_table
from services.cli.output.times import column
from services.settings import Settings

AT_ONCE = 1_000
"""Lines that the ledger gives at once."""
TIME_WIDTH = 22
"""Characters of the column with the time, and of the gap behind it."""

NONE_FITS = "no failed URL fits what was asked for"


def failed_so(reason: str | None, host: str | None, since: datetime | None) -> dict[str, str]:
    """Return what the ledger is asked for."""
    asked = {"reason": reason, "host": host, "since": since and str(since.timestamp())}
    return {name: value for name, value in asked.items() if value}


async def list_failed(
    settings: Settings, limit: int, asked: Mapping[str, str], as_json: bool, console: Console
) -> int:
    """Print the newest URLs that brought no article, with reason and detail.

    What would help is said once for people, in JSON on each line.
    """
    count, said = 0, set[str | None]()
    async for line in _failed(settings, limit, asked):
        count += 1
        helps = help_for(line["answer"])
        if as_json:
            print_json(line | {"helps": helps})
            continue
        _show(line, helps if helps not in said else None, console)
        said.add(helps)
    if not count and not as_json:
        console.print(NONE_FITS if asked else "no URL failed")
    return 0


async def count_failed(
    settings: Settings, asked: Mapping[str, str], by: str, as_json: bool, console: Console
) -> int:
    """Print how many URLs brought no article, by reason or host, most first."""
    if by not in ("reason", "host"):
        raise Problem(f"--count-by {by}: by reason or by host", 2)
    counts = await ask_ledger(settings, "/failed", **asked, count_by=by)
    if as_json:
        for each in counts:
            print_json({by: each["name"], "count": each["count"]})
    elif counts:
        table = count_table(by, counted="URLs")
        for each in counts:
            table.add_row(Text(each["name"] or "(none)"), f"{each['count']:,}")
        print_table(table, console)
    else:
        console.print(NONE_FITS if asked else "no URL failed")
    return 0


async def _failed(
    settings: Settings, limit: int, asked: Mapping[str, str]
) -> AsyncIterator[dict[str, Any]]:
    """Ask the ledger again and again, each time for what comes behind the last line."""
    after: dict[str, str] = {}
    while limit > 0:
        wanted = min(limit, AT_ONCE)
        lines = await ask_ledger(settings, "/failed", **asked, **after, limit=str(wanted))
        for line in lines:
            yield line
        if len(lines) < wanted:
            return
        limit -= wanted
        at = datetime.fromisoformat(lines[-1]["answer"]["decided_at"]).timestamp()
        after = {"after_at": repr(at), "after_id": lines[-1]["submission_id"]}


def _show(line: dict[str, Any], helps: str | None, console: Console) -> None:
    answer = line["answer"]
    text = Text(f"{column(datetime.fromisoformat(answer['decided_at']))}  ", "dim")
    text.append(f"{answer['reason']:<18} ", "red")
    text.append(readable(line["url"]) or "(no URL)", "default")
    if answer["detail"]:
        text.append(f"  {answer['detail']}", "dim")
    print_line(text, console)
    if helps:
        print_line(f"{'':<{TIME_WIDTH + 18}} {runnable(helps)}", console, "yellow")
