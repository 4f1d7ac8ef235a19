"""The commands of `newsreel replay`."""

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.environment import settings
from services.cli.errors import Problem
from services.cli.output.terminal import stderr

if TYPE_CHECKING:
    from services.cli.steer.pages import Window

app = typer.Typer(no_args_is_help=True)


@app.callback()
def replay() -> None:
    """Run a stage again on what is stored.

    Example: [bold]newsreel replay extract --since 3d --dry-run[/bold]
    """


@app.command()
def extract(
    since: Annotated[str, typer.Option(help="Fetched since then: ISO 8601, or `12h`, `3d` ago.")],
    until: Annotated[str | None, typer.Option(help="Fetched before then; default: now.")] = None,
    host: Annotated[
        str | None, typer.Option(help="Only pages of this host and its subdomains.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="Of the replay; the same name again does nothing twice.")
    ] = None,
    compare: Annotated[
        bool, typer.Option("--compare", help="Print differences by field; publish nothing.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="With --compare: JSON lines.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many.")] = False,
) -> None:
    """Extract stored pages again without fetching; unchanged articles stay as they are.

    Example: [bold]newsreel replay extract --since 3d --host news.example --compare[/bold]
    """
    now = datetime.now(UTC)
    window = _window(since, until, host, now)
    if json and not compare:
        raise Problem("--json says how --compare prints: give both", 2)
    if compare:
        from services.cli.steer.compare import compare as run

        raise typer.Exit(asyncio.run(run(settings(), window, json, stderr())))
    from services.cli.steer.replay import replay as put_back

    called = name or f"{now:%Y%m%dT%H%M%SZ}"
    raise typer.Exit(asyncio.run(put_back(settings(), window, called, dry_run, stderr())))


def _window(since: str, until: str | None, host: str | None, now: datetime) -> "Window":
    """Read which pages are meant, or raise `Problem`."""
    from services.cli.input.hosts import host_named
    from services.cli.input.instants import read_instant
    from services.cli.steer.pages import Window

    window = Window(
        read_instant(since, now),
        read_instant(until, now) if until else now,
        host_named(host) if host else None,
    )
    if window.until <= window.since:
        raise Problem("--until is not after --since: no page was fetched between them", 2)
    return window
