"""Hosts: how fetch treats them (backlog, pause, pace), and the doors of their sites."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

from sqlalchemy import Connection, func, select

from schemas.url.hosts import site_of
from services.cli.clients.store import read_if_made
from services.console.doors import SiteDoors, doors
from services.fetch.hosts.host import HostRecord, Limits
from services.fetch.hosts.table import HOSTS, load
from services.fetch.schedule.table import SCHEDULE
from services.policy.live_rules import LiveRules
from services.policy.rules_file import read_rules
from services.settings import Settings
from services.stage.control.in_force import InForce

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
    delay_seconds: float | None = None
    """Least time between two requests, by settings, rules, commands, Crawl-delay and slowdown; None
    of a site of which fetch remembers no host."""
    concurrency: int | None = None
    """Requests at once at most."""
    site: SiteDoors = field(default_factory=SiteDoors)

    @classmethod
    def of(cls, record: HostRecord, limits: Limits) -> Self:
        """Lay out what fetch remembers of a host, and how the operator lets it be used."""
        health = record.health
        return cls(
            record.group,
            cooling_until=health.cooling_until or None,
            down_until=health.down_until or None,
            reason=health.down_reason or health.cooling_reason,
            failures=health.failures,
            crawl_delay_seconds=record.crawl_delay.seconds,
            delay_seconds=record.delay_seconds(limits),
            concurrency=limits.concurrency,
        )


def hosts(settings: Settings, in_force: InForce) -> list[HostLine]:
    """Return the hosts with the longest backlogs, in trouble or with closed doors.

    A site with closed doors of which fetch remembers no host stands by its own name. Raises
    `Problem`.
    """
    rules = LiveRules(read_rules(settings.rules_file), in_force)

    def limits_of(host: str) -> Limits:
        return Limits.of(settings, rules.for_host(host))

    found = read_if_made(settings, "fetch", HOSTS, lambda each: _read(each, limits_of)) or {}
    return _with_doors(found, doors(settings))


def _with_doors(found: Mapping[str, HostLine], by_site: Mapping[str, SiteDoors]) -> list[HostLine]:
    for line in found.values():
        line.site = by_site.get(site_of(line.host), SiteDoors())
    named = {site_of(host) for host in found}
    unnamed = [HostLine(site, site=told) for site, told in by_site.items() if site not in named]
    return sorted([*found.values(), *unnamed], key=_order)


def _order(line: HostLine) -> tuple[int, float, str]:
    return -line.waiting, -sum(line.site.doors.values()), line.host


def _read(connection: Connection, limits_of: Callable[[str], Limits]) -> dict[str, HostLine]:
    waiting = (
        select(SCHEDULE.c.host, func.count(), func.min(SCHEDULE.c.due_at))
        .group_by(SCHEDULE.c.host)
        .order_by(func.count().desc())
        .limit(HOSTS_MAX)
    )
    scheduled = {host: (count, due_at) for host, count, due_at in connection.execute(waiting)}
    latest = select(HOSTS.c.host).order_by(HOSTS.c.updated_at.desc()).limit(HOSTS_MAX)
    named = scheduled.keys() | set(connection.scalars(latest))
    found = {
        record.group: HostLine.of(record, limits_of(record.group))
        for record in load(connection, sorted(named))
    }
    for host, (count, due_at) in scheduled.items():
        found[host].waiting, found[host].next_at = count, due_at
    return found
