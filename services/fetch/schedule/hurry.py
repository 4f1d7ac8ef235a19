"""Rows that are wanted before they are due: their URLs were withdrawn."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select, update

from schemas.passport import Passport
from schemas.url import BadUrl, parse_url
from services.fetch.schedule.message import unpack
from services.fetch.schedule.table import SCHEDULE
from services.stage.store.lookup import one_of

ROWS_MAX = 20_000
"""Rows of a host that are looked at; one beyond them is answered when it is due."""


def hurry(connection: Connection, groups_by_id: Mapping[str, Sequence[str]], now: float) -> int:
    """Make the rows of submissions due now (epoch seconds); return how many there were.

    Each with what politeness may count its URL to.
    """
    ids: list[str] = []
    for group in {group for groups in groups_by_id.values() for group in groups}:
        rows = connection.execute(
            select(SCHEDULE.c.id, SCHEDULE.c.payload)
            .where(SCHEDULE.c.host == group, SCHEDULE.c.due_at > now)
            .order_by(SCHEDULE.c.due_at)
            .limit(ROWS_MAX)
        )
        ids += [id_ for id_, payload in rows if submission_in(payload) in groups_by_id]
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
    """Return the id of the submission that a row belongs to."""
    passport = unpack(payload).header["newsreel_passport"]
    return Passport.model_validate_json(passport).submission_id
