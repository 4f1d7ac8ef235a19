"""The counts in the store. Work functions for the store, and what a transaction adds."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, select

from schemas.events import Outcome
from services.ledger.sites.table import DAYS, added
from services.ledger.sites.tally import COUNTS, tallies
from services.ledger.sites.usual import History
from services.stage.store.lookup import read_rows
from services.stage.store.rows import write_rows

SITES_AT_ONCE = 100
"""Sites of one transaction: 6,400 rows at most."""


class Page(NamedTuple):
    """Some sites in the order of their names, and their counts."""

    histories: dict[str, History]
    last: str | None
    """Name after which the next page begins; None: this is the last one."""


def add(connection: Connection, outcomes: Iterable[Outcome]) -> None:
    """Add what answers say of their sites."""
    sums = tallies(outcomes)
    rows = [
        {"site": site, "day": day} | {name: float(counts[name]) for name in COUNTS}
        for (site, day), counts in sums.items()
    ]
    write_rows(connection, DAYS, rows, replace=True, merge=added)


def load_page(connection: Connection, after: str) -> Page:
    """Read the sites whose names come after one."""
    names = select(DAYS.c.site).distinct().where(DAYS.c.site > after).order_by(DAYS.c.site)
    sites = list(connection.execute(names.limit(SITES_AT_ONCE)).scalars())
    last = sites[-1] if len(sites) == SITES_AT_ONCE else None
    return Page(_histories(connection, sites), last)


def load_site(connection: Connection, site: str) -> History:
    """Read the counts of a single site."""
    return _histories(connection, [site]).get(site, {})


def forget_days(connection: Connection, before: int) -> int:
    """Delete the days before one; return how many rows."""
    return connection.execute(delete(DAYS).where(DAYS.c.day < before)).rowcount


def count_sites(connection: Connection) -> int:
    """Count the sites of which something is known."""
    return connection.execute(select(func.count(DAYS.c.site.distinct()))).scalar_one()


def _histories(connection: Connection, sites: list[str]) -> dict[str, History]:
    found: dict[str, Any] = {}
    for row in read_rows(connection, DAYS, DAYS.c.site, sites):
        counts = {name: value for name in COUNTS if (value := getattr(row, name))}
        found.setdefault(row.site, {})[row.day] = counts
    return found
