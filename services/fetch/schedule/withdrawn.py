"""Rows of URLs that were withdrawn are made due at once, so that these are answered."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, select, update

from schemas.url import BadUrl, parse_url
from services.clock import unix
from services.fetch.schedule.message import submission_in
from services.fetch.schedule.table import SCHEDULE
from services.stage.control.in_force import InForce
from services.stage.store.lookup import one_of, read_rows
from services.stage.store.store import Store

ROWS_MAX = 20_000
"""Rows of a group that are looked at; one beyond them is answered when it is due."""
PAGE_ROWS = 1_000
"""Rows that one transaction reads, in some 0.1 s: others wait for the store meanwhile."""


class Withdrawn:
    """The withdrawals in force, and which of them the schedule was searched for."""

    def __init__(self, store: Store, in_force: InForce, page_rows: int = PAGE_ROWS) -> None:
        self._store = store
        self._in_force = in_force
        self._page_rows = page_rows
        self._taken_up: set[str] = set()
        """Submissions."""
        self._wanted: dict[str, set[str]] = defaultdict(set)
        """By group, the submissions whose rows are still to be looked for there."""

    async def make_due(self) -> None:
        """Make the rows of what was withdrawn since the last time due now, page by page."""
        self._take_up()
        for group, submissions in list(self._wanted.items()):
            ids = await self._store.run(rows_not_due, group, unix())
            for start in range(0, len(ids), self._page_rows):
                page = ids[start : start + self._page_rows]
                await self._store.run(make_due, page, submissions, unix())
            del self._wanted[group]

    def _take_up(self) -> None:
        withdrawn = {each.target: each.url for each in self._in_force.cancels()}
        self._taken_up &= withdrawn.keys()
        for submission in withdrawn.keys() - self._taken_up:
            for group in groups_of(withdrawn[submission] or ""):
                self._wanted[group].add(submission)
            self._taken_up.add(submission)


def rows_not_due(connection: Connection, group: str, now: float) -> list[str]:
    """Return the ids of a group's rows that are not due yet, first those that are due soonest."""
    rows = connection.execute(
        select(SCHEDULE.c.id)
        .where(SCHEDULE.c.host == group, SCHEDULE.c.due_at > now)
        .order_by(SCHEDULE.c.due_at)
        .limit(ROWS_MAX)
    )
    return list(rows.scalars())


def make_due(
    connection: Connection, ids: Collection[str], submissions: Collection[str], now: float
) -> int:
    """Make those of the rows due now (Unix time) that are of submissions; return how many."""
    rows = read_rows(connection, (SCHEDULE.c.id, SCHEDULE.c.payload), SCHEDULE.c.id, ids)
    mine = [row.id for row in rows if submission_in(row.payload) in submissions]
    if mine:
        are_mine = one_of(connection, SCHEDULE.c.id, mine)
        connection.execute(update(SCHEDULE).where(are_mine).values(due_at=now))
    return len(mine)


def groups_of(url: str) -> tuple[str, ...]:
    """Name what politeness may count a URL to: its host, its site."""
    try:
        parsed = parse_url(url)
    except BadUrl:  # never accepted, so it waits nowhere
        return ()
    return tuple({parsed.host, parsed.site})
