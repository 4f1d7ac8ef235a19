"""What a service's store knows of the topics: how far it had come when, and in which topic.

Each service has a table of its own.
"""

from collections.abc import Mapping
from typing import NamedTuple

from aiokafka import TopicPartition
from sqlalchemy import BigInteger, Column, Connection, Double, Integer, MetaData, String, Table

from services.stage.store.rows import not_older, write_rows


class Known(NamedTuple):
    """What was seen of a partition, and when."""

    topic_id: str | None
    start: int
    """Offset of the oldest message."""
    reached: int
    """Offset up to which the store knows all that follows from it."""
    seen_at: float
    """Unix time."""


def topics_table(metadata: MetaData, service: str) -> Table:
    """Make the table of a service."""
    return Table(
        f"{service}_topics",
        metadata,
        Column("topic", String(100), primary_key=True),
        Column("partition", Integer, primary_key=True, autoincrement=False),
        Column("topic_id", String(36)),
        Column("start", BigInteger, nullable=False, comment="offset of the oldest message"),
        Column("reached", BigInteger, nullable=False, comment="offset up to which all is known"),
        Column("seen_at", Double, nullable=False, comment="Unix time, seconds"),
    )


def exchange(
    connection: Connection, table: Table, known: Mapping[TopicPartition, Known]
) -> dict[TopicPartition, Known]:
    """Write what is known now, and return what was known before.

    Of processes that see the same, one alone is given what was known before it happened.
    """
    before = load(connection, table, lock=True)
    rows = [{**tp._asdict(), **each._asdict()} for tp, each in known.items()]
    write_rows(connection, table, rows, replace=True, only=not_older(table.c.seen_at))
    return before


def load(connection: Connection, table: Table, lock: bool = False) -> dict[TopicPartition, Known]:
    """Read all that is known; `lock`: until the transaction ends."""
    rows = table.select().order_by(table.c.topic, table.c.partition)
    found = connection.execute(rows.with_for_update() if lock else rows)
    return {TopicPartition(*row[:2]): Known(*row[2:]) for row in found}
