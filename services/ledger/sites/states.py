"""The states in the store: judged in one transaction, then sent until the brokers confirm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, delete, exists, select, update

from schemas.events import SiteHealth, SiteState
from services.ledger.sites.days import load_page
from services.ledger.sites.judge import judge
from services.ledger.sites.table import DAYS, STATES
from services.ledger.sites.tally import day_of
from services.ledger.sites.usual import Turnout
from services.settings import Settings
from services.stage.store.lookup import read_rows
from services.stage.store.rows import not_older, write_rows

SENT_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class KnownSite:
    """What is kept of a site that is, or was, not as usual."""

    health: SiteHealth
    version: int
    is_forgotten: bool = False


def judge_page(
    connection: Connection, after: str, now: datetime, turnout: Turnout, settings: Settings
) -> str | None:
    """Judge some sites and note what has changed; return the name after which others come."""
    page = load_page(connection, after)
    known = _load(connection, list(page.histories))
    today, rows = day_of(now), []
    for site, history in page.histories.items():
        was = known.get(site)
        before = tuple(was.health.states) if was else ()
        states = judge(history, today, turnout, before, settings)
        if states != before:
            health = SiteHealth(site=site, states=list(states), changed_at=now)
            version = was.version + 1 if was else 1
            rows.append(_row(health, version, said=version - 1))
    write_rows(connection, STATES, rows, replace=True)
    return page.last


def forget_sites(connection: Connection, now: datetime) -> int:
    """Mark sites of which nothing is known any more; return how many."""
    none_left = ~exists().where(DAYS.c.site == STATES.c.site)
    gone = update(STATES).where(STATES.c.states.is_not(None), none_left)
    values = {"states": None, "changed_at": now.timestamp(), "version": STATES.c.version + 1}
    return connection.execute(gone.values(values)).rowcount


def unsent(connection: Connection, limit: int) -> list[KnownSite]:
    """Read versions that the brokers do not have yet."""
    waiting = select(STATES).where(STATES.c.said != STATES.c.version).order_by(STATES.c.site)
    return [_known(row) for row in connection.execute(waiting.limit(limit))]


def note_sent(connection: Connection, sent: Sequence[KnownSite]) -> None:
    """Note which versions the brokers have; a site that was forgotten goes with that."""
    for known in sent:
        mine = STATES.c.site == known.health.site
        connection.execute(update(STATES).where(mine).values(said=known.version))
        is_done = STATES.c.states.is_(None) & (STATES.c.version == known.version)
        connection.execute(delete(STATES).where(mine, is_done))


def not_as_usual(connection: Connection) -> list[SiteHealth]:
    """Read the sites that have a state, by name."""
    rows = connection.execute(select(STATES).where(STATES.c.states.is_not(None)))
    found = [_known(row).health for row in rows]
    return sorted((each for each in found if each.states), key=lambda each: each.site)


def restore_states(connection: Connection, healths: Sequence[SiteHealth]) -> None:
    """Add what the topic says and the store lacks."""
    rows = [_row(each, version=1, said=1) for each in healths]
    write_rows(connection, STATES, rows, replace=True, only=not_older(STATES.c.changed_at))


def _load(connection: Connection, sites: list[str]) -> dict[str, KnownSite]:
    rows = read_rows(connection, STATES, STATES.c.site, sites, lock=True)
    return {row.site: _known(row) for row in rows}


def _row(health: SiteHealth, version: int, said: int) -> Mapping[str, Any]:
    states = [state.model_dump(mode="json") for state in health.states]
    return {
        "site": health.site,
        "states": orjson.dumps(states),
        "changed_at": health.changed_at.timestamp(),
        "version": version,
        "said": said,
    }


def _known(row: Row[Any]) -> KnownSite:
    states = [SiteState.model_validate(each) for each in orjson.loads(row.states or b"[]")]
    changed_at = datetime.fromtimestamp(row.changed_at, UTC)
    health = SiteHealth(site=row.site, states=states, changed_at=changed_at)
    return KnownSite(health, row.version, row.states is None)
