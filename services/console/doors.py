"""At which doors the URLs of a site ended in the last four weeks, by the ledger's account."""

from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, func, literal, select

from services.cli.clients.store import read_if_made
from services.clock import now
from services.ledger.sites.table import DAYS, STATES
from services.ledger.sites.tally import DOOR_WORDS, day_of
from services.ledger.sites.usual import USUAL_DAYS
from services.settings import Settings

SITES_MAX = 500


@dataclass(slots=True)
class SiteDoors:
    """What the ledger says of a site."""

    visits: float | None = None
    """In the last four weeks; None where no door was closed in them."""
    doors: dict[str, float] = field(default_factory=dict)
    """Closed door → its share of the visits, 0 to 1."""
    states: list[dict[str, Any]] = field(default_factory=list)
    """What is not as usual, as `SiteState` has it."""


def doors(settings: Settings) -> dict[str, SiteDoors]:
    """Return the sites with closed doors, most visits at them first, and those not as usual.

    Raises `Problem`.
    """
    before = day_of(now()) - USUAL_DAYS
    return read_if_made(settings, "ledger", STATES, lambda each: _read(each, before)) or {}


def _read(connection: Connection, before: int) -> dict[str, SiteDoors]:
    sums = [func.sum(DAYS.c[word]).label(word) for word in DOOR_WORDS]
    closed: ColumnElement[float] = literal(0.0)
    for word in DOOR_WORDS:
        closed += func.sum(DAYS.c[word])
    seen = (
        select(DAYS.c.site, func.sum(DAYS.c.visits).label("visits"), *sums)
        .where(DAYS.c.day > before)
        .group_by(DAYS.c.site)
        .having(closed > 0)
        .order_by(closed.desc(), DAYS.c.site)
        .limit(SITES_MAX)
    )
    found: dict[str, SiteDoors] = {}
    for row in connection.execute(seen).mappings():
        shares = {word: row[word] / row["visits"] for word in DOOR_WORDS if row[word]}
        found[row["site"]] = SiteDoors(row["visits"], shares)
    known = select(STATES.c.site, STATES.c.states).where(STATES.c.states.is_not(None))
    for site, states in connection.execute(known.limit(SITES_MAX)):
        if told := orjson.loads(states):
            found.setdefault(site, SiteDoors()).states = told
    return found
