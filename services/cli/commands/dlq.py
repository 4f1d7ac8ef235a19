"""The commands of `newsreel dlq`."""

from collections.abc import Callable
from typing import Annotated

import typer

from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.input.options import Everything, OfHost
from services.cli.input.words import require_place
from services.cli.output.terminal import Terminal

app = typer.Typer(
    help="List, show, retry or drop dead letters: events that failed unexpectedly.",
)


Places = Annotated[
    list[str] | None,
    typer.Argument(metavar="PLACE", help="As `list` prints them.", parser=require_place),
]
Stage = Annotated[str | None, typer.Option(help="Only of this stage.")]
Reason = Annotated[str | None, typer.Option(help="Only with this reason.")]
Error = Annotated[str | None, typer.Option(help="Only with this error (class name).")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]


@app.command("list")
def list_(
    stage: Stage = None, reason: Reason = None, error: Error = None, host: OfHost = None
) -> Ending:
    """Group dead letters by stage, reason and error.

    Example: [bold]newsreel dlq list[/bold]
    """
    from services.cli.steer.dlq import Choice, show_list

    choice = Choice(stage, reason, error, host)
    return show_list(settings(), choice, Terminal())


@app.command()
def show(
    place: Annotated[
        str, typer.Argument(metavar="PLACE", help="As `list` prints it.", parser=require_place)
    ],
) -> Ending:
    """Print one with its traceback.

    Example: [bold]newsreel dlq show extract.dlq.v1/0/3[/bold]
    """
    from services.cli.steer.dlq import show_one

    return show_one(settings(), place, Terminal())


def _acting(action: str) -> Callable[..., Ending]:
    """Make a command that does one thing with the letters that are meant."""

    def act(
        places: Places = None,
        stage: Stage = None,
        reason: Reason = None,
        error: Error = None,
        host: OfHost = None,
        everything: Everything = False,
        dry_run: DryRun = False,
    ) -> Ending:
        from services.cli.steer.dlq import Choice
        from services.cli.steer.dlq import act as act_on_those

        choice = Choice(stage, reason, error, host, everything, frozenset(places or ()))
        return act_on_those(settings(), choice, action, dry_run, Terminal())

    return act


RETRY = """Put events back with their own ids; their new answer replaces `dead_lettered`.

Example: [bold]newsreel dlq retry --stage extract --dry-run[/bold]"""
DROP = """Close them; the answer `dead_lettered` stands.

Example: [bold]newsreel dlq drop --reason undecodable[/bold]"""
app.command("retry", help=RETRY)(_acting("retried"))
app.command("drop", help=DROP)(_acting("dropped"))
