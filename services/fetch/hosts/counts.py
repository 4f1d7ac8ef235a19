"""How many hosts rest and how many URLs wait, in all: the store knows, whichever worker saw it."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from services.fetch.hosts.table import HOSTS
from services.fetch.schedule.table import SCHEDULE


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of the whole store, the same for every process."""

    scheduled: int
    """URLs in the schedule."""
    cooling: int
    """Hosts that have asked for a pause."""
    down: int
    """Hosts where nobody answers."""


def count_all(connection: Connection, at: float) -> Counts:
    """Count at an instant (Unix time); reads no payload and is meant for a gauge."""
    cooling, down = (
        select(func.count()).select_from(HOSTS).where(until > at).scalar_subquery()
        for until in (HOSTS.c.cooling_until, HOSTS.c.down_until)
    )
    scheduled = select(func.count()).select_from(SCHEDULE).scalar_subquery()
    return Counts(*connection.execute(select(scheduled, cooling, down)).one())
