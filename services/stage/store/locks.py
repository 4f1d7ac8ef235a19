"""Advisory locks, for what there is no row to lock yet."""

from sqlalchemy import Connection, func, select


def take_lock(connection: Connection, *name: int) -> None:
    """Hold an advisory lock until the transaction ends; SQLite, which has one writer, needs none.

    `name`: a number of 64 bits, or two of 32 (PostgreSQL's manual, 9.28.10).
    """
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(*name)))
