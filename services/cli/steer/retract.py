"""`newsreel retract ARTICLE|URL`: take an article down as one whose page is gone."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import typer
from rich.console import Console
from rich.text import Text
from sqlalchemy import Row

from schemas.control import Control
from schemas.envelope import Envelope, Message, encode
from schemas.events import Outcome
from schemas.identity import made_id, outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import OUTCOMES, PUBLISH
from schemas.url.hosts import host_in
from services.cli.clients.articles import past_of
from services.cli.clients.in_force import held, in_words
from services.cli.clients.kafka import producer_for
from services.cli.errors import Problem
from services.cli.input.words import read_why
from services.cli.output.runnable import runnable
from services.cli.output.terminal import print_line
from services.cli.output.times import from_iso
from services.cli.steer.control import who
from services.clock import now
from services.settings import Settings

SOURCE = "newsreel/cli"


class Takedown(NamedTuple):
    """What an operator wants, and since when."""

    by: str
    why: str
    at: datetime


def retract(
    settings: Settings, query: str, takedown: Takedown, is_sure: bool, console: Console
) -> int:
    """Show what will happen and, if it is wanted, let it happen; exit code 1 where it is not.

    Raises `Problem` where the article is not known or is gone already.
    """
    article = past_of(settings, query).article
    if article.gone_at:
        raise Problem(f"{article.url} is gone since {from_iso(article.gone_at)} already")
    for line in will_follow(article, settings):
        print_line(line, console)
    if not (is_sure or _is_agreed()):
        console.print("nothing was done")
        return 1
    pauses = asyncio.run(_send(settings, answer(article, takedown)))
    print_line(runnable(when(pauses)), console)
    return 0


def _is_agreed() -> bool:
    """Ask; raise `Problem` where there is nobody who could answer."""
    try:
        return typer.confirm("Retract it?", err=True)
    except typer.Abort as abort:
        if isinstance(abort.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        typer.echo(err=True)  # the question's line has no end yet
        raise Problem("nothing was done: there is nobody to ask; `--yes` agrees") from None


def will_follow(article: Row[Any], settings: Settings) -> list[Text]:
    """Say what a takedown does to an article, a line for each thing."""
    hours = settings.duplicate_window_seconds / 3600
    block = f'`newsreel block {host_in(article.url)} --why "…"`'
    prevents = f"a pattern in NEWSREEL_RULES_FILE or {block}"
    return [
        Text(article.url, "bold"),
        Text(f"  {article.article_id}, revision {article.revision},")
        + Text(f" first seen {from_iso(article.first_seen_at)}"),
        Text("  articles.retracted.v1 says why and when; its key on articles.published.v1 then"),
        Text("  has no value, and Kafka's compaction removes what was published; sinks follow"),
        Text(f"  its URL, submitted again after {hours:g} h, is fetched and published again;"),
        Text(f"  {runnable(prevents)} prevents that"),
    ]


def answer(article: Row[Any], takedown: Takedown) -> Message:
    """Make the answer that publish acts on, under a submission id of its own."""
    name = f"retract/{article.article_id}/{article.revision}/{takedown.at.isoformat()}"
    submission = made_id(name)
    reason = Reason.RETRACTED
    outcome = Outcome(
        submission_id=submission,
        url=article.url,
        outcome=reason.outcome,
        reason=reason,
        detail=f"by {takedown.by}: {takedown.why}",
        stage=PUBLISH.stage,
        article_id=article.article_id,
        revision=article.revision,
        submitted_at=takedown.at,
        decided_at=takedown.at,
    )
    passport = Passport(
        submission_id=submission, submitted_url=article.url, submitted_at=takedown.at
    )
    envelope = Envelope(outcome_id(submission), SOURCE, takedown.at, passport, outcome)
    return encode(envelope, key=submission)


def when(pauses: Iterable[Control]) -> str:
    """Say when a takedown has its effect; `pauses`: those in force."""
    shown = "`newsreel history` shows since when it is gone"
    for each in pauses:
        if each.target == PUBLISH.stage:
            return f"it is retracted once publish goes on: {in_words(each)}; {shown}"
    return f"it is retracted once publish reads that, as a rule within seconds; {shown}"


async def _send(settings: Settings, message: Message) -> list[Control]:
    """Send a takedown, and return the pauses that are in force."""
    async with producer_for(settings) as producer:
        await producer.send(OUTCOMES, message)
    return (await held(settings)).pauses


def takedown_by(by: str | None, why: str) -> Takedown:
    """Name who, why, and this instant; raises `Problem` where nothing is said."""
    return Takedown(who(by), read_why(why), now())
