"""The commands of `newsreel webhook`: events that the endpoint never took."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.errors import Problem
from services.cli.input.options import Everything
from services.cli.output.terminal import Terminal
from services.clock import unix

if TYPE_CHECKING:
    from sqlalchemy import Connection

    Act = Callable[[Connection, Sequence[str]], int]

app = typer.Typer(
    help="List, retry or drop what `newsreel sink webhook` could not deliver.\n\n"
    "Example: [bold]newsreel webhook list[/bold]",
)

Ids = Annotated[list[str] | None, typer.Argument(metavar="ID", help="As `list` prints them.")]


@app.command("list")
def list_() -> Ending:
    """Count deliveries; say why some wait and until when, and why the dead ones are.

    Example: [bold]newsreel webhook list[/bold]
    """
    from services.cli.look.deliveries import show

    return show(settings(), Terminal())


@app.command()
def retry(ids: Ids = None, everything: Everything = False) -> Ending:
    """Try dead ones again from now on, by the whole schedule.

    Example: [bold]newsreel webhook retry --all[/bold]
    """
    from services.sinks.webhook.queue import revive

    def act(connection: "Connection", chosen: Sequence[str]) -> int:
        return revive(connection, chosen, unix())

    return _act(ids, everything, "will be tried again", act)


@app.command()
def drop(ids: Ids = None, everything: Everything = False) -> Ending:
    """Delete dead ones.

    Example: [bold]newsreel webhook drop ID[/bold]
    """
    from services.sinks.webhook.queue import drop as act

    return _act(ids, everything, "dropped", act)


def _act(ids: list[str] | None, everything: bool, done: str, act: "Act") -> Ending:
    from services.cli.clients.store import connected
    from services.sinks.webhook.queue import dead
    from services.sinks.webhook.tables import SERVICE, is_made

    if not (ids or everything):
        raise Problem("which ones? name their ids, or give --all", 2)
    with connected(settings(), SERVICE) as connection:
        letters = [row.event_id for row in dead(connection)] if is_made(connection) else []
        if unknown := sorted(set(ids or []) - set(letters)):
            raise Problem(
                f"there is no dead delivery {unknown[0]!r}; `newsreel webhook list` names them"
            )
        chosen = letters if everything else [each for each in letters if each in (ids or [])]
        count = act(connection, chosen) if chosen else 0
    Terminal().print(f"{count:,} {done}")
    return 0
