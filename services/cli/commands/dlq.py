"""The commands of `newsreel dlq`."""

import asyncio
from typing import Annotated

import typer

from services.cli.environment import settings
from services.cli.output.terminal import Terminal

app = typer.Typer(
    help="List, show, retry or drop dead letters: events that failed unexpectedly.",
    no_args_is_help=True,
)


def _named(host: str | None) -> str | None:
    from services.cli.input.hosts import host_named

    return host_named(host) if host else None


def _placed(place: str) -> str:
    from services.cli.input.places import require_place

    return require_place(place)


def _all_placed(places: list[str] | None) -> list[str]:
    return [_placed(each) for each in places or ()]


Places = Annotated[
    list[str] | None,
    typer.Argument(metavar="PLACE", help="As `list` prints them.", callback=_all_placed),
]
Stage = Annotated[str | None, typer.Option(help="Only of this stage.")]
Reason = Annotated[str | None, typer.Option(help="Only with this reason.")]
Error = Annotated[str | None, typer.Option(help="Only with this error (class name).")]
Host = Annotated[
    str | None, typer.Option(help="Only of this host and its subdomains.", callback=_named)
]
Everything = Annotated[bool, typer.Option("--all", help="All of them.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]


@app.command("list")
def list_(
    stage: Stage = None, reason: Reason = None, error: Error = None, host: Host = None
) -> None:
    """Group dead letters by stage, reason and error.

    Example: [bold]newsreel dlq list[/bold]
    """
    from services.cli.steer.dlq import Choice, show_list

    choice = Choice(stage, reason, error, host)
    raise typer.Exit(asyncio.run(show_list(settings(), choice, Terminal())))


@app.command()
def show(
    place: Annotated[
        str, typer.Argument(metavar="PLACE", help="As `list` prints it.", callback=_placed)
    ],
) -> None:
    """Print one with its traceback.

    Example: [bold]newsreel dlq show extract.dlq.v1/0/3[/bold]
    """
    from services.cli.steer.dlq import show_one

    raise typer.Exit(asyncio.run(show_one(settings(), place, Terminal())))


@app.command()
def retry(
    places: Places = None,
    stage: Stage = None,
    reason: Reason = None,
    error: Error = None,
    host: Host = None,
    everything: Everything = False,
    dry_run: DryRun = False,
) -> None:
    """Put events back with their own ids; their new answer replaces `dead_lettered`.

    Example: [bold]newsreel dlq retry --stage extract --dry-run[/bold]
    """
    from services.cli.steer.dlq import Choice, act

    choice = Choice(stage, reason, error, host, everything, frozenset(places or ()))
    raise typer.Exit(asyncio.run(act(settings(), choice, "retried", dry_run, Terminal())))


@app.command()
def drop(
    places: Places = None,
    stage: Stage = None,
    reason: Reason = None,
    error: Error = None,
    host: Host = None,
    everything: Everything = False,
    dry_run: DryRun = False,
) -> None:
    """Close them; the answer `dead_lettered` stands.

    Example: [bold]newsreel dlq drop --reason undecodable[/bold]
    """
    from services.cli.steer.dlq import Choice, act

    choice = Choice(stage, reason, error, host, everything, frozenset(places or ()))
    raise typer.Exit(asyncio.run(act(settings(), choice, "dropped", dry_run, Terminal())))
