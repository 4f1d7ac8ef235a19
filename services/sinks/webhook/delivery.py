"""An event on its way to an endpoint: its id, its states, and what came of an attempt."""

from dataclasses import dataclass

WAITING, DELIVERED, DEAD = "waiting", "delivered", "dead"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way."""

    id: str
    """Of `delivery_id`."""
    body: bytes
    article_id: str
    revision: int
    attempts: int = 0
    due_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an attempt."""

    id: str
    """Of the delivery."""
    state: str
    attempts: int
    due_at: float
    """Of a delivery that waits: when it is due; else when it came to its end."""
    error: str | None = None


def delivery_id(name: str | None, event_id: str) -> str:
    """Name an event's delivery by a sink: `EVENT`, or `NAME/EVENT` where the sink has a name."""
    return f"{name}/{event_id}" if name else event_id


def event_in(delivery: str) -> str:
    """Return the event's id, by which the receiver knows it."""
    return delivery.rpartition("/")[2]
