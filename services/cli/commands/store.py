"""The commands of `newsreel store`."""

import typer

from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.output.terminal import stderr

app = typer.Typer(
    help="Upgrade the tables, or check them.\n\nExample: [bold]newsreel store check[/bold]",
    no_args_is_help=True,
)


@app.command()
def upgrade() -> Ending:
    """Bring all tables on NEWSREEL_STORE to this version, and say what was done.

    Example: [bold]newsreel store upgrade[/bold]
    """
    from services.cli.setup.stores import upgrade as run

    return run(settings(), stderr())


@app.command()
def check() -> Ending:
    """Say what is behind; exit code 1 if something is.

    Changes nothing, except that SQLite makes its empty files.

    Example: [bold]newsreel store check[/bold]
    """
    from services.cli.setup.stores import check as run

    return run(settings(), stderr())
