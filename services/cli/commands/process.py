"""The commands that become processes: up, console, service, sink."""

from typing import Annotated

import typer

from services.cli.ending import Ending
from services.cli.environment import settings
from services.cli.errors import require_known
from services.cli.input.options import Processes, Stage
from services.cli.output.terminal import Terminal


def up(
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="Port of the embedded broker; 0: any free one.")
    ] = 9092,
    sample: Annotated[bool, typer.Option(help="Serve the sample site too.")] = False,
    console: Annotated[
        bool, typer.Option(help="Serve the console too, at NEWSREEL_CONSOLE_PORT.")
    ] = True,
) -> Ending:
    """Keep everything running until Ctrl-C.

    With NEWSREEL_KAFKA on that Kafka, else on an embedded broker, which forgets all at its end.

    Then it names the URLs that have no answer yet. Those that the embedded
    broker forgets are kept in `.run/open-….jsonl`, for `newsreel submit --file`.

    Example: [bold]newsreel up[/bold], then in another window [bold]newsreel tail[/bold]
    """
    from services.cli.run.up import up as keep_up

    return keep_up(port, sample, console, Terminal())


def serve_console(
    processes: Processes = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65_535, help="Where to listen; default: NEWSREEL_CONSOLE_PORT."),
    ] = None,
) -> Ending:
    """Serve the console, a page that shows the flow as it is; it prints its address.

    Example: [bold]newsreel console[/bold]
    """
    from services.cli.run.console import become_console

    settings()
    become_console(processes or [], port)


def service(
    stage: Stage,
) -> Ending:
    """Run one stage as a process, beside the stack that runs from this folder if there is one.

    Example: [bold]newsreel service extract[/bold]
    """
    from schemas.control import STAGES
    from services.stage.run import run

    require_known("stage", stage, STAGES)
    settings()  # those of the stack that runs here: its group may not see another store
    run(stage)


def sink(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="files, postgres, webhook or feeds.")],
    name: Annotated[
        str | None,
        typer.Option(help="Of a second one of the kind, which gets all articles too."),
    ] = None,
) -> Ending:
    """Carry published articles to where they are needed, as a process. See docs/sinks.md.

    Without names, two sinks of a kind share the articles: each gets a part of them.

    Example: [bold]NEWSREEL_SINK_FILES_FOLDER=archive newsreel sink files[/bold]
    """
    from services.sinks.run import run
    from services.sinks.table import SINKS

    require_known("sink", kind, SINKS)
    settings()  # those of the stack that runs here
    return run(kind, name)
