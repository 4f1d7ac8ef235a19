"""What is remembered of hosts and their health. Survives restarts.

Work functions for the store. Instants are Unix times.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Double,
    Integer,
    String,
    Table,
    case,
    delete,
    func,
    select,
)

from schemas.outcomes import Reason
from services.fetch.hosts.crawl_delays import CrawlDelay
from services.fetch.hosts.health import Health
from services.fetch.hosts.host import HostRecord, Why
from services.fetch.schedule.table import SCHEDULE
from services.fetch.tables import METADATA
from services.stage.store.lookup import one_of, read_rows
from services.stage.store.rows import write_rows

_IN_BACKLOG = [str(why) for why in Why]
"""Rows that the frontier has lined up; a retry due in hours must not put newcomers behind it."""

_REASON_FIELDS = ("cooling_reason", "down_reason")
_CRAWL_DELAY = {each.name: f"crawl_delay_{each.name}" for each in fields(CrawlDelay)}
"""Field → column."""
_REASONS = {str(reason): reason for reason in Reason}

HOSTS = Table(
    "fetch_hosts",
    METADATA,
    Column("host", String(255), primary_key=True),
    Column("cooling_until", Double, nullable=False),
    Column("cooling_reason", String(40)),
    Column("strikes", Integer, nullable=False),
    Column("down_until", Double, nullable=False),
    Column("down_reason", String(40)),
    Column("failures", Integer, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("slow_level", Integer, nullable=False),
    Column("next_start_at", Double, nullable=False),
    Column("crawl_delay_seconds", Double),
    Column("crawl_delay_origin", String(300), nullable=False),
    Column("crawl_delay_observed_at", Double, nullable=False),
    Column("updated_at", Double, nullable=False, index=True),
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A host's record, and when it was true."""

    record: HostRecord
    now: float


def load(connection: Connection, groups: Sequence[str]) -> Sequence[HostRecord]:
    """Read hosts by group, each with the end of its backlog; one without a row has no trouble."""
    wanted = set(groups)
    rows = read_rows(connection, HOSTS, HOSTS.c.host, wanted)
    known = {row.host: row._asdict() for row in rows}
    tails = connection.execute(
        select(SCHEDULE.c.host, func.max(SCHEDULE.c.due_at))
        .where(one_of(connection, SCHEDULE.c.host, wanted), SCHEDULE.c.why.in_(_IN_BACKLOG))
        .group_by(SCHEDULE.c.host)
    )
    tail_of: dict[str, float] = {row[0]: row[1] for row in tails}
    return [_record(group, known.get(group), tail_of.get(group, 0.0)) for group in groups]


def save(connection: Connection, sightings: Sequence[Sighting]) -> Sequence[None]:
    """Write hosts; of several about one host the last counts.

    Another worker, led there by a redirect, may have seen another side of a host: whoever has been
    asked to wait longer is right. Of two Crawl-delays the later stands, also a shorter one.
    """
    write_rows(connection, HOSTS, list(map(_values, sightings)), replace=True, merge=_merged)
    return [None] * len(sightings)


def forget_before(connection: Connection, instant: float) -> int:
    """Drop hosts not seen since then, except those that still cool or are down."""
    ends = (HOSTS.c.updated_at, HOSTS.c.cooling_until, HOSTS.c.down_until)
    return connection.execute(delete(HOSTS).where(*(end < instant for end in ends))).rowcount


def _merged(new: Any) -> dict[str, ColumnElement[Any]]:
    cools = new.cooling_until >= HOSTS.c.cooling_until
    down = new.down_until >= HOSTS.c.down_until
    read_later = new.crawl_delay_observed_at > HOSTS.c.crawl_delay_observed_at
    later = {
        **dict.fromkeys(("cooling_until", "cooling_reason", "strikes"), cools),
        **dict.fromkeys(("down_until", "down_reason"), down),
        **dict.fromkeys(_CRAWL_DELAY.values(), read_later),
        "next_start_at": read_later | (new.next_start_at >= HOSTS.c.next_start_at),
    }
    return {name: case((is_new, new[name]), else_=HOSTS.c[name]) for name, is_new in later.items()}


def _record(group: str, row: dict[str, Any] | None, tail_at: float) -> HostRecord:
    if row is None:
        return HostRecord(group, tail_at=tail_at)
    health = {each.name: row[each.name] for each in fields(Health)}
    for name in _REASON_FIELDS:
        health[name] = _REASONS.get(health[name])
    delay = CrawlDelay(**{name: row[column] for name, column in _CRAWL_DELAY.items()})
    return HostRecord(group, Health(**health), row["next_start_at"], tail_at, delay)


def _values(sighting: Sighting) -> dict[str, Any]:
    record = sighting.record
    health = asdict(record.health)
    for name in _REASON_FIELDS:
        health[name] = health[name] and str(health[name])
    delay = {column: getattr(record.crawl_delay, name) for name, column in _CRAWL_DELAY.items()}
    more = {"next_start_at": record.next_start_at, "updated_at": sighting.now}
    return {"host": record.group} | health | delay | more
