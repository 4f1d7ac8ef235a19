"""Advisory locks, for what there is no row to lock yet."""

from sqlalchemy import Connection, func, select


def has_one_writer(connection: Connection) -> bool:
    """Tell whether this transaction is the only writer, as on SQLite."""
    return connection.dialect.name == "sqlite"


def take_lock(connection: Connection, *name: int) -> None:
    """Hold an advisory lock until the transaction ends; where there is one writer, none is needed.

    `name`: a number of 64 bits, or two of 32 (PostgreSQL's manual, 9.28.10).
    """
    if not has_one_writer(connection):
        connection.execute(select(func.pg_advisory_xact_lock(*name)))
