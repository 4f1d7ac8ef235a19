"""`newsreel tail` and `newsreel outcomes`: follow what comes out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from aiokafka import ConsumerRecord
from rich.console import Console
from rich.text import Text

from schemas.envelope import BadEnvelope, Message, decode
from schemas.events import ArticlePublished, Outcome
from schemas.pipeline import PUBLISHED, Topic
from schemas.url import host_in, is_within
from services.cli.clients.reader import Reader
from services.cli.input.formats import format_of
from services.cli.output.cards import card
from services.cli.output.outcomes import style_of
from services.cli.output.terminal import Terminal, stderr
from services.cli.output.times import column
from services.settings import Settings


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which messages are meant; every field that is set must fit."""

    host: str | None = None
    """With its subdomains."""
    language: str | None = None
    since: datetime | None = None
    story: str | None = None
    """Its id, as articles state it."""

    def fits(self, record: ConsumerRecord) -> bool:
        """Whether the message is meant; one that cannot be read is, unless a field is asked for.

        A tombstone names no host or language, and who keeps articles must hear of each.
        """
        if self.since is not None and record.timestamp < self.since.timestamp() * 1000:
            return False
        if record.value is None:
            return True
        if self.host is None and self.language is None and self.story is None:
            return True
        try:
            data = orjson.loads(record.value)
        except orjson.JSONDecodeError:
            return False
        if not isinstance(data, dict):
            return False
        if self.language is not None and data.get("language") != self.language.lower():
            return False
        if self.story is not None and data.get("story_id") != self.story:
            return False
        return self.host is None or is_of_host(data, self.host)


def as_line(record: ConsumerRecord) -> bytes:
    """Return a message as a line of JSON."""
    if record.value is not None:
        return bytes(record.value)
    article_id = (record.key or b"").decode("ascii", "replace")
    return orjson.dumps({"article_id": article_id, "gone": True})


def is_of_host(data: dict[str, Any], host: str) -> bool:
    """Whether an article or an outcome is of a host or a subdomain of it."""
    found = data.get("host") or host_in(data.get("canonical_url") or data.get("url"))
    return is_within(str(found), host.lower())


async def follow(
    settings: Settings,
    topic: Topic,
    from_beginning: bool,
    as_json: bool,
    until_end: bool,
    chosen: Chosen = Chosen(),
    format_name: str | None = None,
) -> int:
    """Print what is on the topic and what comes; JSON is one object per line, as it came.

    Of a tombstone it is the article's id and that it is gone.

    With a format, articles are printed in it and nothing else is. Where the end is reached with
    nothing printed, it says so.
    """
    show = _shown_as(topic, format_name)
    console = Terminal()
    # at the end there would be nothing to print
    from_beginning = from_beginning or until_end or chosen.since is not None
    found = False
    reading = Reader(settings, topic.name, from_beginning=from_beginning, since=chosen.since)
    async with reading as reader:
        async for record in reader.until_end() if until_end else reader:
            if not chosen.fits(record):
                continue
            if as_json:
                # `print` knows of an output that was closed before we began
                print(as_line(record).decode("utf-8", "surrogateescape"), flush=True)
            elif record.value is not None:
                show(record, console)
            else:
                continue
            found = True
    if not found:
        stderr().print(f"nothing of what was asked for is on {topic.name}", soft_wrap=True)
    return 0


def _shown_as(topic: Topic, format_name: str | None) -> Callable[[ConsumerRecord, Console], None]:
    if topic is not PUBLISHED:
        return _show_outcome
    if format_name is None:
        return _show_article
    form = format_of(format_name)

    def show(record: ConsumerRecord, _: Console) -> None:
        try:
            article = decode(_message(record), ArticlePublished).data
        except BadEnvelope as error:
            stderr().print(_unreadable(record, error), soft_wrap=True)
        else:
            print(form.render(article), end=form.end, flush=True)

    return show


def _message(record: ConsumerRecord) -> Message:
    return Message(record.key, record.value, list(record.headers))


def _show_article(record: ConsumerRecord, console: Console) -> None:
    try:
        article = decode(_message(record), ArticlePublished).data
    except BadEnvelope as error:
        console.print(_unreadable(record, error), soft_wrap=True)
    else:
        console.print(card(article), "")


def _show_outcome(record: ConsumerRecord, console: Console) -> None:
    try:
        outcome = decode(_message(record), Outcome).data
    except BadEnvelope as error:
        console.print(_unreadable(record, error), soft_wrap=True)
    else:
        console.print(_line(outcome), soft_wrap=True)  # one line each, for grep and awk


def _unreadable(record: ConsumerRecord, error: BadEnvelope) -> Text:
    return Text(f"{record.topic}/{record.partition}/{record.offset}: {error}", style="red")


def _line(outcome: Outcome) -> Text:
    style = style_of(outcome.outcome)
    text = Text(f"{column(outcome.decided_at)}  ", "dim")
    text.append(f"{outcome.outcome:<13} {outcome.reason:<18} ", style=style)
    text.append(outcome.url or "(no URL)", style="default")
    if outcome.detail:
        text.append(f"  {outcome.detail}", style="dim")
    return text
