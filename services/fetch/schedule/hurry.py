"""Rows that are wanted before they are due: their URLs were withdrawn."""

import time
from collections import defaultdict
from collections.abc import Collection

import orjson
from sqlalchemy import Connection, select, update

from schemas.url import BadUrl, parse_url
from services.fetch.schedule.message import unpack
from services.fetch.schedule.table import SCHEDULE
from services.stage.control.in_force import InForce
from services.stage.store.lookup import one_of
from services.stage.store.store import Store

ROWS_MAX = 20_000
"""Rows of a group that are looked at; one beyond them is answered when it is due."""


class Hurry:
    """Lets URLs that were withdrawn come back at once, to be answered."""

    def __init__(self, store: Store, in_force: InForce) -> None:
        self._store = store
        self._in_force = in_force
        self._taken_up: set[str] = set()
        """Submissions."""
        self._wanted: dict[str, set[str]] = defaultdict(set)
        """By group, the submissions whose rows are still to be looked for there."""

    async def run(self) -> None:
        """Look for the rows of what was withdrawn since the last time.

        A group at a time: it may have thousands of rows to read, and others wait for the store.
        """
        self._take_up()
        for group, submissions in list(self._wanted.items()):
            await self._store.run(hurry, group, submissions, time.time())
            del self._wanted[group]

    def _take_up(self) -> None:
        withdrawn = {each.target: each.url for each in self._in_force.cancels()}
        self._taken_up &= withdrawn.keys()
        for submission in withdrawn.keys() - self._taken_up:
            for group in groups_of(withdrawn[submission] or ""):
                self._wanted[group].add(submission)
            self._taken_up.add(submission)


def hurry(connection: Connection, group: str, submissions: Collection[str], now: float) -> int:
    """Make a group's rows of submissions due now (epoch seconds); return how many there were."""
    rows = connection.execute(
        select(SCHEDULE.c.id, SCHEDULE.c.payload)
        .where(SCHEDULE.c.host == group, SCHEDULE.c.due_at > now)
        .order_by(SCHEDULE.c.due_at)
        .limit(ROWS_MAX)
    )
    ids = [id_ for id_, payload in rows if submission_in(payload) in submissions]
    if ids:
        mine = one_of(connection, SCHEDULE.c.id, ids)
        connection.execute(update(SCHEDULE).where(mine).values(due_at=now))
    return len(ids)


def groups_of(url: str) -> tuple[str, ...]:
    """Name what politeness may count a URL to: its host, its site."""
    try:
        parsed = parse_url(url)
    except BadUrl:  # never accepted, so it waits nowhere
        return ()
    return tuple({parsed.host, parsed.site})


def submission_in(payload: bytes) -> str:
    """Return the id of the submission that a row belongs to; nothing else of it is read."""
    passport = unpack(payload).header["newsreel_passport"]
    id_: str = orjson.loads(passport)["submission_id"]
    return id_
