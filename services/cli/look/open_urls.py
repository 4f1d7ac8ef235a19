"""`newsreel open`: URLs without an answer by name, and why."""

from typing import Any

from rich.console import Console
from rich.text import Text

from schemas.pipeline import LEDGER
from services.cli.clients.in_force import UNREAD, Held, held, in_words
from services.cli.clients.ledger import ask_ledger
from services.cli.clients.stages import expired_words, messages
from services.cli.look.trace import open_facts
from services.cli.look.waiting import Waiting, waiting_for
from services.cli.look.way import lag_of, views_here
from services.cli.output.cards import readable
from services.cli.output.terminal import print_json, print_line
from services.cli.output.times import age, from_unix
from services.cli.run.left import ALL_ANSWERED, READ_ARE_ANSWERED
from services.clock import now
from services.settings import Settings


async def list_open(
    settings: Settings, limit: int, as_json: bool, console: Console, host: str | None = None
) -> int:
    """Print the URLs without an answer, oldest first: how old, why, until when.

    With `host` only those of it and its subdomains.
    """
    asked = {"host": host} if host else {}
    lines = await ask_ledger(settings, "/open", limit=str(limit), **asked)
    waits = waiting_for(settings, {line["submission_id"]: line["url"] for line in lines})
    holding = await held(settings)
    for line in lines:
        waiting = waits.get(line["submission_id"])
        if as_json:
            print_json(line | open_facts(line, waiting, holding))
        else:
            _show(line, waiting, holding, console)
    if not as_json:
        if not lines:
            none_of = f"no URL of {host} is without an answer"
            print_line(none_of if host else await _all_answered(settings), console)
            return 0
        if len(lines) == limit and host:
            console.print("… perhaps more: see --limit")
        elif len(lines) == limit:
            more = (await ask_ledger(settings, "/account"))["unaccounted"] - limit
            if more > 0:
                console.print(f"… and {more:,} more")
        _show_rest(holding, console)
        for said in expired_words(await views_here(settings)):
            print_line(said, console, "yellow")
    return 0


def _show(line: dict[str, Any], waiting: Waiting | None, holding: Held, console: Console) -> None:
    old = age(now().timestamp() - line["submitted_at"])
    text = Text(f"{old:>6}  {readable(line['url'])}  ").append(line["submission_id"], "dim")
    print_line(text, console)
    said = "in work, or in a stage's queue"
    if waiting is not None:
        said = f"until {from_unix(waiting.due_at)}: {waiting.words}"
    print_line(f"        {said}", console, "yellow")
    if withdrawn := holding.cancels.get(line["submission_id"]):
        print_line(f"        in force: {in_words(withdrawn)}", console, "yellow")


async def _all_answered(settings: Settings) -> str:
    """Say that nothing is open: of what the ledger has read, where it is behind."""
    behind = lag_of(await views_here(settings)).get(LEDGER.stage, 0)
    return f"{READ_ARE_ANSWERED}; it is {messages(behind)} behind" if behind else ALL_ANSWERED


def _show_rest(holding: Held, console: Console) -> None:
    """Say what holds for all of them."""
    for each in holding.pauses:
        print_line(f"in force: {in_words(each)}", console, "yellow")
    if not holding.is_known:
        console.print(Text(UNREAD, "yellow"))
