"""The schedule: URLs that wait long, as rows which are put back on the topic when they are due.

Work functions for the store. Instants are Unix times, which both databases keep exactly.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Double,
    Index,
    LargeBinary,
    String,
    Table,
    and_,
    delete,
    or_,
)

from services.fetch.tables import METADATA
from services.stage.store.claims import claim_rows
from services.stage.store.lookup import one_of, read_rows
from services.stage.store.rows import write_rows

LEASE_SECONDS = 60.0
"""Longer than a page of rows takes to reach the broker; after it another worker takes over."""

SCHEDULE = Table(
    "fetch_schedule",
    METADATA,
    Column("id", String(200), primary_key=True),
    Column("due_at", Double, nullable=False),
    Column("host", String(255), nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("why", String(40), nullable=False),
    Column("claimed_until", Double),
    Index("fetch_schedule_due", "due_at", "why"),  # with `why`, counting reads no payloads
    Index("fetch_schedule_host", "host", "why", "due_at"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """An event that waits. `claimed_until` tells one claim from another."""

    id: str
    due_at: float
    group: str
    """What politeness counts the URL to: its host, or its site."""
    payload: bytes
    why: str
    claimed_until: float | None = None


def put(connection: Connection, rows: Sequence[Row]) -> Sequence[bool]:
    """Store rows; True where a row was written. One that waits already stays as it is.

    A row that is being sent just now is replaced: the event has come back before its row was
    deleted, and its new wait must outlive that deletion.
    """
    first = {row.id: row for row in reversed(rows)}
    values = list(map(_values, first.values()))
    written = write_rows(
        connection, SCHEDULE, values, replace=True, only=_is_claimed, returning=SCHEDULE.c.id
    )
    new = set(written)
    return [row is first[row.id] and row.id in new for row in rows]


def waits(connection: Connection, ids: Sequence[str]) -> Sequence[bool]:
    """Tell of each row whether it waits."""
    found = {row.id for row in read_rows(connection, (SCHEDULE.c.id,), SCHEDULE.c.id, set(ids))}
    return [each in found for each in ids]


def claim_due(connection: Connection, now: float, limit: int) -> list[Row]:
    """Lease rows that are due, oldest first; no two workers get the same one."""
    free = or_(SCHEDULE.c.claimed_until.is_(None), SCHEDULE.c.claimed_until <= now)
    due = and_(SCHEDULE.c.due_at <= now, free)
    until = now + LEASE_SECONDS
    claim = {"claimed_until": until}
    found = claim_rows(connection, SCHEDULE.c.id, due, SCHEDULE.c.due_at, limit, claim)
    return [replace(Row(*row), claimed_until=until) for row in found]


def done(connection: Connection, sent: Sequence[Row]) -> int:
    """Delete rows that the broker has confirmed, unless they were put again since the claim.

    Returns how many were deleted.
    """
    ids_of_claim: dict[float, list[str]] = defaultdict(list)
    for row in sent:
        if row.claimed_until is not None:
            ids_of_claim[row.claimed_until].append(row.id)
    deleted = 0
    for claimed_until, ids in ids_of_claim.items():  # a page's rows are of one claim
        mine = one_of(connection, SCHEDULE.c.id, ids) & (SCHEDULE.c.claimed_until == claimed_until)
        deleted += connection.execute(delete(SCHEDULE).where(mine)).rowcount
    return deleted


def _values(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "due_at": row.due_at,
        "host": row.group,
        "payload": row.payload,
        "why": row.why,
        "claimed_until": None,
    }


def _is_claimed(_: Any) -> ColumnElement[bool]:
    return SCHEDULE.c.claimed_until.is_not(None)
