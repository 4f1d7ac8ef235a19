"""Which schema a service's tables have and its code wants: make it, upgrade, or wait for somebody.

A service's `MetaData.info["revisions"]` is the folder of its revisions. A revision's id is the
number in its file's name (`v0002_add_via.py`), so the newest is known without importing anything.
The table `<service>_schema` says at which one a database is. Nothing here needs a migration tool.
"""

from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select

from services.logs import logger
from services.stage.store.errors import SchemaBehind, StoreDamaged
from services.stage.store.locks import take_lock

LOCK_SPACE = 0x6E657773
"""First half of the advisory locks' names; spells "news"."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a database stands and where the code is."""

    service: str
    current: str | None
    """Revision of the database; None where none is noted."""
    revisions: tuple[str, ...]
    """What the code knows, oldest first."""
    empty: bool
    """Whether none of the service's tables exists yet."""
    missing: tuple[str, ...] = ()
    """Tables of this version that do not exist."""

    @property
    def wanted(self) -> str:
        """The newest revision that the code knows."""
        return self.revisions[-1]

    @property
    def is_behind(self) -> bool:
        """Whether an upgrade is due. A database newer than the code is not behind."""
        return self.current is None or self.current in self.revisions[:-1]

    @property
    def is_current(self) -> bool:
        """Whether it is at the newest revision that the code knows."""
        return self.current == self.wanted

    @property
    def is_ahead(self) -> bool:
        """Whether a newer version of the code has upgraded it."""
        return self.current is not None and self.current not in self.revisions

    def __str__(self) -> str:
        found = "empty" if self.empty else f"at revision {self.current or '(none noted)'}"
        return f"the schema of {self.service} is {found}, this version wants {self.wanted}"


def standing(connection: Connection, service: str, metadata: MetaData) -> Standing:
    """Look at a database."""
    tables = set(inspect(connection).get_table_names())
    version = version_table(service)
    current = None
    if version.name in tables:
        current = connection.execute(select(version.c.version_num)).scalar()
    empty = not tables & {version.name, *metadata.tables}
    missing = tuple(sorted(metadata.tables.keys() - tables))
    return Standing(service, current, revisions(metadata), empty, missing)


def prepare(
    connection: Connection, service: str, metadata: MetaData | None, upgrade: bool | None
) -> bool:
    """Make the tables in an empty database; return whether an upgrade is due.

    `upgrade` is the setting `store_upgrade`; None: on SQLite only. Raises `SchemaBehind` where an
    operator must upgrade, `StoreDamaged` where it is up to date and lacks tables.
    """
    if metadata is None:
        return False
    if "revisions" not in metadata.info:
        metadata.create_all(connection)
        return False
    found = standing(connection, service, metadata)
    if found.empty and upgrade is not False:
        lock(connection, service)
        found = standing(connection, service, metadata)
        if found.empty:
            create(connection, service, metadata)
            return False
    require_tables(found)
    if found.is_ahead:
        logger().warning("store_is_newer", schema=str(found))
    may_upgrade = connection.dialect.name == "sqlite" if upgrade is None else upgrade
    if found.is_behind and not may_upgrade:
        raise SchemaBehind(f"{found}; run `newsreel store upgrade`")
    return found.is_behind


def require_tables(found: Standing) -> None:
    """Raise `StoreDamaged` where a database of this version lacks tables."""
    if found.is_current and found.missing:
        raise StoreDamaged(found.service, f"no {', '.join(found.missing)}")


def create(connection: Connection, service: str, metadata: MetaData) -> None:
    """Make all tables of an empty database at once, as the newest revision has them.

    A test holds the revisions to the same result, so nothing need be migrated here.
    """
    metadata.create_all(connection)
    version = version_table(service)
    version.create(connection)
    connection.execute(version.insert(), {"version_num": revisions(metadata)[-1]})


def lock(connection: Connection, service: str) -> None:
    """Keep other replicas from changing the schema until the transaction ends."""
    take_lock(connection, LOCK_SPACE, crc32(service.encode()) - 2**31)


def revisions(metadata: MetaData) -> tuple[str, ...]:
    """Return the ids of the revisions, oldest first, by their files' names."""
    folder: Path = metadata.info["revisions"]
    return tuple(sorted(path.name[1:].partition("_")[0] for path in folder.glob("v[0-9]*_*.py")))


def version_table(service: str) -> Table:
    """Return the table that notes a service's revision."""
    column = Column("version_num", String(32), primary_key=True)
    return Table(f"{service}_schema", MetaData(), column)
