"""`newsreel tail` and `newsreel outcomes`: follow what comes out."""

import sys

from aiokafka import ConsumerRecord
from rich.console import Console
from rich.text import Text

from schemas.envelope import BadEnvelope, Message, decode
from schemas.events import ArticlePublished, Outcome
from schemas.pipeline import PUBLISHED, Topic
from services.cli.cards import BAD, card
from services.cli.reading import Reader
from services.settings import Settings


async def follow(
    settings: Settings, topic: Topic, from_beginning: bool, as_json: bool, until_end: bool
) -> int:
    """Print what is on the topic and what comes; JSON is one object per line."""
    show = _show_article if topic is PUBLISHED else _show_outcome
    console = Console(highlight=False)
    async with Reader(settings, topic.name, from_beginning=from_beginning) as reader:
        async for record in reader.until_end() if until_end else reader:
            if record.value is None:
                continue  # a tombstone
            if as_json:
                sys.stdout.buffer.write(record.value + b"\n")
                sys.stdout.flush()
            else:
                show(record, console)
    return 0


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
    style = "green" if outcome.outcome == "published" else "red" if outcome.outcome in BAD else ""
    text = Text(f"{outcome.outcome:<13} {outcome.reason:<18} ", style=style)
    text.append(outcome.url or "(no URL)", style="default")
    if outcome.detail:
        text.append(f"  {outcome.detail}", style="dim")
    return text
