"""`newsreel store`: bring the tables to this version, or say what is behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module

from rich.console import Console
from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import DBAPIError

from services.cli.errors import Problem
from services.settings import Settings
from services.stage.store import schema
from services.stage.store.database import (
    SOCKET_TIMEOUT_SECONDS,
    database_url,
    is_unavailable,
    open_engine,
)

HOMES = {
    "intake": ("services.intake.answered", "services.intake.decisions"),
    "fetch": (
        "services.fetch.hosts.table",
        "services.fetch.decided",
        "services.fetch.schedule.table",
        "services.fetch.site_files.table",
        "services.fetch.page.validators",
    ),
    "extract": ("services.extract.tables",),
    "publish": ("services.publish.tables",),
    "ledger": ("services.ledger.tables", "services.ledger.sites.table"),
}
"""Service → the modules that add tables to its `METADATA`."""


@dataclass(frozen=True, slots=True)
class Tables:
    """A service's tables."""

    service: str
    metadata: MetaData


def all_tables() -> list[Tables]:
    """Load the tables of every service that keeps state."""
    found = []
    for service, modules in HOMES.items():
        metadata = [import_module(module).METADATA for module in modules]
        found.append(Tables(service, metadata[0]))
    return found


def upgrade(settings: Settings, console: Console) -> int:
    """Run the revisions that are missing, service by service; exit code 0."""
    from services.stage.store.migrations import upgrade as run

    for tables in all_tables():
        with connected(settings, tables.service, timeout_seconds=None) as connection:
            done = run(connection, tables.service, tables.metadata)
        said = f"upgraded: {', '.join(done)}" if done else "is up to date"
        console.print(f"{tables.service:<8} {said}")
    return 0


def check(settings: Settings, console: Console) -> int:
    """Print how each service's tables stand; exit code 1 where an upgrade is due."""
    behind = 0
    for tables in all_tables():
        with connected(settings, tables.service) as connection:
            found = schema.standing(connection, tables.service, tables.metadata)
        if found.is_behind or found.is_ahead:
            print(found)
        behind += found.is_behind
    if behind:
        console.print("run `newsreel store upgrade`")
    else:
        console.print("all tables are up to date")
    return 1 if behind else 0


@contextmanager
def connected(
    settings: Settings, service: str, timeout_seconds: float | None = SOCKET_TIMEOUT_SECONDS
) -> Iterator[Connection]:
    """Open a service's database for one transaction; a clear `Problem` where it does not answer."""
    engine = open_engine(database_url(settings.store, service), timeout_seconds)
    try:
        with engine.begin() as connection:
            yield connection
    except (DBAPIError, OSError) as error:
        if isinstance(error, DBAPIError) and not is_unavailable(error):
            raise
        raise Problem(
            f"the store does not answer ({_one_line(error)}); see NEWSREEL_STORE"
        ) from error
    finally:
        engine.dispose()


def _one_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0][:200]
