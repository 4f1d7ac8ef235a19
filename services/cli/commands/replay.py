"""The commands of `newsreel replay`."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.errors import Problem
from services.cli.input.options import OfHost, instant_option
from services.cli.output.terminal import stderr

app = typer.Typer(
    help="Run a stage again on what is stored.\n\n"
    "Example: [bold]newsreel replay extract --since 3d --dry-run[/bold]",
)


@app.command()
def extract(
    since: Annotated[datetime, instant_option("Fetched since then: ISO 8601, or `12h`, `3d` ago.")],
    until: Annotated[datetime | None, instant_option("Fetched before then; default: now.")] = None,
    host: OfHost = None,
    name: Annotated[
        str | None, typer.Option(help="Of the replay; the same name again does nothing twice.")
    ] = None,
    compare: Annotated[
        bool, typer.Option("--compare", help="Print differences by field; publish nothing.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="With --compare: JSON lines.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many.")] = False,
) -> Ending:
    """Extract stored pages again without fetching; unchanged articles stay as they are.

    Example: [bold]newsreel replay extract --since 3d --host news.example --compare[/bold]
    """
    from services.cli.steer.pages import Window

    now = datetime.now(UTC)
    window = Window(since, until or now, host)
    if window.until <= window.since:
        raise Problem("--until is not after --since: no page was fetched between them", 2)
    if json and not compare:
        raise Problem("--json says how --compare prints: give both", 2)
    if compare:
        from services.cli.steer.compare import compare as run

        return run(settings(), window, json, stderr())
    from services.cli.steer.replay import replay as put_back

    called = name or f"{now:%Y%m%dT%H%M%SZ}"
    return put_back(settings(), window, called, dry_run, stderr())
