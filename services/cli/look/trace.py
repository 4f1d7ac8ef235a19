"""`newsreel trace`: the life of one URL."""

from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from services.cli.clients.in_force import UNREAD, Held, as_data, held, in_words
from services.cli.clients.ledger import submissions_of
from services.cli.errors import Problem
from services.cli.look.pace import host_data, host_words
from services.cli.look.waiting import Waiting, waiting_for
from services.cli.look.way import Ways, ways_of
from services.cli.output.outcomes import style_of
from services.cli.output.terminal import print_json, print_line
from services.cli.output.times import from_unix, to_millisecond
from services.settings import Settings


async def trace(settings: Settings, query: str, as_json: bool, console: Console) -> int:
    """Show every submission of a URL, or one by its id; exit code 1 if it is unknown."""
    lines = await submissions_of(settings, query)
    if not lines:
        raise Problem(f"nothing is known of {query!r}: no submission has this URL or id")
    unanswered = {line["submission_id"]: line["url"] for line in lines if line["answer"] is None}
    waits = waiting_for(settings, unanswered)
    unexplained = [
        line for line in lines if line["submission_id"] in unanswered.keys() - waits.keys()
    ]
    ways = await ways_of(settings, unexplained)
    holding = await held(settings) if unanswered else Held([], {})
    for line in lines:
        waiting = waits.get(line["submission_id"])
        if as_json:
            facts = open_facts(line, waiting, holding) | way_facts(line["submission_id"], ways)
            print_json(line | facts)
        else:
            _show(line, waiting, holding, ways, console)
    return 0


def way_facts(submission_id: str, ways: Ways) -> dict[str, Any]:
    """Return how far a URL came that waits in no schedule; instants are Unix times."""
    way = ways.of.get(submission_id)
    return {"way": way and {"accepted_at": way.accepted_at, "fetched_at": way.fetched_at}}


def open_facts(line: dict[str, Any], waiting: Waiting | None, holding: Held) -> dict[str, Any]:
    """Return what is known of a line beside what the ledger says: what it waits for."""
    commands = [] if line["answer"] else holding.of(line["submission_id"])
    return {"waits": waiting and described(waiting), "in_force": as_data(commands)}


def described(waiting: Waiting) -> dict[str, Any]:
    """Return what a URL waits for as plain data; instants are Unix times."""
    return {
        "host": waiting.host,
        "why": waiting.why,
        "words": waiting.words,
        "until": waiting.due_at,
        **host_data(waiting.record),
    }


def _show(
    line: dict[str, Any], waiting: Waiting | None, holding: Held, ways: Ways, console: Console
) -> None:
    submitted = datetime.fromtimestamp(line["submitted_at"], UTC)
    # ids, URLs and details are others' text: brackets in them are no markup, and no line is broken
    print_line(line["url"] or "(no URL)", console, "bold")
    print_line(f"  submission  {line['submission_id']}", console)
    console.print(f"  submitted   {to_millisecond(submitted)}")
    if line.get("trace_id"):  # a ledger of an older version has none
        console.print(f"  trace       {line['trace_id']}", highlight=False)
    if line["answer"] is None:
        _show_open(line["submission_id"], waiting, holding, ways, console)
        return
    _show_answer(line["answer"], submitted, console)
    if line["conflicts"]:
        console.print(f"  [red]{line['conflicts']} later answers differed and were not taken[/red]")


def _show_open(
    submission_id: str, waiting: Waiting | None, holding: Held, ways: Ways, console: Console
) -> None:
    console.print("  [yellow]no answer yet[/yellow]")
    if waiting is None:
        for said in ways.words(submission_id):
            print_line(f"  {said}", console)
    else:
        _show_waiting(waiting, console)
    for each in holding.of(submission_id):
        print_line(f"  in force: {in_words(each)}", console, "yellow")
    if not holding.is_known:
        console.print(Text(f"  {UNREAD}", "yellow"))


def _show_answer(answer: dict[str, Any], submitted: datetime, console: Console) -> None:
    for stamp in answer["journey"]:
        at = datetime.fromisoformat(stamp["at"])
        note = f"  {stamp['note']}" if stamp.get("note") else ""
        print_line(
            f"  {stamp['stage']:<11} +{(at - submitted).total_seconds():8.3f} s"
            f"   {stamp['duration_ms']:9.1f} ms{note}",
            console,
        )
    style = style_of(answer["outcome"])
    ended = Text("  answer      ").append(f"{answer['outcome']}: {answer['reason']}", style=style)
    console.print(ended.append(f" at {answer['stage']}, {fetches(answer['attempts'])}"))
    for name in ("detail", "article_id", "revision", "supersedes"):
        if answer.get(name) is not None:
            text = f"  {name:<11} {answer[name]}"
            print_line(text, console)


def fetches(attempts: int) -> str:
    """Write how often a URL was fetched."""
    return "1 fetch" if attempts == 1 else f"{attempts} fetches"


def _show_waiting(waiting: Waiting, console: Console) -> None:
    print_line(f"  waits       {waiting.words}", console)
    console.print(f"  until       {from_unix(waiting.due_at)}, {waiting.where}")
    for said in host_words(waiting.record, waiting.host):
        print_line(f"  {said}", console)
