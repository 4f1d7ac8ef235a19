"""Run a service's revisions with alembic; imported only where there is something to run.

A revision is a file `vNNNN_what_it_does.py` in the service's `migrations/` folder, with
`revision = "NNNN"`, `down_revision` and `upgrade()`. All of an upgrade is one transaction.
"""

import threading

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData

from services.stage.store.database import open_engine
from services.stage.store.schema import lock, standing, version_table

_one_at_a_time = threading.Lock()  # alembic's `op` is one for the process


def upgrade_database(url: str, service: str, metadata: MetaData) -> list[str]:
    """Upgrade on a connection of its own, however long a revision takes."""
    engine = open_engine(url, timeout_seconds=None)
    try:
        with engine.begin() as connection:
            return upgrade(connection, service, metadata)
    finally:
        engine.dispose()


def upgrade(connection: Connection, service: str, metadata: MetaData) -> list[str]:
    """Bring the tables to the newest revision; return the revisions that were run, oldest first."""
    lock(connection, service)
    found = standing(connection, service, metadata)
    if not found.is_behind:
        return []  # another replica has done it meanwhile
    script = scripts(metadata)
    with (
        _one_at_a_time,
        EnvironmentContext(
            Config(), script, fn=lambda current, _: script._upgrade_revs("head", current)
        ) as environment,
    ):
        environment.configure(
            connection=connection,
            target_metadata=metadata,
            version_table=version_table(service).name,
        )
        environment.run_migrations()
    start = found.revisions.index(found.current) + 1 if found.current else 0
    return list(found.revisions[start:])


def scripts(metadata: MetaData) -> ScriptDirectory:
    """Return the service's revisions as alembic knows them."""
    folder = metadata.info["revisions"]
    return ScriptDirectory(str(folder), version_locations=[str(folder)])
