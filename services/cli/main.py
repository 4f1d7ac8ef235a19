"""`newsreel`: one command, a module for each of its verbs. Errors are one line, never a trace."""

import asyncio
import io
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.markup import escape

from services.cli import (
    control_commands,
    dlq_commands,
    feed_commands,
    listing_commands,
    look_commands,
    process_commands,
    replay_commands,
    schemas_commands,
    store_commands,
    topics_commands,
    webhook_commands,
)
from services.cli.environment import settings, stderr
from services.cli.errors import Problem
from services.cli.options import Format
from services.cli.runnable import runnable
from services.cli.terminal import Terminal
from services.misspelt import misspelt
from services.settings import BadSettings

app = typer.Typer(
    help="Turn news URLs into clean, enriched articles; one final answer for every URL.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"newsreel {version('newsreel')}")
        raise typer.Exit


SAID_OTHERWISE = ("service", "sink", "console", "config", "check")
"""Commands that say in a way of their own which variables are misspelt."""


@app.callback()
def newsreel(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Turn news URLs into clean, enriched articles; one final answer for every URL."""
    if context.invoked_subcommand not in SAID_OTHERWISE and (lines := misspelt(os.environ)):
        warn(" ".join(lines))


def extract(
    files: Annotated[list[Path], typer.Argument(help="Saved pages.")],
    url: Annotated[str | None, typer.Option(help="Where the page was found.")] = None,
    at: Annotated[
        str | None, typer.Option(metavar="INSTANT", help="When it was fetched; default: now.")
    ] = None,
    charset: Annotated[str | None, typer.Option(help="What the HTTP header said of it.")] = None,
    enrich: Annotated[bool, typer.Option("--enrich", help="Enriched too.")] = False,
    form: Format = None,
) -> None:
    """Extract saved pages without Kafka: one JSON line per file, as the service would publish it.

    Example: [bold]newsreel extract page.html --url https://example.org/news/1 --enrich[/bold]
    """
    from services.cli.extract import extract_files, instant_of

    instant = instant_of(at) if at else None
    done = extract_files(files, url, instant, charset, enrich, form or "json", stderr())
    raise typer.Exit(done)


def retract(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE|URL", help="An article's id, or its canonical URL.")
    ],
    why: Annotated[str, typer.Option(help="One line, for readers of `articles.retracted.v1` too.")],
    by: Annotated[str | None, typer.Option(help="Who; default: you, at this machine.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take an article down; shows what that does, and asks.

    Example: [bold]newsreel retract https://example.org/news/1 --why "its author asked"[/bold]
    """
    from services.cli.control import whoever
    from services.cli.retract import retract as take_down
    from services.cli.retract import takedown_by

    takedown = takedown_by(by or whoever(), why)
    raise typer.Exit(take_down(settings(), article, takedown, yes, Terminal()))


def config(
    everything: Annotated[bool, typer.Option("--all", help="Defaults too.")] = False,
) -> None:
    """Show the settings in force, where each came from, and misspelt NEWSREEL_ variables.

    Example: [bold]newsreel config --all[/bold]
    """
    from services.cli.config import show_config

    raise typer.Exit(show_config(Terminal(), everything))


def key(
    file: Annotated[Path, typer.Argument(help="Of the private key; made where it is missing.")],
    agent: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the directory will be served.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="How long its own signature is good.")] = 90,
) -> None:
    """Make the key that signs requests (Web Bot Auth, a draft); print its directory document.

    Example: [bold]newsreel key bot.pem --agent https://bot.example.org[/bold]
    """
    from services.cli.key import key as show

    raise typer.Exit(show(file, agent, days, stderr()))


def check(
    url: Annotated[
        str | None, typer.Option(help="Take one URL through all stages instead.")
    ] = None,
) -> None:
    """Say whether all is in place, one line for each thing; exit code 1 where one is wrong.

    Settings, rules file, store, port, clock, Kafka, topics. With --url: intake, robots.txt, fetch,
    extract and enrich of one URL, without Kafka. Example: [bold]newsreel check[/bold]
    """
    console = Terminal()
    if url is not None:
        from services.cli.check_url import check_url

        raise typer.Exit(asyncio.run(check_url(settings(), url, console)))
    from services.cli.check import check as run

    raise typer.Exit(asyncio.run(run(settings(), console)))


COMMANDS: dict[str, Callable[..., None]] = {
    "run": feed_commands.run,
    "up": process_commands.up,
    "console": process_commands.serve_console,
    "submit": feed_commands.submit,
    "tail": look_commands.tail,
    "outcomes": look_commands.outcomes,
    "trace": look_commands.trace,
    "status": look_commands.status,
    "extract": extract,
    "site": look_commands.site,
    "history": look_commands.history,
    "retract": retract,
    "config": config,
    "key": key,
    "check": check,
    "sites": listing_commands.sites,
    "open": listing_commands.open_,
    "failed": listing_commands.failed,
}
"""As help lists them; those of `control_commands`, `service` and `sink` follow."""

for _name, _command in COMMANDS.items():
    app.command(_name)(_command)
control_commands.add_to(app)
app.command("service")(process_commands.service)
app.command("sink")(process_commands.sink)

app.add_typer(topics_commands.app, name="topics", no_args_is_help=True)
app.add_typer(dlq_commands.app, name="dlq")
app.add_typer(store_commands.app, name="store")
app.add_typer(schemas_commands.app, name="schemas")
app.add_typer(replay_commands.app, name="replay")
app.add_typer(webhook_commands.app, name="webhook")


def main() -> None:
    """Run the command line; a problem is one clear line and exit code 1, 2 for a wrong setting."""
    _speak_utf8()
    # its "Unable connect" lines come by the hundred; what is wrong is said once, by us
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        app()
    except Problem as problem:
        complain(str(problem), problem.exit_code)
    except BadSettings as fault:
        complain(str(fault), 2)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)
    except OSError as error:
        if error.filename is None:
            raise
        complain(f"{error.filename}: {error.strerror}; choose a folder where you may write", 1)


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale says: titles are in every script."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def complain(text: str, exit_code: int) -> NoReturn:
    """Print what is wrong and end; brackets in it are text, not markup."""
    stderr().print(f"[red]newsreel:[/red] {escape(runnable(text))}", soft_wrap=True)
    sys.exit(exit_code)


def warn(text: str) -> None:
    """Print what the user should know, and go on."""
    stderr().print(f"[yellow]newsreel:[/yellow] {escape(text)}", soft_wrap=True)


if __name__ == "__main__":
    main()
