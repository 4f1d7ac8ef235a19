"""Options and arguments that commands of several modules take; their parsers read what is given."""

from datetime import datetime
from typing import Annotated, Any

import typer


def _host(text: str) -> str:
    from services.cli.input.hosts import host_named

    return host_named(text)


def _instant(text: str) -> datetime:
    from services.cli.input.instants import read_instant
    from services.clock import now

    return read_instant(text, now())


def _address(text: str) -> str:
    from services.cli.input.hosts import require_address

    return require_address(text)


def instant_option(what: str) -> Any:
    """Make an option that takes an instant; `what`: its help."""
    return typer.Option(metavar="INSTANT", parser=_instant, help=what)


def host_argument(what: str) -> Any:
    """Make an argument that takes a host, or a URL of it; `what`: its help."""
    return typer.Argument(metavar="HOST", parser=_host, help=what)


AsJson = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
Everything = Annotated[bool, typer.Option("--all", help="All of them.")]
Format = Annotated[
    str | None, typer.Option("--format", help="json, markdown, ninjs (3.1) or jsonld.")
]
OfHost = Annotated[
    str | None,
    typer.Option(metavar="HOST", parser=_host, help="Only of this host and its subdomains."),
]
Processes = Annotated[
    list[str] | None,
    typer.Argument(metavar="HOST:PORT", parser=_address, help="Default: those here."),
]
Stage = Annotated[
    str, typer.Argument(metavar="STAGE", help="intake, fetch, extract, enrich, publish or ledger.")
]
