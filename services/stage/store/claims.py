"""Claim rows whose time has come: several workers ask, and no two get the same one."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, select, update


def claim_rows(
    connection: Connection,
    key: Column[Any],
    wanted: ColumnElement[bool],
    oldest: Column[Any],
    at_most: int,
    claim: Mapping[str, Any],
) -> Sequence[Any]:
    """Claim rows of the key's table, the oldest first; return them as claimed, in any order.

    `claim`: the columns that a claim changes, by which `wanted` leaves claimed rows out.
    """
    some = (
        select(key)
        .where(wanted)
        .order_by(oldest)
        .limit(at_most)
        .with_for_update(skip_locked=True)
        .cte()  # runs once; PostgreSQL may run a plain subquery again and claim more
    )
    mine = key.in_(select(some.c[key.name]))
    claimed = update(key.table).where(mine).values(claim).returning(key.table)
    return connection.execute(claimed).all()
