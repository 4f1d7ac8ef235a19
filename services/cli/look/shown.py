"""How the messages of a topic are printed: as JSON, as cards or lines, or in a form."""

from collections.abc import Callable
from typing import TypeVar

import orjson
from aiokafka import ConsumerRecord
from rich.console import Console
from rich.text import Text

from schemas.envelope import Message, decode
from schemas.events import ArticlePublished, Event, Outcome
from schemas.packed import BadEnvelope
from schemas.pipeline import PUBLISHED
from schemas.topic import Topic
from services.cli.input.formats import format_of
from services.cli.output.cards import card
from services.cli.output.outcomes import style_of
from services.cli.output.terminal import Terminal, print_line, stderr
from services.cli.output.times import column

E = TypeVar("E", bound=Event)
Show = Callable[[ConsumerRecord], bool]
"""Prints a message, and tells whether there was anything to print."""


def shown_as(topic: Topic, as_json: bool, format_name: str | None) -> Show:
    """Choose how; JSON is one object per line, as it came.

    With a format, articles are printed in it and nothing else is. Raises `Problem` for one that is
    not known.
    """
    if as_json:
        return _print_json
    console = Terminal()
    if topic is not PUBLISHED:  # one line each, for grep and awk
        return _decoded(Outcome, lambda it: print_line(line(it), console), console)
    if format_name is None:
        return _decoded(ArticlePublished, lambda it: console.print(card(it), ""), console)
    form = format_of(format_name)
    return _decoded(ArticlePublished, lambda it: print(form.render(it), flush=True), stderr())


def as_line(record: ConsumerRecord) -> bytes:
    """Return a message as a line of JSON; of a tombstone the article's id and that it is gone."""
    if record.value is not None:
        return bytes(record.value)
    article_id = (record.key or b"").decode("ascii", "replace")
    return orjson.dumps({"article_id": article_id, "gone": True})


def line(outcome: Outcome) -> Text:
    """Lay an outcome out on a line."""
    style = style_of(outcome.outcome)
    text = Text(f"{column(outcome.decided_at)}  ", "dim")
    text.append(f"{outcome.outcome:<13} {outcome.reason:<18} ", style=style)
    text.append(outcome.url or "(no URL)", style="default")
    if outcome.detail:
        text.append(f"  {outcome.detail}", style="dim")
    return text


def _print_json(record: ConsumerRecord) -> bool:
    # `print` knows of an output that was closed before we began
    print(as_line(record).decode("utf-8", "surrogateescape"), flush=True)
    return True


def _decoded(event: type[E], show: Callable[[E], None], complaints: Console) -> Show:
    """Show what can be read, and complain of the rest; there is nothing to show of a tombstone."""

    def show_record(record: ConsumerRecord) -> bool:
        if record.value is None:
            return False
        try:
            data = decode(Message(record.key, record.value, list(record.headers)), event).data
        except BadEnvelope as error:
            place = f"{record.topic}/{record.partition}/{record.offset}"
            print_line(f"{place}: {error}", complaints, "red")
        else:
            show(data)
        return True

    return show_record
