"""The commands of `newsreel schemas`."""

from typing import Annotated

import typer

from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.output.terminal import stderr

app = typer.Typer(
    help="Put the schemas of the public topics into a schema registry, or compare them.\n\n"
    "Example: [bold]newsreel schemas check --registry http://127.0.0.1:8081[/bold]",
    no_args_is_help=True,
)
Registry = Annotated[
    str | None, typer.Option(metavar="URL", help="Default: NEWSREEL_SCHEMA_REGISTRY_URL.")
]


@app.command()
def register(registry: Registry = None) -> Ending:
    """Register what is new or changed; nothing at all if the registry refuses one.

    Example: [bold]newsreel schemas register --registry http://localhost:8081[/bold]
    """
    from services.cli.setup.schemas import register as run

    return run(settings(), registry, stderr())


@app.command()
def check(registry: Registry = None) -> Ending:
    """Say what is missing, changed or refused; exit code 1 if something is.

    Example: [bold]newsreel schemas check --registry http://localhost:8081[/bold]
    """
    from services.cli.setup.schemas import check as run

    return run(settings(), registry, stderr())
