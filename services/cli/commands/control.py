"""The commands that steer what runs: pause, resume, block, unblock, pace, cancel; and retract."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.errors import Problem
from services.cli.input.lines import lines_of, query_in
from services.cli.input.options import Stage, host_argument
from services.cli.input.words import read_why
from services.cli.output.terminal import Terminal, stderr

if TYPE_CHECKING:
    from schemas.control import Action

Why = Annotated[str, typer.Option(help="One line for whoever asks later.")]
By = Annotated[str | None, typer.Option(help="Who; default: you, at this machine.")]
Host = Annotated[str, host_argument("With its subdomains.")]


def pause(stage: Stage, why: Why, by: By = None) -> Ending:
    """Let a stage begin nothing new until it is resumed; what is in work is finished.

    Example: [bold]newsreel pause fetch --why "the proxy is down"[/bold]
    """
    return _give("pause", stage, why, by)


def resume(stage: Stage, why: Why, by: By = None) -> Ending:
    """Let a paused stage go on. Exit code 1 where it was not paused.

    Example: [bold]newsreel resume fetch --why "it is back"[/bold]
    """
    return _give("resume", stage, why, by)


def block(host: Host, why: Why, by: By = None) -> Ending:
    """Fetch nothing of a host from now on; its URLs are answered `host_blocked`.

    Example: [bold]newsreel block ads.example.com --why "only advertisements"[/bold]
    """
    return _give("block", host, why, by)


def unblock(host: Host, why: Why, by: By = None) -> Ending:
    """Take a `block` back; the rules file still counts. Exit code 1 where it was not blocked.

    Example: [bold]newsreel unblock ads.example.com --why "a mistake"[/bold]
    """
    return _give("unblock", host, why, by)


def pace(
    host: Host,
    why: Why,
    delay: Annotated[float | None, typer.Option(help="Seconds between two requests.")] = None,
    concurrency: Annotated[int | None, typer.Option(help="Requests at once.")] = None,
    as_set: Annotated[
        bool, typer.Option("--as-set", help="Back to what settings and rules file say.")
    ] = False,
    by: By = None,
) -> Ending:
    """Ask a host less or more often from now on; a longer Crawl-delay still counts.

    It replaces an earlier pace of the host whole: name both options to keep both.
    What it does not name is as for the names above the host.

    Exit code 1 where `--as-set` finds no pace of the host's own.

    Example: [bold]newsreel pace example.org --delay 10 --why "they asked us to"[/bold]
    """
    if as_set == (delay is not None or concurrency is not None):
        raise Problem("give --delay, --concurrency or both; or --as-set alone", 2)
    try:
        return _give("pace", host, why, by, delay_seconds=delay, concurrency=concurrency)
    except Problem as problem:
        raise Problem(_in_options(str(problem)), problem.exit_code) from None


def cancel(
    why: Why,
    urls: Annotated[
        list[str] | None,
        typer.Argument(metavar="URL|ID", help="As submitted; or submissions' ids."),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", "-f", help="A URL, id or JSON submission per line; `-`: stdin."),
    ] = None,
    by: By = None,
) -> Ending:
    """Withdraw URLs that have no answer yet; each gets the outcome `cancelled`.

    While fetch is paused the outcome waits for `resume`; `trace` shows that it is withdrawn.

    Exit code 1 where one has its answer already, or is not known; the others are withdrawn.

    Examples: [bold]newsreel cancel https://example.org/news/1 --why "a mistake"[/bold],
    [bold]newsreel cancel --file urls.txt --why "an old list"[/bold]
    """
    from services.cli.steer.send import withdraw

    if not urls and file is None:
        raise Problem("nothing to withdraw: give URLs or ids, or `--file FILE`", 2)
    why = read_why(why)  # before the ledger is asked
    # all of them, before there is an event loop that Ctrl-C would have to wait for
    queries = [query_in(line) for line in lines_of(urls or [], file) if line.strip()]
    return withdraw(settings(), queries, why, by, stderr())


def _in_options(problem: str) -> str:
    """Name the options where a problem names the fields of the command on the topic."""
    for field, option in (("delay_seconds: ", "--delay: "), ("concurrency: ", "--concurrency: ")):
        problem = problem.replace(field, option)
    return problem


def _give(action: "Action", target: str, why: str, by: str | None, **said: float | None) -> Ending:
    from services.cli.steer.control import command
    from services.cli.steer.send import give

    return give(settings(), command(action, target, why, by, **said), stderr())


def retract(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE|URL", help="An article's id, or a URL that led to it.")
    ],
    why: Annotated[str, typer.Option(help="One line, for readers of `articles.retracted.v1` too.")],
    by: By = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> Ending:
    """Take an article down; shows what that does, and asks.

    Example: [bold]newsreel retract https://example.org/news/1 --why "its author asked"[/bold]
    """
    from services.cli.steer.retract import retract as take_down
    from services.cli.steer.retract import takedown_by

    takedown = takedown_by(by, why)
    return take_down(settings(), article, takedown, yes, Terminal())
