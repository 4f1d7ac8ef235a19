"""The sinks, by the name that `newsreel sink` takes."""

from collections.abc import Callable
from importlib import import_module

from services.settings import Settings
from services.sinks.sink import Sink

SINKS = {
    "files": "services.sinks.files.sink",
    "feeds": "services.sinks.feeds.sink",
    "postgres": "services.sinks.postgres.sink",
    "webhook": "services.sinks.webhook.sink",
}
"""Name → the module whose `make(settings)` makes the sink; loaded only where it runs."""


def sink_of(name: str, settings: Settings) -> Sink:
    """Make a sink, or raise `BadSettings` where one that it needs is missing."""
    make: Callable[[Settings], Sink] = import_module(SINKS[name]).make
    return make(settings)


def group_of(name: str) -> str:
    """Return the consumer group of a sink."""
    return f"newsreel-sink-{name}"
