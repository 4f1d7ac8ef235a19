"""What a service does about its tables when it starts: make, upgrade, or wait for the operator."""

from sqlalchemy import Connection, MetaData

from services.logs import logger
from services.stage.store import schema
from services.stage.store.errors import SchemaBehind, StoreDamaged


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
    found = schema.standing(connection, service, metadata)
    if found.empty and upgrade is not False:
        schema.lock(connection, service)
        found = schema.standing(connection, service, metadata)
        if found.empty:
            schema.create(connection, service, metadata)
            return False
    require_tables(found)
    if found.is_ahead:
        logger().warning("store_is_newer", schema=str(found))
    may_upgrade = connection.dialect.name == "sqlite" if upgrade is None else upgrade
    if found.is_behind and not may_upgrade:
        raise SchemaBehind(f"{found}; run `newsreel store upgrade`")
    return found.is_behind


def require_tables(found: schema.Standing) -> None:
    """Raise `StoreDamaged` where a database of this version lacks tables."""
    if found.is_current and found.missing:
        raise StoreDamaged(found.service, f"no {', '.join(found.missing)}")
