"""`newsreel`: one command, a module for each of its verbs. Errors are one line, never a trace."""

import asyncio
import io
import logging
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.markup import escape

from services.cli import (
    control_commands,
    dlq_commands,
    listing_commands,
    replay_commands,
    schemas_commands,
    store_commands,
    webhook_commands,
)
from services.cli.environment import settings, stderr
from services.cli.errors import Problem
from services.cli.runnable import runnable
from services.cli.terminal import Terminal
from services.clock import now
from services.misspelt import misspelt
from services.settings import BadSettings

app = typer.Typer(
    help="Turn news URLs into clean, enriched articles; one final answer for every URL.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"newsreel {version('newsreel')}")
        raise typer.Exit


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


Urls = Annotated[
    list[str] | None, typer.Argument(help="URLs or JSON submissions; `-` reads them from stdin.")
]
File = Annotated[
    Path | None, typer.Option("--file", "-f", help="One URL or JSON object per line; `-`: stdin.")
]


Format = Annotated[
    str | None, typer.Option("--format", help="json, markdown, ninjs (3.1) or jsonld.")
]


@app.command()
def run(
    urls: Urls = None,
    file: File = None,
    out: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Keep the articles: a file, or with a / a folder."),
    ] = None,
    form: Format = None,
    quiet: Annotated[
        float, typer.Option(help="Give up when no answer has come for so many seconds.")
    ] = 120,
) -> None:
    """Start everything, feed URLs, show the articles, stop. Without URLs: the sample site.

    Example: [bold]newsreel run https://example.org/news/1 --out found.jsonl[/bold]
    """
    from services.cli.feed import lines_of
    from services.cli.keeping import Keeper
    from services.cli.run import run as run_batch

    if form and not out:
        raise Problem("--format says how --out keeps the articles: give both", 2)
    keeper = Keeper(Path(out) if out else None, form or "json", bool(out and out.endswith("/")))
    lines = lines_of(urls or [], file) if urls or file else None
    raise typer.Exit(asyncio.run(run_batch(lines, quiet, Terminal(), keeper)))


@app.command()
def up(
    port: Annotated[int, typer.Option(help="Port of the embedded broker.")] = 9092,
    sample: Annotated[bool, typer.Option(help="Serve the sample site too.")] = False,
    console: Annotated[
        bool, typer.Option(help="Serve the console too, at NEWSREEL_CONSOLE_PORT.")
    ] = True,
) -> None:
    """Keep everything running until Ctrl-C.

    With NEWSREEL_KAFKA on that Kafka, else on an embedded broker, which forgets all at its end.

    Then it names the URLs that have no answer yet. Those that the embedded broker forgets are kept
    in `.run/open-….jsonl`, for `newsreel submit --file`.

    Example: [bold]newsreel up[/bold], then in another window [bold]newsreel tail[/bold]
    """
    from services.cli.up import up as keep_up

    raise typer.Exit(asyncio.run(keep_up(port, sample, console, Terminal())))


@app.command("console")
def serve_console(
    processes: Annotated[
        list[str] | None, typer.Argument(metavar="[HOST:PORT]...", help="Default: those here.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Where to listen; default: NEWSREEL_CONSOLE_PORT.")
    ] = None,
) -> None:
    """Serve the console, a page that shows the flow as it is; it prints its address.

    Example: [bold]newsreel console[/bold]
    """
    from services.cli.console import become_console

    settings()
    become_console(processes or [], port)


@app.command()
def submit(
    urls: Urls = None,
    file: File = None,
    ids: Annotated[bool, typer.Option(help="Print the submission ids on stdout.")] = True,
) -> None:
    """Submit URLs to a running Newsreel; prints one submission id per line.

    Example: [bold]newsreel submit https://example.org/news/1 | xargs -n1 newsreel trace[/bold]
    """
    from services.cli.feed import lines_of
    from services.cli.submit import submit as put

    if not urls and file is None:
        raise Problem("nothing to submit: give URLs, `--file FILE`, or `-` for stdin", 2)
    raise typer.Exit(asyncio.run(put(settings(), lines_of(urls or [], file), ids, stderr())))


Beginning = Annotated[bool, typer.Option("--from-beginning", help="Not only what comes from now.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
UntilEnd = Annotated[
    bool, typer.Option("--until-end", help="From the beginning to the end of the topic, then stop.")
]


Host = Annotated[str | None, typer.Option(help="Only of this host and its subdomains.")]
Since = Annotated[
    str | None, typer.Option(help="Put on the topic since then: ISO 8601, or `12h`, `3d` ago.")
]


def _follow(
    topic: str,
    from_beginning: bool,
    json: bool,
    until_end: bool,
    form: str | None = None,
    **chosen: str | None,
) -> NoReturn:
    from schemas.pipeline import OUTCOMES, PUBLISHED
    from services.cli.control import host_named
    from services.cli.pages import instant
    from services.cli.tail import Chosen, follow

    if json and form is not None:
        raise Problem("--json gives what is on the topic; leave it or --format out", 2)
    since = chosen.pop("since")
    if chosen.get("host"):
        chosen["host"] = host_named(chosen["host"] or "")
    meant = Chosen(since=instant(since, now()) if since else None, **chosen)
    read = {"articles": PUBLISHED, "outcomes": OUTCOMES}[topic]
    following = follow(settings(), read, from_beginning, json, until_end, meant, form)
    raise typer.Exit(asyncio.run(following))


@app.command()
def tail(
    from_beginning: Beginning = False,
    json: AsJson = False,
    until_end: UntilEnd = False,
    host: Host = None,
    language: Annotated[str | None, typer.Option(help="Only in this one, e.g. `fa`.")] = None,
    story: Annotated[
        str | None, typer.Option(metavar="ID", help="Only of this one, as `history` names it.")
    ] = None,
    since: Since = None,
    form: Format = None,
) -> None:
    """Follow enriched articles as they are published.

    With --json, an article that is no longer there is {"article_id": …, "gone": true}.

    Example: [bold]newsreel tail --language fa --since 12h[/bold]
    """
    chosen = {"host": host, "language": language, "story": story, "since": since}
    _follow("articles", from_beginning, json, until_end, form, **chosen)


@app.command()
def outcomes(
    from_beginning: Beginning = False,
    json: AsJson = False,
    until_end: UntilEnd = False,
    host: Host = None,
    since: Since = None,
) -> None:
    """Follow the final answers, one per URL: when (UTC), outcome, reason, URL.

    Example: [bold]newsreel outcomes --from-beginning[/bold]
    """
    _follow("outcomes", from_beginning, json, until_end, host=host, since=since)


@app.command()
def trace(
    query: Annotated[
        str,
        typer.Argument(metavar="URL|ID", help="As submitted; or an id, of submission or article."),
    ],
    json: AsJson = False,
) -> None:
    """Show the life of one URL: every stage with its time, how it ended and why.

    Example: [bold]newsreel trace https://example.org/news/1[/bold]
    """
    from services.cli.trace import trace as show

    raise typer.Exit(asyncio.run(show(settings(), query, json, Terminal())))


@app.command()
def status(
    processes: Annotated[
        list[str] | None, typer.Argument(metavar="[HOST:PORT]...", help="Default: those here.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Until Ctrl-C.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per look.")] = False,
) -> None:
    """Show each stage's rate, lag, work in hand and failures, and the unaccounted URLs.

    What is done, failed, dead and retried is counted since the start of each process.

    Exit code 1 where a stage is absent or not ready, or Kafka is away. With HOST:PORT only those
    are looked at. Example: [bold]newsreel status --watch[/bold]
    """
    from services.cli.status import status as show

    console = Terminal()
    raise typer.Exit(asyncio.run(show(settings(), processes or [], console, watch, json)))


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="Saved pages.")],
    url: Annotated[str | None, typer.Option(help="Where the page was found.")] = None,
    at: Annotated[
        str | None, typer.Option(metavar="INSTANT", help="When it was fetched; default: now.")
    ] = None,
    charset: Annotated[str | None, typer.Option(help="What the HTTP header said of it.")] = None,
    enrich: Annotated[bool, typer.Option("--enrich", help="Enriched too.")] = False,
    form: Format = None,
) -> None:
    """Extract saved pages without Kafka: one JSON line per file, as the service would publish it.

    Example: [bold]newsreel extract page.html --url https://example.org/news/1 --enrich[/bold]
    """
    from services.cli.extract import extract_files, instant_of

    instant = instant_of(at) if at else None
    done = extract_files(files, url, instant, charset, enrich, form or "json", stderr())
    raise typer.Exit(done)


@app.command()
def site(
    host: Annotated[str, typer.Argument(metavar="HOST", help="As in the articles.")],
    json: AsJson = False,
) -> None:
    """Show what came of a site's URLs, its closed doors, and what is taken for its boilerplate.

    Example: [bold]newsreel site news.example[/bold]
    """
    from services.cli.site import site as show

    raise typer.Exit(show(settings(), host, json, Terminal()))


@app.command()
def history(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE|URL", help="An article's id, or its canonical URL.")
    ],
    json: AsJson = False,
) -> None:
    """Show what changed at each revision of an article.

    Example: [bold]newsreel history https://example.org/news/1[/bold]
    """
    from services.cli.history import show

    raise typer.Exit(show(settings(), article, json, Terminal()))


@app.command()
def retract(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE|URL", help="An article's id, or its canonical URL.")
    ],
    why: Annotated[str, typer.Option(help="One line, for readers of `articles.retracted.v1` too.")],
    by: Annotated[str | None, typer.Option(help="Who; default: you, at this machine.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take an article down; shows what that does, and asks.

    Example: [bold]newsreel retract https://example.org/news/1 --why "its author asked"[/bold]
    """
    from services.cli.control import whoever
    from services.cli.retract import retract as take_down
    from services.cli.retract import takedown_by

    takedown = takedown_by(by or whoever(), why)
    raise typer.Exit(take_down(settings(), article, takedown, yes, Terminal()))


@app.command()
def config(
    everything: Annotated[bool, typer.Option("--all", help="Defaults too.")] = False,
) -> None:
    """Show the settings in force, where each came from, and misspelt NEWSREEL_ variables.

    Example: [bold]newsreel config --all[/bold]
    """
    from services.cli.config import show_config

    raise typer.Exit(show_config(Terminal(), everything))


@app.command()
def key(
    file: Annotated[Path, typer.Argument(help="Of the private key; made where it is missing.")],
    agent: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the directory will be served.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="How long its own signature is good.")] = 90,
) -> None:
    """Make the key that signs requests (Web Bot Auth, a draft); print its directory document.

    Example: [bold]newsreel key bot.pem --agent https://bot.example.org[/bold]
    """
    from services.cli.key import key as show

    raise typer.Exit(show(file, agent, days, stderr()))


@app.command()
def check(
    url: Annotated[
        str | None, typer.Option(help="Take one URL through all stages instead.")
    ] = None,
) -> None:
    """Say whether all is in place, one line for each thing; exit code 1 where one is wrong.

    Settings, rules file, store, port, clock, Kafka, topics. With --url: intake, robots.txt, fetch,
    extract and enrich of one URL, without Kafka. Example: [bold]newsreel check[/bold]
    """
    console = Terminal()
    if url is not None:
        from services.cli.check_url import check_url

        raise typer.Exit(asyncio.run(check_url(settings(), url, console)))
    from services.cli.check import check as run

    raise typer.Exit(asyncio.run(run(settings(), console)))


app.command("sites")(listing_commands.sites)
app.command("open")(listing_commands.open_)
app.command("failed")(listing_commands.failed)
control_commands.add_to(app)

topics = typer.Typer(help="Create the topics, or check them against the contract.")
app.add_typer(topics, name="topics", no_args_is_help=True)
app.add_typer(dlq_commands.app, name="dlq")
app.add_typer(store_commands.app, name="store")
app.add_typer(schemas_commands.app, name="schemas")
app.add_typer(replay_commands.app, name="replay")
app.add_typer(webhook_commands.app, name="webhook")


@topics.command("create")
def topics_create() -> None:
    """Create the topics that are missing. Example: [bold]newsreel topics create[/bold]."""
    from services.cli.topics import create

    raise typer.Exit(asyncio.run(create(settings(), stderr())))


@topics.command("check")
def topics_check() -> None:
    """Say what differs from the contract, and how to fix it.

    Example: [bold]newsreel topics check[/bold]
    """
    from services.cli.topics import check

    raise typer.Exit(asyncio.run(check(settings(), stderr())))


@app.command()
def service(
    stage: str = typer.Argument(help="intake, fetch, extract, enrich, publish or ledger."),
) -> None:
    """Run one stage as a process, beside the stack that runs from this folder if there is one.

    Example: [bold]newsreel service extract[/bold]
    """
    from schemas.pipeline import PIPELINE
    from services.stage.run import run

    if stage not in {step.stage for step in PIPELINE}:
        names = ", ".join(step.stage for step in PIPELINE)
        raise Problem(f"there is no stage {stage!r}; there are: {names}", 2)
    settings()  # those of the stack that runs here: its group may not see another store
    run(stage)


@app.command()
def sink(
    kind: Annotated[str, typer.Argument(help="files, postgres, webhook or feeds.")],
    name: Annotated[
        str | None,
        typer.Option(help="Of a second one of the kind, which gets all articles too."),
    ] = None,
) -> None:
    """Carry published articles to where they are needed, as a process. See docs/sinks.md.

    Without names, two sinks of a kind share the articles: each gets a part of them.

    Example: [bold]NEWSREEL_SINK_FILES_FOLDER=archive newsreel sink files[/bold]
    """
    from services.sinks.run import run
    from services.sinks.table import SINKS

    if kind not in SINKS:
        raise Problem(f"there is no sink {kind!r}; there are: {', '.join(SINKS)}", 2)
    settings()  # those of the stack that runs here
    raise typer.Exit(run(kind, name))


def main() -> None:
    """Run the command line; a problem is one clear line and exit code 1, 2 for a wrong setting."""
    _speak_utf8()
    # its "Unable connect" lines come by the hundred; what is wrong is said once, by us
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        app()
    except Problem as problem:
        complain(str(problem), problem.exit_code)
    except BadSettings as fault:
        complain(str(fault), 2)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)
    except OSError as error:
        if error.filename is None:
            raise
        complain(f"{error.filename}: {error.strerror}; choose a folder where you may write", 1)


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale says: titles are in every script."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def complain(text: str, exit_code: int) -> NoReturn:
    """Print what is wrong and end; brackets in it are text, not markup."""
    stderr().print(f"[red]newsreel:[/red] {escape(runnable(text))}", soft_wrap=True)
    sys.exit(exit_code)


def warn(text: str) -> None:
    """Print what the user should know, and go on."""
    stderr().print(f"[yellow]newsreel:[/yellow] {escape(text)}", soft_wrap=True)


if __name__ == "__main__":
    main()
