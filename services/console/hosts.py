"""Hosts: what fetch remembers of them (backlog, pause, delay), and the doors of their sites."""

from typing import Any

from sqlalchemy import Connection, func, select

from schemas.url import site_of
from services.cli.clients.store import connected
from services.console.doors import doors
from services.fetch.hosts.table import HOSTS
from services.fetch.schedule.table import SCHEDULE
from services.settings import Settings

HOSTS_MAX = 500


def hosts(settings: Settings) -> list[dict[str, Any]]:
    """Return the hosts with the longest backlogs, in trouble or with closed doors.

    A site with closed doors of which fetch remembers no host stands by its own name. Raises
    `Problem`.
    """
    with connected(settings, "fetch") as connection:
        there = connection.dialect.has_table(connection, HOSTS.name)
        found = _read(connection) if there else {}
    return _with_doors(found, doors(settings))


def _with_doors(
    found: dict[str, dict[str, Any]], told: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    nothing: dict[str, Any] = {"visits": None, "doors": {}, "states": []}
    for line in found.values():
        line |= told.get(site_of(line["host"]), nothing)
    named = {site_of(host) for host in found}
    for site in told.keys() - named:
        found[site] = {"host": site, "waiting": 0} | told[site]
    return sorted(found.values(), key=_order)


def _order(line: dict[str, Any]) -> tuple[int, float, str]:
    return -line["waiting"], -sum(line["doors"].values()), line["host"]


def _read(connection: Connection) -> dict[str, dict[str, Any]]:
    waiting = (
        select(SCHEDULE.c.host, func.count().label("waiting"), func.min(SCHEDULE.c.due_at))
        .group_by(SCHEDULE.c.host)
        .order_by(func.count().desc())
        .limit(HOSTS_MAX)
    )
    found: dict[str, dict[str, Any]] = {
        host: {"host": host, "waiting": count, "next_at": next_at}
        for host, count, next_at in connection.execute(waiting)
    }
    latest = select(HOSTS).order_by(HOSTS.c.updated_at.desc()).limit(HOSTS_MAX)
    named = select(HOSTS).where(HOSTS.c.host.in_(list(found)))
    for statement in (latest, named):
        for row in connection.execute(statement).mappings():
            line = found.setdefault(row["host"], {"host": row["host"], "waiting": 0})
            line |= {
                "cooling_until": row["cooling_until"] or None,
                "down_until": row["down_until"] or None,
                "reason": row["down_reason"] or row["cooling_reason"],
                "failures": row["failures"],
                "crawl_delay_seconds": row["crawl_delay_seconds"],
            }
    return found
