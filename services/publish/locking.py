"""Workers on PostgreSQL take turns: who looks for its like writes down before another looks.

SQLite has one writer: a transaction begins when the one before it has ended.
"""

from sqlalchemy import Connection, func, select

LOCK = 0x6E657773


def has_one_writer(connection: Connection) -> bool:
    """Tell whether nobody else can write in this transaction's time."""
    return connection.dialect.name == "sqlite"


def take_turns(connection: Connection) -> None:
    """Hold one advisory lock until the transaction ends."""
    if not has_one_writer(connection):
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
