"""Options and arguments that commands of several modules take; their parsers read what is given."""

from typing import Annotated, Any

import typer

from services.cli.input.hosts import host_named, require_address
from services.cli.input.instants import read_instant


def instant_option(what: str) -> Any:
    """Make an option that takes an instant; `what`: its help."""
    return typer.Option(metavar="INSTANT", parser=read_instant, help=what)


def host_argument(what: str) -> Any:
    """Make an argument that takes a host, or a URL of it; `what`: its help."""
    return typer.Argument(metavar="HOST", parser=host_named, help=what)


AsJson = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
Everything = Annotated[bool, typer.Option("--all", help="All of them.")]
Format = Annotated[
    str | None, typer.Option("--format", help="json, markdown, ninjs (3.1) or jsonld.")
]
OfHost = Annotated[
    str | None,
    typer.Option(metavar="HOST", parser=host_named, help="Only of this host and its subdomains."),
]
Processes = Annotated[
    list[str] | None,
    typer.Argument(metavar="HOST:PORT", parser=require_address, help="Default: those here."),
]
Stage = Annotated[
    str, typer.Argument(metavar="STAGE", help="intake, fetch, extract, enrich, publish or ledger.")
]
