"""The commands that look: tail, outcomes, trace, status, site, history."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.errors import Problem
from services.cli.input.options import (
    AsJson,
    Format,
    OfHost,
    Processes,
    host_argument,
    instant_option,
)
from services.cli.input.words import language_named
from services.cli.output.terminal import Terminal

if TYPE_CHECKING:
    from services.cli.look.tail import Chosen

Beginning = Annotated[bool, typer.Option("--from-beginning", help="Not only what comes from now.")]
UntilEnd = Annotated[
    bool, typer.Option("--until-end", help="From the beginning to the end of the topic, then stop.")
]
Since = Annotated[
    datetime | None, instant_option("Put on the topic since then: ISO 8601, or `12h`, `3d` ago.")
]


def _follow(topic: str, meant: "Chosen", json: bool, form: str | None = None) -> Ending:
    from schemas.pipeline import OUTCOMES, PUBLISHED
    from services.cli.look.shown import shown_as
    from services.cli.look.tail import follow

    if json and form is not None:
        raise Problem("--json gives what is on the topic; leave it or --format out", 2)
    read = {"articles": PUBLISHED, "outcomes": OUTCOMES}[topic]
    show = shown_as(read, json, form)
    return follow(settings(), read, meant, show)


def tail(
    from_beginning: Beginning = False,
    json: AsJson = False,
    until_end: UntilEnd = False,
    host: OfHost = None,
    language: Annotated[
        str | None, typer.Option(parser=language_named, help="Only in this one, e.g. `fa`.")
    ] = None,
    story: Annotated[
        str | None, typer.Option(metavar="ID", help="Only of this one, as `history` names it.")
    ] = None,
    since: Since = None,
    form: Format = None,
) -> Ending:
    """Follow enriched articles as they are published.

    With --json, an article that is no longer there is {"article_id": …, "gone": true}.

    Example: [bold]newsreel tail --language fa --since 12h[/bold]
    """
    from services.cli.look.tail import Chosen

    meant = Chosen(host, language, since, story, from_beginning, until_end)
    return _follow("articles", meant, json, form)


def outcomes(
    from_beginning: Beginning = False,
    json: AsJson = False,
    until_end: UntilEnd = False,
    host: OfHost = None,
    since: Since = None,
) -> Ending:
    """Follow the final answers, one per URL: when (UTC), outcome, reason, URL.

    Example: [bold]newsreel outcomes --from-beginning[/bold]
    """
    from services.cli.look.tail import Chosen

    meant = Chosen(host, since=since, from_beginning=from_beginning, until_end=until_end)
    return _follow("outcomes", meant, json)


def trace(
    query: Annotated[
        str,
        typer.Argument(metavar="URL|ID", help="As submitted; or an id, of submission or article."),
    ],
    json: AsJson = False,
) -> Ending:
    """Show the life of one URL: every stage with its time, how it ended and why.

    Example: [bold]newsreel trace https://example.org/news/1[/bold]
    """
    from services.cli.look.trace import trace as show

    return show(settings(), query, json, Terminal())


def status(
    processes: Processes = None,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Until Ctrl-C.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per look.")] = False,
) -> Ending:
    """Show each stage's rate, lag, work in hand and failures, and the unaccounted URLs.

    What is done, failed, dead and retried is counted since the start of each process.

    Exit code 1 where a stage is absent or not ready, or Kafka is away. With
    HOST:PORT only those are looked at.

    Example: [bold]newsreel status --watch[/bold]
    """
    from services.cli.look.status import status as show

    return show(settings(), processes or [], Terminal(), watch, json)


def site(
    host: Annotated[str, host_argument("Or a URL of it.")],
    json: AsJson = False,
) -> Ending:
    """Show a site's pace, what came of its URLs, its closed doors, and its boilerplate.

    Example: [bold]newsreel site news.example[/bold]
    """
    from services.cli.look.site import site as show

    return show(settings(), host, json, Terminal())


def history(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE|URL", help="An article's id, or a URL that led to it.")
    ],
    json: AsJson = False,
) -> Ending:
    """Show what changed at each revision of an article.

    Example: [bold]newsreel history https://example.org/news/1[/bold]
    """
    from services.cli.look.history import show

    return show(settings(), article, json, Terminal())
