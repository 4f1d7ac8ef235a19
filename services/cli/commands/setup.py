"""The commands for what must be in place: `newsreel config`, `key`, `check`."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.output.terminal import Terminal, stderr


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
