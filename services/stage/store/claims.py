"""Claim rows whose time has come: several workers ask, and no two get the same one."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, select, update

from services.stage.store.lookup import one_of


def claim_rows(
    connection: Connection,
    key: Column[Any],
    wanted: ColumnElement[bool],
    oldest: Column[Any],
    at_most: int,
    claim: Mapping[str, Any],
) -> Sequence[Any]:
    """Claim rows of the key's table; return them as they were before, the oldest first.

    `claim`: the columns that a claim changes, by which `wanted` leaves claimed rows out.
    """
    free = select(key.table).where(wanted).order_by(oldest).limit(at_most)
    rows = connection.execute(free.with_for_update(skip_locked=True)).all()
    if rows:
        mine = one_of(connection, key, [row._mapping[key.name] for row in rows])
        connection.execute(update(key.table).where(mine).values(claim))
    return rows
