"""The commands that look: tail, outcomes, trace, status, site, history."""

import asyncio
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from services.cli.environment import settings
from services.cli.errors import Problem
from services.cli.input.options import AsJson, Format
from services.cli.output.terminal import Terminal
from services.clock import now

if TYPE_CHECKING:
    from services.cli.look.tail import Chosen

Beginning = Annotated[bool, typer.Option("--from-beginning", help="Not only what comes from now.")]
UntilEnd = Annotated[
    bool, typer.Option("--until-end", help="From the beginning to the end of the topic, then stop.")
]
Host = Annotated[str | None, typer.Option(help="Only of this host and its subdomains.")]
Since = Annotated[
    str | None, typer.Option(help="Put on the topic since then: ISO 8601, or `12h`, `3d` ago.")
]


def _follow(topic: str, meant: "Chosen", json: bool, form: str | None = None) -> NoReturn:
    from schemas.pipeline import OUTCOMES, PUBLISHED
    from services.cli.look.shown import shown_as
    from services.cli.look.tail import follow

    if json and form is not None:
        raise Problem("--json gives what is on the topic; leave it or --format out", 2)
    read = {"articles": PUBLISHED, "outcomes": OUTCOMES}[topic]
    show = shown_as(read, json, form)
    raise typer.Exit(asyncio.run(follow(settings(), read, meant, show)))


def _chosen(host: str | None, since: str | None, **more: Any) -> "Chosen":
    """Read what is chosen by options, or raise `Problem`."""
    from services.cli.input.hosts import host_named
    from services.cli.input.instants import read_instant
    from services.cli.look.tail import Chosen

    instant = read_instant(since, now()) if since else None
    return Chosen(host=host_named(host) if host else None, since=instant, **more)


def tail(
    from_beginning: Beginning = False,
    json: AsJson = False,
    until_end: UntilEnd = False,
    host: Host = None,
    language: Annotated[str | None, typer.Option(help="Only in this one, e.g. `fa`.")] = None,
    story: Annotated[
        str | None, typer.Option(metavar="ID", help="Only of this one, as `history` names it.")
    ] = None,
    since: Since = None,
    form: Format = None,
) -> None:
    """Follow enriched articles as they are published.

    With --json, an article that is no longer there is {"article_id": …, "gone": true}.

    Example: [bold]newsreel tail --language fa --since 12h[/bold]
    """
    from services.cli.input.languages import language_named

    meant = _chosen(
        host,
        since,
        language=language_named(language) if language is not None else None,
        story=story,
        from_beginning=from_beginning,
        until_end=until_end,
    )
    _follow("articles", meant, json, form)


def outcomes(
    from_beginning: Beginning = False,
    json: AsJson = False,
    until_end: UntilEnd = False,
    host: Host = None,
    since: Since = None,
) -> None:
    """Follow the final answers, one per URL: when (UTC), outcome, reason, URL.

    Example: [bold]newsreel outcomes --from-beginning[/bold]
    """
    meant = _chosen(host, since, from_beginning=from_beginning, until_end=until_end)
    _follow("outcomes", meant, json)


def trace(
    query: Annotated[
        str,
        typer.Argument(metavar="URL|ID", help="As submitted; or an id, of submission or article."),
    ],
    json: AsJson = False,
) -> None:
    """Show the life of one URL: every stage with its time, how it ended and why.

    Example: [bold]newsreel trace https://example.org/news/1[/bold]
    """
    from services.cli.look.trace import trace as show

    raise typer.Exit(asyncio.run(show(settings(), query, json, Terminal())))


def status(
    processes: Annotated[
        list[str] | None, typer.Argument(metavar="HOST:PORT", help="Default: those here.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Until Ctrl-C.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per look.")] = False,
) -> None:
    """Show each stage's rate, lag, work in hand and failures, and the unaccounted URLs.

    What is done, failed, dead and retried is counted since the start of each process.

    Exit code 1 where a stage is absent or not ready, or Kafka is away. With
    HOST:PORT only those are looked at.

    Example: [bold]newsreel status --watch[/bold]
    """
    from services.cli.input.hosts import require_addresses
    from services.cli.look.status import status as show

    require_addresses(processes or [])
    console = Terminal()
    raise typer.Exit(asyncio.run(show(settings(), processes or [], console, watch, json)))


def site(
    host: Annotated[str, typer.Argument(metavar="HOST", help="Or a URL of it.")],
    json: AsJson = False,
) -> None:
    """Show what came of a site's URLs, its closed doors, and what is taken for its boilerplate.

    Example: [bold]newsreel site news.example[/bold]
    """
    from services.cli.input.hosts import host_named
    from services.cli.look.site import site as show

    raise typer.Exit(show(settings(), host_named(host), json, Terminal()))


def history(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE|URL", help="An article's id, or a URL that led to it.")
    ],
    json: AsJson = False,
) -> None:
    """Show what changed at each revision of an article.

    Example: [bold]newsreel history https://example.org/news/1[/bold]
    """
    from services.cli.look.history import show

    raise typer.Exit(show(settings(), article, json, Terminal()))
