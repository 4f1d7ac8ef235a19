"""The command that reads saved pages: `newsreel extract`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from services.cli.ending import Ending
from services.cli.input.options import Format, instant_option
from services.cli.output.terminal import stderr


def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Saved pages; `-`: stdin.")],
    url: Annotated[str | None, typer.Option(help="Where the page was found.")] = None,
    at: Annotated[
        datetime | None,
        instant_option("When it was fetched: ISO 8601, or `3d` ago; default: now."),
    ] = None,
    charset: Annotated[str | None, typer.Option(help="What the HTTP header said of it.")] = None,
    enrich: Annotated[bool, typer.Option("--enrich", help="Enriched too.")] = False,
    form: Format = None,
) -> Ending:
    """Extract saved pages without Kafka: one JSON line per file, as the service would publish it.

    Example: [bold]newsreel extract page.html --url https://example.org/news/1 --enrich[/bold]
    """
    from services.cli.look.extract import Found, extract_files

    return extract_files(files, Found(url, at, charset), enrich, form or "json", stderr())
