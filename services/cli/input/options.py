"""Options and arguments that commands of several modules take."""

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
Format = Annotated[
    str | None, typer.Option("--format", help="json, markdown, ninjs (3.1) or jsonld.")
]
Stage = Annotated[
    str, typer.Argument(metavar="STAGE", help="intake, fetch, extract, enrich, publish or ledger.")
]
