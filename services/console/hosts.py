"""Hosts of which fetch remembers something: backlog, pause, delay."""

from typing import Any

from sqlalchemy import Connection, func, select

from services.cli.stores import connected
from services.fetch.hosts.table import HOSTS
from services.fetch.schedule.table import SCHEDULE
from services.settings import Settings

HOSTS_MAX = 500


def hosts(settings: Settings) -> list[dict[str, Any]]:
    """Return the hosts with the longest backlogs, and those in trouble; raises `Problem`."""
    with connected(settings, "fetch") as connection:
        if not connection.dialect.has_table(connection, HOSTS.name):
            return []
        return _read(connection)


def _read(connection: Connection) -> list[dict[str, Any]]:
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
    return sorted(found.values(), key=lambda line: (-line["waiting"], line["host"]))
