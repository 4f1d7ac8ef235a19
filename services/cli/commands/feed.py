"""The commands that make articles: `run` and `submit` of URLs, `extract` of one, or of files."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.errors import Problem
from services.cli.input.lines import lines_of
from services.cli.input.options import Format, instant_option
from services.cli.output.terminal import Terminal, stderr

Urls = Annotated[
    list[str] | None,
    typer.Argument(metavar="URL", help="URLs or JSON submissions; `-` reads them from stdin."),
]
File = Annotated[
    Path | None, typer.Option("--file", "-f", help="One URL or JSON object per line; `-`: stdin.")
]


def run(
    urls: Urls = None,
    file: File = None,
    out: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Keep the articles: a file, or with a / a folder."),
    ] = None,
    form: Format = None,
    quiet: Annotated[
        float, typer.Option(min=0, help="Give up when no answer has come for so many seconds.")
    ] = 120,
) -> Ending:
    """Start everything, feed URLs, show the articles, stop. Without URLs: the sample site.

    Example: [bold]newsreel run https://example.org/news/1 --out found.jsonl[/bold]
    """
    from services.cli.run.keeping import Keeper
    from services.cli.run.run import run as run_batch

    if form and not out:
        raise Problem("--format says how --out keeps the articles: give both", 2)
    keeper = Keeper(Path(out) if out else None, form or "json", bool(out and out.endswith("/")))
    lines = lines_of(urls or [], file) if urls or file else None
    return run_batch(lines, quiet, Terminal(), keeper)


def submit(
    urls: Urls = None,
    file: File = None,
    ids: Annotated[bool, typer.Option(help="Print the submission ids on stdout.")] = True,
) -> Ending:
    """Submit URLs to a running Newsreel; prints one submission id per line.

    Example: [bold]newsreel submit https://example.org/news/1 | xargs -n1 newsreel trace[/bold]
    """
    from services.cli.run.submit import submit as put

    if not urls and file is None:
        raise Problem("nothing to submit: give URLs, `--file FILE`, or `-` for stdin", 2)
    return put(settings(), lines_of(urls or [], file), ids, stderr())


def extract(
    sources: Annotated[
        list[str], typer.Argument(metavar="FILE|URL", help="Saved pages, `-`: stdin; or one URL.")
    ],
    url: Annotated[str | None, typer.Option(help="Where the saved page was found.")] = None,
    at: Annotated[
        datetime | None,
        instant_option("When it was fetched: ISO 8601, or `3d` ago; default: now."),
    ] = None,
    charset: Annotated[str | None, typer.Option(help="What the HTTP header said of it.")] = None,
    enrich: Annotated[bool, typer.Option("--enrich", help="Enriched too.")] = False,
    form: Format = None,
) -> Ending:
    """Extract one URL or saved pages without Kafka: a JSON line each, as the service publishes it.

    A URL is fetched at once, if rules and robots.txt allow it; nothing is kept.

    Examples: [bold]newsreel extract https://example.org/news/1 --format markdown[/bold],
    [bold]newsreel extract page.html --url https://example.org/news/1 --enrich[/bold]
    """
    from services.cli.look.extract import Found, extract_sources

    return extract_sources(sources, Found(url, at, charset), enrich, form or "json", stderr())
