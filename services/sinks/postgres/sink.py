"""`newsreel sink postgres`: rows that are the same however often an entry is written.

A batch is one transaction where the database takes all of it, else each entry is one of its own.
"""

import asyncio
from collections.abc import Sequence
from typing import TypeGuard

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from services import metrics
from services.logs import logger
from services.settings import BadSettings, Settings
from services.sinks.entry import TOPICS, Entry, about
from services.sinks.postgres.search import configurations
from services.sinks.postgres.tables import METADATA, SERVICE
from services.sinks.postgres.writing import write_entries
from services.sinks.table import label_of
from services.stage.store.database import message, sqlstate
from services.stage.store.store import Store

REFUSED_CLASSES = ("22", "23", "54")
"""A value that is wrong, a constraint that it breaks, a limit that it exceeds (PostgreSQL manual,
appendix A)."""
OPERATORS_CODES = ("23502", "23503")
"""… but no article's fault: a column, or a key of another table, that was added by hand."""


class PostgresSink:
    """Writes articles and their history into the operator's database."""

    topics = TOPICS
    takes_one_process = False
    gather_seconds = 0.5

    def __init__(self, url: str, batch_max: int, label: str) -> None:
        """`label` is its name in metrics."""
        self._label = label
        self._store = Store(url, SERVICE, METADATA, batch_max, upgrade=True)
        self._configurations: frozenset[str] = frozenset()

    @property
    def problem(self) -> str | None:
        """Say what is wrong with the database."""
        return self._store.problem

    async def start(self) -> None:
        """Make or upgrade the tables."""
        await self._store.start()
        self._configurations = await self._store.run(configurations)

    async def write(self, entries: Sequence[Entry]) -> None:
        """Write entries together; an article that the database refuses is logged and left out.

        It stays on the topic, and the others are written. What is no fault of an article's is
        raised, lest the batch be committed.
        """
        calls = [self._store.call(self._write, entry) for entry in entries]
        ends = await asyncio.gather(*calls, return_exceptions=True)
        for end in ends:
            if end is not None and not is_refusal(end):
                raise end
        for entry, end in zip(entries, ends, strict=True):
            if is_refusal(end):
                logger().error("not_written", entry=about(entry), error=message(end)[:300])
                metrics.DEAD_LETTERS.labels(self._label, type(end).__name__).inc()

    async def stop(self) -> None:
        """Close the connection."""
        await self._store.stop()

    def _write(self, connection: Connection, entries: Sequence[Entry]) -> Sequence[None]:
        return write_entries(connection, entries, self._configurations)


def is_refusal(error: BaseException | None) -> TypeGuard[DBAPIError]:
    """Whether the database will not have what it was given, and would not the next time either."""
    state = (isinstance(error, DBAPIError) and sqlstate(error)) or ""
    return state[:2] in REFUSED_CLASSES and state not in OPERATORS_CODES


def make(settings: Settings, name: str | None = None) -> PostgresSink:
    """Make the sink, or raise `BadSettings` where no database of PostgreSQL's is named."""
    url = settings.sink_postgres_url
    if not url or not url.startswith("postgres"):
        fault = ": want" if url else " is needed:"
        wanted = "postgresql://user:password@host/db"
        raise BadSettings(f"NEWSREEL_SINK_POSTGRES_URL{fault} {wanted}")
    return PostgresSink(url, settings.sink_batch_max, label_of("postgres", name))
