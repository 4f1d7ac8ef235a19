"""The commands of `newsreel store`."""

import typer

from services.cli.environment import settings
from services.cli.output.terminal import stderr

app = typer.Typer(
    help="Upgrade the tables, or check them. Example: newsreel store check", no_args_is_help=True
)


@app.command()
def upgrade() -> None:
    """Bring all tables on NEWSREEL_STORE to this version, and say what was done.

    Example: [bold]newsreel store upgrade[/bold]
    """
    from services.cli.setup.stores import upgrade as run

    raise typer.Exit(run(settings(), stderr()))


@app.command()
def check() -> None:
    """Say what is behind; exit code 1 if something is. Example: [bold]newsreel store check[/bold].

    Changes nothing, except that SQLite makes its empty files.
    """
    from services.cli.setup.stores import check as run

    raise typer.Exit(run(settings(), stderr()))
