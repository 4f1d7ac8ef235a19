"""The commands of `newsreel topics`."""

import asyncio

import typer

from services.cli.environment import settings
from services.cli.output.terminal import stderr

app = typer.Typer(help="Create the topics, or check them against the contract.")


@app.command("create")
def topics_create() -> None:
    """Create the topics that are missing.

    Example: [bold]newsreel topics create[/bold]
    """
    from services.cli.setup.topics import create

    raise typer.Exit(asyncio.run(create(settings(), stderr())))


@app.command("check")
def topics_check() -> None:
    """Say what differs from the contract, and how to fix it.

    Example: [bold]newsreel topics check[/bold]
    """
    from services.cli.setup.topics import check

    raise typer.Exit(asyncio.run(check(settings(), stderr())))
