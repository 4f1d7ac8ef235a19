"""URLs that wait for an instant, in fetch's schedule or with publish: why, and until when."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, select

from schemas.identity import outcome_id
from schemas.url.hosts import host_in
from services.cli.clients.store import read_if_answered
from services.fetch.hosts import table as hosts
from services.fetch.hosts.host import HostRecord
from services.fetch.schedule.message import submission_in
from services.fetch.schedule.table import SCHEDULE
from services.fetch.schedule.withdrawn import groups_of
from services.publish.tables import HELD
from services.settings import Settings
from services.stage.store.lookup import read_rows

ROWS_MAX = 5_000
"""Rows looked at for a host: one that has more of them is busy for hours anyway."""

WORDS = {
    "backlog": "other URLs of the host are before it",
    "crawl_delay": "the host's delay is long",
    "cooling": "the host has asked for a pause",
    "down": "the host does not answer",
    "interval": "its article had a revision a short while ago (NEWSREEL_PUBLISH_INTERVAL_MINUTES)",
}
"""`why` of a row → for people; any other is the reason of its own last try."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A URL that waits for an instant. Instants are Unix times."""

    host: str
    why: str
    due_at: float
    record: HostRecord
    """What is remembered of the host."""
    where: str = "in the schedule of fetch"

    @property
    def words(self) -> str:
        """Say why, for people."""
        said = WORDS.get(self.why, f"its last try failed: {self.why}")
        reason = self.record.health.cooling_reason or self.record.health.down_reason
        return f"{said} ({reason})" if reason and self.why in ("cooling", "down") else said


def waiting_for(settings: Settings, urls: dict[str, str]) -> dict[str, Waiting]:
    """Find those of the open URLs (submission id → URL) that wait in the schedule or with publish.

    None are found where the store of the stage cannot be read from here.
    """
    return _scheduled(settings, urls) | _held(settings, urls) if urls else {}


def _scheduled(settings: Settings, urls: dict[str, str]) -> dict[str, Waiting]:
    groups = {name for url in urls.values() for name in groups_of(url)}
    read = partial(_found, urls=urls, groups=groups)
    return read_if_answered(settings, "fetch", SCHEDULE, read) or {}


def _found(connection: Connection, urls: dict[str, str], groups: set[str]) -> dict[str, Waiting]:
    found: dict[str, Waiting] = {}
    for group in sorted(groups):
        rows = connection.execute(
            select(SCHEDULE.c.due_at, SCHEDULE.c.why, SCHEDULE.c.payload)
            .where(SCHEDULE.c.host == group)
            .order_by(SCHEDULE.c.due_at)
            .limit(ROWS_MAX)
        ).all()
        if not rows:
            continue
        (record,) = hosts.load(connection, [group])
        for due_at, why, payload in rows:
            submission = submission_in(payload)
            if submission in urls:
                found[submission] = Waiting(group, why, due_at, record)
    return found


def _held(settings: Settings, urls: dict[str, str]) -> dict[str, Waiting]:
    """Find the revisions that wait for the end of their article's interval."""
    answers = {outcome_id(submission): submission for submission in urls}
    columns = HELD.c.answer_id, HELD.c.due_at
    read = partial(read_rows, what=columns, where=HELD.c.answer_id, values=set(answers))
    found = {}
    for row in read_if_answered(settings, "publish", HELD, read) or ():
        host = host_in(urls[answers[row.answer_id]])
        due_at = datetime.fromisoformat(row.due_at).timestamp()
        record = HostRecord(host)
        found[answers[row.answer_id]] = Waiting(host, "interval", due_at, record, "with publish")
    return found
