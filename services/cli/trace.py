"""`newsreel trace`: the life of one URL."""

from datetime import UTC, datetime
from typing import Any

import orjson
from rich.console import Console
from rich.text import Text

from services.cli.cards import BAD
from services.cli.errors import Problem
from services.cli.stages import ask_ledger
from services.settings import Settings


async def trace(settings: Settings, query: str, as_json: bool, console: Console) -> int:
    """Show every submission of a URL, or one by its id; exit code 1 if it is unknown."""
    lines = await ask_ledger(settings, "/trace", of=query)
    if not lines:
        raise Problem(f"nothing is known of {query!r}: no submission has this URL or id")
    for line in lines:
        if as_json:
            print(orjson.dumps(line).decode())
        else:
            _show(line, console)
    return 0


def _show(line: dict[str, Any], console: Console) -> None:
    submitted = datetime.fromtimestamp(line["submitted_at"], UTC)
    console.print(Text(line["url"] or "(no URL)", style="bold"))
    console.print(f"  submission  {line['submission_id']}")
    console.print(f"  submitted   {submitted:%Y-%m-%d %H:%M:%S.%f} UTC"[:-7] + " UTC")
    answer = line["answer"]
    if answer is None:
        console.print("  [yellow]no answer yet[/yellow]")
        return
    for stamp in answer["journey"]:
        at = datetime.fromisoformat(stamp["at"])
        note = f"  {stamp['note']}" if stamp.get("note") else ""
        console.print(
            f"  {stamp['stage']:<11} +{(at - submitted).total_seconds():8.3f} s"
            f"   {stamp['duration_ms']:9.1f} ms{note}"
        )
    style = "green" if answer["outcome"] == "published" else ""
    style = "red" if answer["outcome"] in BAD else style
    ended = Text("  answer      ").append(f"{answer['outcome']}: {answer['reason']}", style=style)
    console.print(ended.append(f" at {answer['stage']}, {answer['attempts']} fetches"))
    for name in ("detail", "article_id", "revision", "supersedes"):
        if answer.get(name) is not None:
            console.print(f"  {name:<11} {answer[name]}", highlight=False)
    if line["conflicts"]:
        console.print(f"  [red]{line['conflicts']} later answers differed and were not taken[/red]")
