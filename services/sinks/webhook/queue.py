"""Deliveries as rows, so that a wait of hours outlives the process: work for the store.

Instants are Unix time. A delivery that is claimed is due again after a lease: whoever claimed it
may be dead.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, select, update

from services.clock import DAY_SECONDS
from services.sinks.webhook.delivery import DEAD, DELIVERED, WAITING, Delivery, Result
from services.sinks.webhook.tables import DELIVERIES
from services.stage.store.claims import claim_rows
from services.stage.store.rows import write_rows

REMEMBERED_SECONDS = 7 * DAY_SECONDS
"""How long a delivered event is known, and not sent again when it is read again."""

_, *COPIED = Delivery.__slots__
"""Fields that are columns as they are: all but the id."""


def enqueue(connection: Connection, items: Sequence[Delivery]) -> None:
    """Store deliveries; one that is known already stays as it is."""
    rows = [
        {"event_id": item.id, "state": WAITING, "error": None}
        | {name: getattr(item, name) for name in COPIED}
        for item in items
    ]
    write_rows(connection, DELIVERIES, rows, replace=False)


def claim(
    connection: Connection, now: float, limit: int, lease_seconds: float, name: str | None
) -> list[Delivery]:
    """Take deliveries that are due, the oldest first; those of the sink of that name alone."""
    due = and_(DELIVERIES.c.state == WAITING, DELIVERIES.c.due_at <= now, _of(name))
    key, claim = DELIVERIES.c.event_id, {"due_at": now + lease_seconds}
    return [
        Delivery(row.event_id, *(getattr(row, name) for name in COPIED))
        for row in claim_rows(connection, key, due, DELIVERIES.c.due_at, limit, claim)
    ]


def note_results(connection: Connection, results: Sequence[Result]) -> Sequence[None]:
    """Write down what became of attempts; a delivered body is let go.

    What was delivered stays so: the attempt may be that of a process that has lost its claim since.
    """
    for each in results:
        values: dict[str, Any] = {
            "state": each.state,
            "attempts": each.attempts,
            "due_at": each.due_at,
            "error": (each.error or "")[:300] or None,
        }
        if each.state == DELIVERED:
            values["body"] = None
        mine = DELIVERIES.c.event_id == each.id, DELIVERIES.c.state != DELIVERED
        connection.execute(update(DELIVERIES).where(*mine).values(values))
    return [None] * len(results)


def forget(connection: Connection, moment: float) -> int:
    """Forget what was delivered before a moment; return how many."""
    is_old = DELIVERIES.c.due_at < moment
    old = delete(DELIVERIES).where(DELIVERIES.c.state == DELIVERED, is_old)
    return connection.execute(old).rowcount


def counts(connection: Connection) -> dict[str, int]:
    """Return how many deliveries are in each state."""
    grouped = select(DELIVERIES.c.state, func.count()).group_by(DELIVERIES.c.state)
    return {row.state: row[1] for row in connection.execute(grouped)}


def waiting(connection: Connection) -> Sequence[Row[Any]]:
    """Return what waits, by the error of its last try: how many, the tries, the next one's time."""
    mine = DELIVERIES.c
    columns = (
        mine.error,
        func.count().label("number"),
        func.max(mine.attempts).label("attempts"),
        func.min(mine.due_at).label("due_at"),
    )
    grouped = select(*columns).where(mine.state == WAITING).group_by(mine.error)
    return connection.execute(grouped.order_by(func.min(mine.due_at))).all()


def dead(connection: Connection) -> Sequence[Row[Any]]:
    """Return the dead letters, the oldest first, without their bodies."""
    columns = [column for column in DELIVERIES.c if column.name != "body"]
    rows = select(*columns).where(DELIVERIES.c.state == DEAD).order_by(DELIVERIES.c.due_at)
    return connection.execute(rows).all()


def revive(connection: Connection, event_ids: Sequence[str], now: float) -> int:
    """Let dead letters be tried again from now on, with the whole schedule before them."""
    again = {"state": WAITING, "attempts": 0, "due_at": now}
    return connection.execute(update(DELIVERIES).where(*_dead(event_ids)).values(again)).rowcount


def drop(connection: Connection, event_ids: Sequence[str]) -> int:
    """Delete dead letters."""
    return connection.execute(delete(DELIVERIES).where(*_dead(event_ids))).rowcount


def _dead(event_ids: Sequence[str]) -> tuple[Any, Any]:
    return DELIVERIES.c.state == DEAD, DELIVERIES.c.event_id.in_(event_ids)


def _of(name: str | None) -> ColumnElement[bool]:
    if name is None:
        return DELIVERIES.c.event_id.not_like("%/%")
    return DELIVERIES.c.event_id.startswith(f"{name}/", autoescape=True)
