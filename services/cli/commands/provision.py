"""The commands for what Kafka, the store and a registry must have: `topics`, `store`, `schemas`."""

from typing import Annotated

import typer

from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.output.terminal import stderr

topics = typer.Typer(help="Create the topics, or check them against the contract.")
store = typer.Typer(
    help="Upgrade the tables, or check them.\n\nExample: [bold]newsreel store check[/bold]"
)
schemas = typer.Typer(
    help="Put the schemas of the public topics into a schema registry, or compare them.\n\n"
    "Example: [bold]newsreel schemas check --registry http://127.0.0.1:8081[/bold]"
)
Registry = Annotated[
    str | None, typer.Option(metavar="URL", help="Default: NEWSREEL_SCHEMA_REGISTRY_URL.")
]


@topics.command("create")
def topics_create() -> Ending:
    """Create the topics that are missing.

    Example: [bold]newsreel topics create[/bold]
    """
    from services.cli.setup.topics import create

    return create(settings(), stderr())


@topics.command("check")
def topics_check() -> Ending:
    """Say what differs from the contract, and how to fix it.

    Example: [bold]newsreel topics check[/bold]
    """
    from services.cli.setup.topics import check

    return check(settings(), stderr())


@store.command("upgrade")
def store_upgrade() -> Ending:
    """Bring all tables on NEWSREEL_STORE to this version, and say what was done.

    Example: [bold]newsreel store upgrade[/bold]
    """
    from services.cli.setup.stores import upgrade as run

    return run(settings(), stderr())


@store.command("check")
def store_check() -> Ending:
    """Say what is behind; exit code 1 if something is.

    Changes nothing, except that SQLite makes its empty files.

    Example: [bold]newsreel store check[/bold]
    """
    from services.cli.setup.stores import check as run

    return run(settings(), stderr())


@schemas.command("register")
def schemas_register(registry: Registry = None) -> Ending:
    """Register what is new or changed; nothing at all if the registry refuses one.

    Example: [bold]newsreel schemas register --registry http://localhost:8081[/bold]
    """
    from services.cli.setup.schemas import register as run

    return run(settings(), registry, stderr())


@schemas.command("check")
def schemas_check(registry: Registry = None) -> Ending:
    """Say what is missing, changed or refused; exit code 1 if something is.

    Example: [bold]newsreel schemas check --registry http://localhost:8081[/bold]
    """
    from services.cli.setup.schemas import check as run

    return run(settings(), registry, stderr())
