"""`newsreel`: one command, a module for each of its verbs. Errors are one line, never a trace."""

import sys

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
