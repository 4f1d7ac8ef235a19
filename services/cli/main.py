"""`newsreel`: one command, a module for each of its verbs. Errors are one line, never a trace."""

import errno
import io
import logging
import os
import signal
import sys
from collections.abc import Callable, MutableMapping, Sequence
from typing import Annotated, NoReturn

import typer
from rich.markup import escape

from services import logs
from services.cli.commands import (
    control,
    dlq,
    feed,
    listing,
    look,
    process,
    replay,
    setup,
    webhook,
)
from services.cli.ending import INTERRUPTED, Ending, finish
from services.cli.errors import Problem
from services.cli.output.runnable import runnable
from services.cli.output.terminal import STDOUT, stderr, write_nowhere
from services.misspelt import misspelt
from services.settings import PREFIX, BadSettings

app = typer.Typer(
    help="Turn news URLs into clean, enriched articles; one final answer for every URL.",
    no_args_is_help=True,
    result_callback=finish,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from services.version import version

        print(f"newsreel {version()}")
        raise typer.Exit


NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a write ends with where the disk, a quota or a file is full."""

SAID_OTHERWISE = ("service", "sink", "console", "config", "check")
"""Commands that say in a way of their own which variables are misspelt."""


@app.callback()
def newsreel(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Turn news URLs into clean, enriched articles; one final answer for every URL."""
    if context.invoked_subcommand not in SAID_OTHERWISE and (lines := misspelt(os.environ)):
        warn(" ".join(lines))


COMMANDS: dict[str, dict[str, Callable[..., Ending] | typer.Typer]] = {
    "Turn URLs into articles": {
        "run": feed.run,
        "extract": feed.extract,
        "up": process.up,
        "submit": feed.submit,
    },
    "Look": {
        "tail": look.tail,
        "outcomes": look.outcomes,
        "trace": look.trace,
        "history": look.history,
        "status": look.status,
        "open": listing.open_,
        "failed": listing.failed,
        "sites": listing.sites,
        "site": look.site,
        "console": process.serve_console,
    },
    "Steer": {
        "pause": control.pause,
        "resume": control.resume,
        "block": control.block,
        "unblock": control.unblock,
        "pace": control.pace,
        "cancel": control.cancel,
        "retract": control.retract,
        "dlq": dlq.app,
        "replay": replay.app,
        "webhook": webhook.app,
    },
    "Set up": {
        "check": setup.check,
        "config": setup.config,
        "key": setup.key,
        "topics": setup.topics,
        "store": setup.store,
        "schemas": setup.schemas,
        "service": process.service,
        "sink": process.sink,
    },
}
"""Panel of the help → its commands and groups of commands, as help lists them."""

for _panel, _commands in COMMANDS.items():
    for _name, _command in _commands.items():
        if isinstance(_command, typer.Typer):
            app.add_typer(_command, name=_name, rich_help_panel=_panel, no_args_is_help=True)
        else:
            app.command(_name, rich_help_panel=_panel)(_command)


def main() -> None:
    """Run the command line; a problem is one clear line and exit code 1, 2 for a wrong setting."""
    _speak_utf8()
    capitalise(os.environ)
    logs.only_warnings()
    # its "Unable connect" lines come by the hundred; what is wrong is said once, by us
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        try:
            refuse_empty(sys.argv[1:])
            app()
        finally:
            _flush()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # in the help, which ends with 1 then
            write_nowhere(STDOUT)
            sys.exit(INTERRUPTED)
        raise
    except Problem as problem:
        complain(str(problem), problem.exit_code)
    except BadSettings as fault:
        complain(str(fault), 2)
    except (KeyboardInterrupt, BrokenPipeError):
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # one more must not be traced
        write_nowhere(STDOUT)
        sys.exit(INTERRUPTED)
    except OSError as error:
        if error.filename is None and error.errno in NO_ROOM:
            write_nowhere(STDOUT)
            complain(f"cannot write: {error.strerror}", 1)
        if error.filename is None:
            raise
        is_refused = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
        hint = "; choose a folder where you may write" if is_refused else ""
        complain(f"{error.filename}: {error.strerror}{hint}", 1)


def capitalise(variables: MutableMapping[str, str]) -> None:
    """Bring `newsreel_kafka`, which the settings read too, into the one spelling of all else."""
    for name in [name for name in variables if name.upper().startswith(PREFIX)]:
        variables.setdefault(name.upper(), variables[name])
        if name != name.upper():
            del variables[name]


def refuse_empty(arguments: Sequence[str]) -> None:
    """Raise `Problem` for an argument without a letter, as a variable leaves it that is not set.

    Commands would take an option's for one that was not given, and choose more than was meant.
    """
    for before, argument in zip(("", *arguments), arguments, strict=False):
        option, equals, value = argument.partition("=")
        if not argument.strip() or (option.startswith("--") and equals and not value.strip()):
            what = option if equals else before if before.startswith("-") else "an argument"
            raise Problem(f"{what} is empty: say something there, or leave it out", 2)


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale says: titles are in every script."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _flush() -> None:
    """Write what is still held; None is an output that was closed before we began."""
    if sys.stdout is not None:
        sys.stdout.flush()


def complain(text: str, exit_code: int) -> NoReturn:
    """Print what is wrong and end; brackets in it are text, not markup."""
    stderr().print(f"[red]newsreel:[/red] {escape(runnable(text))}", soft_wrap=True)
    sys.exit(exit_code)


def warn(text: str) -> None:
    """Print what the user should know, and go on."""
    stderr().print(f"[yellow]newsreel:[/yellow] {escape(text)}", soft_wrap=True)


if __name__ == "__main__":
    main()
