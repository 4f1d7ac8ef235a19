"""`newsreel`: one command, a module for each of its verbs. Errors are one line, never a trace."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from services.cli.errors import Problem

app = typer.Typer(
    help="Turn news URLs into clean, enriched articles; one final answer for every URL.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def newsreel() -> None:
    """Turn news URLs into clean, enriched articles; one final answer for every URL."""


Urls = Annotated[
    list[str] | None, typer.Argument(help="URLs or JSON submissions; `-` reads them from stdin.")
]
File = Annotated[
    Path | None, typer.Option("--file", "-f", help="A URL or a JSON submission a line; `-`: stdin.")
]


@app.command()
def run(
    urls: Urls = None,
    file: File = None,
    quiet: Annotated[
        float, typer.Option(help="Give up when no answer has come for so many seconds.")
    ] = 120,
) -> None:
    """Start everything, feed URLs, show the articles, stop. Without URLs: the sample site.

    Example: [bold]newsreel run https://example.org/news/1[/bold]
    """
    from services.cli.feed import lines_of
    from services.cli.run import run as run_batch

    lines = lines_of(urls or [], file) if urls or file else None
    raise typer.Exit(asyncio.run(run_batch(lines, quiet, Console(highlight=False))))


@app.command()
def up(
    port: Annotated[int, typer.Option(help="Port of the embedded broker.")] = 9092,
    sample: Annotated[bool, typer.Option(help="Serve the sample site too.")] = False,
) -> None:
    """Keep everything running until Ctrl-C.

    Example: [bold]newsreel up[/bold], then in another window [bold]newsreel tail[/bold]
    """
    from services.cli.run import up as keep_up

    raise typer.Exit(asyncio.run(keep_up(port, sample, Console(highlight=False))))


@app.command()
def service(
    stage: str = typer.Argument(help="intake, fetch, extract, enrich, publish or ledger."),
) -> None:
    """Run one stage as a process. Example: [bold]newsreel service extract[/bold]."""
    from schemas.pipeline import PIPELINE
    from services.stage.run import run

    if stage not in {step.stage for step in PIPELINE}:
        names = ", ".join(step.stage for step in PIPELINE)
        raise Problem(f"there is no stage {stage!r}; there are: {names}")
    raise typer.Exit(run(stage))


def main() -> None:
    """Run the command line; a problem is one clear line and exit code 1."""
    try:
        app()
    except Problem as problem:
        Console(stderr=True, highlight=False).print(f"[red]newsreel:[/red] {problem}")
        sys.exit(problem.exit_code)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)


if __name__ == "__main__":
    main()
