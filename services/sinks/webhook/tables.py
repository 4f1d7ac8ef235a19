"""Deliveries that are due, done or given up, in the store that all stages have."""

from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

SERVICE = "sink_webhook"
METADATA = MetaData(info={"revisions": Path(__file__).with_name("migrations")})

DELIVERIES = Table(
    "sink_webhook_deliveries",
    METADATA,
    Column("event_id", String(64), primary_key=True, comment="EVENT or NAME/EVENT"),
    Column("state", String(10), nullable=False, comment="waiting, delivered or dead"),
    Column("body", LargeBinary, comment="null once it is delivered"),
    Column("article_id", String(32), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Double, nullable=False, comment="of the next try, else since when; Unix time"),
    Column("error", String(300), comment="of the last attempt"),
    Index("sink_webhook_deliveries_due", "state", "due_at"),
)


def is_made(connection: Connection) -> bool:
    """Whether this store has the sink's tables."""
    return connection.dialect.has_table(connection, DELIVERIES.name)
