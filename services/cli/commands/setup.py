"""The commands for what must be in place: settings, a key, topics, tables, schemas."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.output.terminal import Terminal, stderr

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


def config(
    everything: Annotated[bool, typer.Option("--all", help="Defaults too.")] = False,
) -> Ending:
    """Show the settings in force, where each came from, and misspelt NEWSREEL_ variables.

    Example: [bold]newsreel config --all[/bold]
    """
    from services.cli.setup.config import show_config

    return show_config(Terminal(), everything)


def key(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Of the private key; made where it is missing.")
    ],
    agent: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the directory will be served.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="How long its own signature is good.")] = 90,
) -> Ending:
    """Make the key that signs requests (Web Bot Auth, a draft); print its directory document.

    Example: [bold]newsreel key bot.pem --agent https://bot.example.org[/bold]
    """
    from services.cli.setup.key import key as show

    return show(file, agent, days, stderr())


def check(
    url: Annotated[
        str | None, typer.Option(help="Take one URL through all stages instead.")
    ] = None,
) -> Ending:
    """Say whether all is in place, one line for each thing; exit code 1 where one is wrong.

    Settings, rules file, store, port, clock, Kafka, topics. With --url: intake,
    robots.txt, fetch, extract and enrich of one URL, without Kafka.

    Example: [bold]newsreel check[/bold]
    """
    console = Terminal()
    if url is not None:
        from services.cli.setup.check_url import check_url

        return check_url(settings(), url, console)
    from services.cli.setup.check import check as run

    return run(settings(), console)


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
