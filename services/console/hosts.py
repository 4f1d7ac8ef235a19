"""Hosts: what fetch remembers of them (backlog, pause, delay), and the doors of their sites."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from schemas.url.hosts import site_of
from services.cli.clients.store import read_if_made
from services.console.doors import SiteDoors, doors
from services.fetch.hosts.table import HOSTS
from services.fetch.schedule.table import SCHEDULE
from services.settings import Settings

HOSTS_MAX = 500


@dataclass(slots=True)
class HostLine:
    """A line of the page's table. Instants are Unix times, None where there are none."""

    host: str
    waiting: int = 0
    """URLs in the schedule."""
    next_at: float | None = None
    """When the first of them is due."""
    cooling_until: float | None = None
    down_until: float | None = None
    reason: str | None = None
    """Why it cools or is left alone."""
    failures: int = 0
    """One after the other, until now."""
    crawl_delay_seconds: float | None = None
    site: SiteDoors = field(default_factory=SiteDoors)


def hosts(settings: Settings) -> list[HostLine]:
    """Return the hosts with the longest backlogs, in trouble or with closed doors.

    A site with closed doors of which fetch remembers no host stands by its own name. Raises
    `Problem`.
    """
    found = read_if_made(settings, "fetch", HOSTS, _read) or {}
    return _with_doors(found, doors(settings))


def _with_doors(found: Mapping[str, HostLine], by_site: Mapping[str, SiteDoors]) -> list[HostLine]:
    for line in found.values():
        line.site = by_site.get(site_of(line.host), SiteDoors())
    named = {site_of(host) for host in found}
    unnamed = [HostLine(site, site=told) for site, told in by_site.items() if site not in named]
    return sorted([*found.values(), *unnamed], key=_order)


def _order(line: HostLine) -> tuple[int, float, str]:
    return -line.waiting, -sum(line.site.doors.values()), line.host


def _read(connection: Connection) -> dict[str, HostLine]:
    waiting = (
        select(SCHEDULE.c.host, func.count().label("waiting"), func.min(SCHEDULE.c.due_at))
        .group_by(SCHEDULE.c.host)
        .order_by(func.count().desc())
        .limit(HOSTS_MAX)
    )
    found = {
        host: HostLine(host, count, next_at) for host, count, next_at in connection.execute(waiting)
    }
    latest = select(HOSTS).order_by(HOSTS.c.updated_at.desc()).limit(HOSTS_MAX)
    named = select(HOSTS).where(HOSTS.c.host.in_(list(found)))
    for statement in (latest, named):
        for row in connection.execute(statement).mappings():
            line = found.setdefault(row["host"], HostLine(row["host"]))
            line.cooling_until = row["cooling_until"] or None
            line.down_until = row["down_until"] or None
            line.reason = row["down_reason"] or row["cooling_reason"]
            line.failures = row["failures"]
            line.crawl_delay_seconds = row["crawl_delay_seconds"]
    return found
