"""What is asked of the account: single entries, those that are open, and totals."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from schemas.url.hosts import host_in, is_within
from services.ledger.ledger import Entry, entry_of, hash_of
from services.ledger.tables import URLS
from services.stage.store.text import writable


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What was submitted and not yet answered."""

    unanswered: int
    oldest_submitted_at: float | None
    """Unix time, seconds."""

    def oldest_seconds(self, now: float) -> float:
        """Return the age of the oldest at an instant (Unix time), 0 where there is none."""
        oldest = self.oldest_submitted_at
        return 0.0 if oldest is None else max(0.0, now - oldest)


@dataclass(frozen=True, slots=True)
class Balance:
    """How the answered ones ended."""

    conflicts: int
    outcomes: list[tuple[str, str, int]]
    """Outcome, reason, count."""


def find(connection: Connection, query: str) -> list[Entry]:
    """Read entries of a submission id, a URL or an article id; newest first, at most 50."""
    name = writable(query)
    by_url = URLS.c.url_hash == hash_of(query)
    wanted = or_(URLS.c.submission_id == name, by_url, URLS.c.article_id == name)
    statement = select(URLS).where(wanted).order_by(URLS.c.submitted_at.desc()).limit(50)
    return _entries(connection, statement)


def outstanding(connection: Connection) -> Outstanding:
    """Count what is open; cheap, since an index holds the open entries alone."""
    row = connection.execute(
        select(func.count(), func.min(URLS.c.submitted_at)).where(URLS.c.outcome_id.is_(None))
    ).one()
    return Outstanding(*row)


def balance(connection: Connection) -> Balance:
    """Count how the answered ones ended; reads every entry, so it is for people who ask."""
    groups = connection.execute(
        select(URLS.c.outcome, URLS.c.reason, func.count(), func.sum(URLS.c.conflicts))
        .where(URLS.c.outcome_id.is_not(None))
        .group_by(URLS.c.outcome, URLS.c.reason)
    ).all()
    counts = [(outcome, reason, count) for outcome, reason, count, _ in groups]
    return Balance(sum(int(group[3]) for group in groups), counts)


def open_entries(
    connection: Connection, limit: int, before: float = math.inf, host: str | None = None
) -> list[Entry]:
    """Read entries without an answer, submitted before an instant (Unix time), oldest first.

    With `host` only those of it and its subdomains, lower case.
    """
    is_open = URLS.c.outcome_id.is_(None)
    statement = select(URLS).where(is_open, URLS.c.submitted_at < before)
    statement = statement.order_by(URLS.c.submitted_at)
    if host is None:
        return _entries(connection, statement.limit(limit))
    rows = of_host(connection.execute(statement.where(may_be_of(host))), host)
    return [entry_of(row) for row in islice(rows, limit)]


def may_be_of(host: str) -> ColumnElement[bool]:
    """Leave most other hosts' entries out without a look at the parts of their URLs."""
    return func.lower(URLS.c.url).contains(host, autoescape=True)


def of_host(rows: Iterable[Any], host: str | None) -> Iterable[Any]:
    """Keep the rows of a host and its subdomains, all where there is none."""
    return rows if host is None else (row for row in rows if is_within(host_in(row.url), host))


def _entries(connection: Connection, statement: Select[Any]) -> list[Entry]:
    return [entry_of(found) for found in connection.execute(statement)]
