"""An event on its way to an endpoint: its id, its states, and what came of an attempt."""

from dataclasses import dataclass
from typing import Literal

State = Literal["waiting", "delivered", "dead"]
WAITING: State = "waiting"
"""It is tried when it is due; who tries it moves that on first, so that nobody else does."""
DELIVERED: State = "delivered"
"""The endpoint has taken it. It is still known, so as not to be sent again."""
DEAD: State = "dead"
"""Nobody took it in all its tries: an operator tries it again or drops it."""

NO_REVISION = 0
"""Stands where an event is about a story that was merged, and no article's revision."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way."""

    id: str
    """As `delivery_id` makes it."""
    body: bytes
    article_id: str
    """Or the story that was merged."""
    revision: int
    """Or `NO_REVISION`."""
    attempts: int = 0
    """Those that have failed."""
    due_at: float = 0.0
    """When it is tried next, Unix time."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a delivery is after an attempt."""

    id: str
    """As `delivery_id` makes it."""
    state: State
    attempts: int
    """Those that were made."""
    due_at: float
    """When it is tried next, or where it waits no more, since when; Unix time."""
    error: str | None = None
    """Of this attempt."""


def delivery_id(name: str | None, event_id: str) -> str:
    """Name an event's delivery by a sink: `EVENT`, or `NAME/EVENT` where the sink has a name."""
    return f"{name}/{event_id}" if name else event_id


def event_in(delivery: str) -> str:
    """Return the event's id, by which the receiver knows it."""
    return delivery.rpartition("/")[2]
