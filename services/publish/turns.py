"""Workers on PostgreSQL take turns: who looks for its like writes down before another looks."""

from sqlalchemy import Connection, func, select

LOCK = 0x6E657773


def take_turns(connection: Connection) -> None:
    """Hold one advisory lock until the transaction ends; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
