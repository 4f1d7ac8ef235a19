"""`newsreel store`: bring the tables to this version, or say what is behind."""

import re
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module

from rich.console import Console
from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import DBAPIError

from services.cli.errors import Problem
from services.cli.runnable import runnable
from services.settings import Settings
from services.stage.store import schema
from services.stage.store.database import (
    SOCKET_TIMEOUT_SECONDS,
    database_url,
    is_unavailable,
    open_engine,
)

CA = " names the authority that issued it, sslmode=no-verify takes any"

HOMES = {
    "intake": ("services.intake.answered", "services.intake.decisions"),
    "fetch": (
        "services.fetch.hosts.table",
        "services.fetch.decisions.table",
        "services.fetch.schedule.table",
        "services.fetch.site_files.table",
        "services.fetch.page.validators",
    ),
    "extract": ("services.extract.tables",),
    "publish": ("services.publish.tables",),
    "ledger": ("services.ledger.tables", "services.ledger.sites.table"),
}
"""Service → the modules that add tables to its `METADATA`."""
SINK_HOMES = {"sink_webhook": ("services.sinks.webhook.tables",)}
"""The same of the sinks that have tables in the store; not everybody runs them."""


@dataclass(frozen=True, slots=True)
class Tables:
    """A service's tables."""

    service: str
    metadata: MetaData


def all_tables() -> list[Tables]:
    """Load the tables of every service that keeps state."""
    return _loaded(HOMES)


def _loaded(homes: Mapping[str, Sequence[str]]) -> list[Tables]:
    found = []
    for service, modules in homes.items():
        metadata = [import_module(module).METADATA for module in modules]
        found.append(Tables(service, metadata[0]))
    return found


def upgrade(settings: Settings, console: Console) -> int:
    """Run the revisions that are missing, service by service; exit code 0.

    Those of the sinks too: one may be started later, by a user without the right to make tables.
    """
    from services.stage.store.migrations import upgrade as run

    for tables in _loaded({**HOMES, **SINK_HOMES}):
        with connected(settings, tables.service, timeout_seconds=None) as connection:
            done = run(connection, tables.service, tables.metadata)
        said = f"upgraded: {', '.join(done)}" if done else "is up to date"
        console.print(f"{tables.service:<12} {said}")
    return 0


def check(settings: Settings, console: Console) -> int:
    """Print how each service's tables stand; exit code 1 where an upgrade is due."""
    behind = 0
    for tables in _loaded({**HOMES, **SINK_HOMES}):
        with connected(settings, tables.service) as connection:
            found = schema.standing(connection, tables.service, tables.metadata)
        if found.empty and tables.service in SINK_HOMES:
            continue  # nobody runs it here
        if found.is_behind or found.is_ahead:
            print(found)
        behind += found.is_behind
    if behind:
        console.print(runnable("run `newsreel store upgrade`"), soft_wrap=True)
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
        if isinstance(error, DBAPIError) and error.statement and not is_unavailable(error):
            raise
        raise Problem(f"the store does not answer ({said(error)}); see NEWSREEL_STORE") from error
    finally:
        engine.dispose()


def said(error: Exception) -> str:
    """Say in one line why there is no connection: the server's words, else the socket's."""
    reason = getattr(error, "orig", None) or error
    told = reason.args[0] if reason.args else None
    if isinstance(told, dict) and "M" in told:  # as pg8000 gives PostgreSQL's messages
        return str(told["M"])
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate is refused: {reason.verify_message}; sslrootcert=FILE{CA}"
    if isinstance(cause := reason.__cause__, OSError) and cause.strerror:
        return f"{address_in(str(told))}{cause.strerror.lower()}"
    return str(reason).splitlines()[0][:200]


def address_in(told: str) -> str:
    """Find the host and port in pg8000's words, `host:port: `; empty where they are not there."""
    found = re.search(r"host (\S+) and port (\d+)", told)
    return f"{found[1]}:{found[2]}: " if found else ""
