"""`newsreel webhook list`: what the endpoint has not taken yet, and what it never took."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from sqlalchemy import Row

from services.cli.clients.store import connected
from services.cli.output.runnable import runnable
from services.cli.output.terminal import print_line
from services.cli.output.times import from_unix
from services.clock import unix
from services.settings import Settings
from services.sinks.webhook.attempt import GONE
from services.sinks.webhook.delivery import NO_REVISION
from services.sinks.webhook.queue import counts, dead, waiting
from services.sinks.webhook.tables import SERVICE, is_made

UNTRIED = "not tried yet"
ALONE = "the endpoint is left alone for a while, or `newsreel sink webhook` does not run"
STOPPED = "nothing is sent until `newsreel sink webhook` is started again"


def show(settings: Settings, console: Console) -> int:
    """Print how many deliveries are in each state, and each reason and dead one on a line."""
    with connected(settings, SERVICE) as connection:
        if not is_made(connection):
            console.print("no deliveries")
            return 0
        found, waits, letters = counts(connection), waiting(connection), dead(connection)
    states = ", ".join(f"{count:,} {state}" for state, count in sorted(found.items()))
    console.print(states or "no deliveries")
    for line in (*waiting_lines(waits, unix()), *map(_dead_line, letters)):
        print_line(line, console)
    return 0


def waiting_lines(waits: Sequence[Row[Any]], now: float) -> Iterator[str]:
    """Say why deliveries wait and until when, a line for each error; `now` is Unix time."""
    for row in waits:
        most = f", tried up to {row.attempts} times" if row.attempts > 1 else ""
        yield runnable(f"{row.number:,} waiting: {row.error or UNTRIED}{most}; {_until(row, now)}")


def _until(row: Row[Any], now: float) -> str:
    if row.error == f"status {GONE}":
        return STOPPED
    if row.due_at > now:
        return f"next try {from_unix(row.due_at)}"
    return f"due since {from_unix(row.due_at)}: {ALONE}"


def _dead_line(row: Row[Any]) -> str:
    about = f"{row.article_id} revision {row.revision}"
    if row.revision == NO_REVISION:
        about = f"story {row.article_id} merged"
    return f"{row.event_id}  {about}  {row.attempts} attempts: {row.error}"
