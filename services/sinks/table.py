"""The sinks, by the kind that `newsreel sink` takes."""

import re
from collections.abc import Callable
from importlib import import_module

from services.settings import BadSettings, Settings
from services.sinks.sink import Sink

SINKS = {
    "files": "services.sinks.files.sink",
    "feeds": "services.sinks.feeds.sink",
    "postgres": "services.sinks.postgres.sink",
    "webhook": "services.sinks.webhook.sink",
}
"""Kind → the module whose `make(settings, name)` makes the sink; loaded only where it runs."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
"""What a second sink of a kind may be called: short enough to stand before an event's id."""


def sink_of(kind: str, name: str | None, settings: Settings) -> Sink:
    """Make a sink, or raise `BadSettings` where something that it needs is missing or wrong."""
    if name is not None and not _NAME.fullmatch(name):
        raise BadSettings(f"--name {name}: up to 20 small letters, digits and hyphens")
    make: Callable[[Settings, str | None], Sink] = import_module(SINKS[kind]).make
    return make(settings, name)


def label_of(kind: str, name: str | None) -> str:
    """Return what a sink is called in metrics and logs."""
    return f"sink-{kind}-{name}" if name else f"sink-{kind}"


def group_of(kind: str, name: str | None) -> str:
    """Return the consumer group of a sink: members of one share the articles among them."""
    return f"newsreel-{label_of(kind, name)}"
