"""The commands of `newsreel topics`."""

import typer

from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.output.terminal import stderr

app = typer.Typer(help="Create the topics, or check them against the contract.")


@app.command("create")
def topics_create() -> Ending:
    """Create the topics that are missing.

    Example: [bold]newsreel topics create[/bold]
    """
    from services.cli.setup.topics import create

    return create(settings(), stderr())


@app.command("check")
def topics_check() -> Ending:
    """Say what differs from the contract, and how to fix it.

    Example: [bold]newsreel topics check[/bold]
    """
    from services.cli.setup.topics import check

    return check(settings(), stderr())
