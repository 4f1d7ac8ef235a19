"""`newsreel store`: bring the tables to this version, or say what is behind."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from rich.console import Console
from sqlalchemy import MetaData

from services.cli.clients.store import connected
from services.cli.output.runnable import runnable
from services.cli.output.terminal import print_line
from services.settings import Settings
from services.stage.store import schema
from services.stage.store.errors import StoreDamaged

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


def all_tables(homes: Mapping[str, Sequence[str]] = HOMES) -> dict[str, MetaData]:
    """Load the tables of every service that keeps state: service → its tables."""
    found = {}
    for service, modules in homes.items():
        found[service], *_ = [import_module(module).METADATA for module in modules]
    return found


def standings(settings: Settings, homes: Mapping[str, Sequence[str]]) -> Iterator[schema.Standing]:
    """Yield how each service's tables stand."""
    for service, metadata in all_tables(homes).items():
        with connected(settings, service) as connection:
            yield schema.standing(connection, service, metadata)


def upgrade(settings: Settings, console: Console) -> int:
    """Run the revisions that are missing, service by service; exit code 0.

    Those of the sinks too: one may be started later, by a user without the right to make tables.
    """
    from services.stage.store.migrations import upgrade as run

    for service, metadata in all_tables({**HOMES, **SINK_HOMES}).items():
        with connected(settings, service, timeout_seconds=None) as connection:
            done = run(connection, service, metadata)
        said = f"upgraded: {', '.join(done)}" if done else "is up to date"
        console.print(f"{service:<12} {said}")
    return 0


def check(settings: Settings, console: Console) -> int:
    """Print how each service's tables stand; exit code 1 where one is behind or lacks a table."""
    behind = damaged = 0
    for found in standings(settings, {**HOMES, **SINK_HOMES}):
        if found.empty and found.service in SINK_HOMES:
            continue  # nobody runs it here
        if not found.is_current:
            print(found)
        behind += found.is_behind
        try:
            schema.require_tables(found)
        except StoreDamaged as error:
            print_line(str(error), console)
            damaged += 1
    if behind:
        print_line(runnable("run `newsreel store upgrade`"), console)
    elif not damaged:
        console.print("all tables are up to date")
    return 1 if behind or damaged else 0
