"""The memories of sites in the store. Work functions for the store."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete

from services.extract.tables import SITES
from services.stage.store.lookup import read_rows
from services.stage.store.rows import write_rows


@dataclass(frozen=True, slots=True)
class Remembered:
    """A host's memory as it is kept."""

    host: str
    memory: bytes
    """See `packing.pack`."""
    updated_at: float
    """Unix time, seconds."""


def load(connection: Connection, hosts: Sequence[str]) -> Sequence[Remembered | None]:
    """Read what is known of each host."""
    rows = read_rows(connection, SITES, SITES.c.host, set(hosts))
    known = {row.host: Remembered(row.host, bytes(row.memory), row.updated_at) for row in rows}
    return [known.get(host) for host in hosts]


def save(connection: Connection, items: Sequence[Remembered]) -> Sequence[None]:
    """Write memories; of several of one host the last counts."""
    last = {item.host: item for item in items}
    write_rows(connection, SITES, [asdict(last[host]) for host in sorted(last)], replace=True)
    return [None] * len(items)


def forget_before(connection: Connection, instant: float) -> int:
    """Drop what was last written before the instant (Unix time); return how many hosts went."""
    return connection.execute(delete(SITES).where(SITES.c.updated_at < instant)).rowcount
