"""The commands that list: `newsreel open`, `newsreel failed`, `newsreel sites`."""

from datetime import datetime
from typing import Annotated

import typer

from schemas.outcomes import UNSUCCESSFUL
from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.input.options import AsJson, OfHost, instant_option
from services.cli.input.words import require_reason
from services.cli.output.terminal import Terminal

Limit = Annotated[int, typer.Option(min=1, max=1000, help="Most lines.")]


def open_(limit: Limit = 100, host: OfHost = None, json: AsJson = False) -> Ending:
    """List the URLs without an answer, oldest first: why, and until when.

    Example: [bold]newsreel open --json | jq .url[/bold]
    """
    from services.cli.look.open_urls import list_open

    return list_open(settings(), limit, json, Terminal(), host)


def failed(
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="Most lines.")] = 100,
    reason: Annotated[str | None, typer.Option(help="Only with this reason.")] = None,
    host: OfHost = None,
    since: Annotated[
        datetime | None, instant_option("Decided since then: ISO 8601, or `2h`, `3d` ago.")
    ] = None,
    count_by: Annotated[
        str | None, typer.Option(metavar="reason|host", help="Count them all instead.")
    ] = None,
    json: AsJson = False,
) -> Ending:
    """List the newest URLs without an article: when (UTC), reason, detail, what would help.

    Example: [bold]newsreel failed --since 2h --count-by host[/bold]
    """
    from services.cli.look.failed import count_failed, failed_so, list_failed

    if reason is not None:
        require_reason(reason, UNSUCCESSFUL)

    asked, out = failed_so(reason, host, since), Terminal()
    if count_by is not None:
        return count_failed(settings(), asked, count_by, json, out)
    return list_failed(settings(), limit, asked, json, out)


def sites(
    quiet: Annotated[bool, typer.Option("--quiet", help="Hardly a new article comes.")] = False,
    worse: Annotated[bool, typer.Option("--worse", help="Pages are read less well.")] = False,
    blocked: Annotated[bool, typer.Option("--blocked", help="Most pages are closed.")] = False,
    json: AsJson = False,
) -> Ending:
    """List the sites that are not as usual: what shows it, and since when.

    Example: [bold]newsreel sites --quiet[/bold]
    """
    from services.cli.look.sites import list_sites

    given = {"quiet": quiet, "worse": worse, "blocked": blocked}
    wanted = {name for name, is_wanted in given.items() if is_wanted}
    return list_sites(settings(), wanted, json, Terminal())
