"""The entries that ended in some way, for people who ask: a query may read every entry."""

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from schemas.url.hosts import host_in
from services.ledger.ledger import Entry, entry_of
from services.ledger.queries import may_be_of, of_host
from services.ledger.tables import URLS
from services.stage.store.lookup import read_rows


@dataclass(frozen=True, slots=True)
class EndedQuery:
    """Ask for entries with one of some outcomes; every other field that is set must fit."""

    outcomes: tuple[str, ...]
    limit: int = 0
    """Entries at most; a count counts all."""
    reason: str | None = None
    host: str | None = None
    """With its subdomains, lower case."""
    since: float | None = None
    """Decided then or later, Unix time."""
    after: tuple[float, str] | None = None
    """When the entry before these was decided (Unix time), and its submission id."""
    count_by: str = "reason"
    """What a count is by: `reason` or `host`."""


def ended_entries(connection: Connection, asked: EndedQuery) -> list[Entry]:
    """Return the entries asked for, newest first."""
    newest_first = URLS.c.decided_at.desc(), URLS.c.submission_id
    named = (
        select(URLS.c.submission_id, URLS.c.url).where(_condition(asked)).order_by(*newest_first)
    )
    if asked.host is None:
        named = named.limit(asked.limit)
    rows = of_host(connection.execute(named), asked.host)
    ids = [row.submission_id for row in islice(rows, asked.limit)]
    found = read_rows(connection, URLS, URLS.c.submission_id, ids)
    entries = {row.submission_id: entry_of(row) for row in found}
    return [entries[each] for each in ids]


def ended_counts(connection: Connection, asked: EndedQuery) -> Counter[str]:
    """Count the entries asked for by their reason, or by the host of their URL."""
    if asked.count_by == "reason" and asked.host is None:
        groups = (
            select(URLS.c.reason, func.count()).where(_condition(asked)).group_by(URLS.c.reason)
        )
        return Counter({row[0]: row[1] for row in connection.execute(groups)})
    rows = connection.execute(select(URLS.c.reason, URLS.c.url).where(_condition(asked)))
    mine = of_host(rows, asked.host)
    return Counter(row.reason if asked.count_by == "reason" else host_in(row.url) for row in mine)


def _condition(asked: EndedQuery) -> ColumnElement[bool]:
    wanted: list[ColumnElement[bool]] = [URLS.c.outcome.in_(asked.outcomes)]
    if asked.reason is not None:
        wanted.append(URLS.c.reason == asked.reason)
    if asked.host is not None:
        wanted.append(may_be_of(asked.host))
    if asked.since is not None:
        wanted.append(URLS.c.decided_at >= asked.since)
    if asked.after is not None:
        at, name = asked.after
        same = and_(URLS.c.decided_at == at, URLS.c.submission_id > name)
        wanted.append(or_(URLS.c.decided_at < at, same))
    return and_(*wanted)
