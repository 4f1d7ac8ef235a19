"""The files by which a site speaks to crawlers, as they came, until they expire.

Work functions for the store. Instants are Unix times.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Column, Connection, Double, Integer, LargeBinary, String, Table, delete

from services.fetch.tables import METADATA
from services.stage.store.lookup import read_rows
from services.stage.store.rows import write_rows

FILES = Table(
    "fetch_site_files",
    METADATA,
    Column("name", String(300), primary_key=True),
    Column("status", Integer),
    Column("body", LargeBinary, nullable=False),
    Column("fetched_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False, index=True),
)


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A robots.txt or another such file as it came; `status` is None where no response came."""

    name: str
    """The origin for robots.txt (RFC 9309 section 2.3 gives each its own), a URL for any other."""
    status: int | None
    body: bytes
    fetched_at: float
    expires_at: float


def load(connection: Connection, names: Sequence[str]) -> Sequence[SiteFile | None]:
    """Read the stored file of each name, expired or not."""
    rows = read_rows(connection, FILES, FILES.c.name, set(names))
    known = {row.name: SiteFile(*row) for row in rows}
    return [known.get(name) for name in names]


def save(connection: Connection, files: Sequence[SiteFile]) -> Sequence[None]:
    """Write files; of several with one name the last counts."""
    write_rows(connection, FILES, list(map(asdict, files)), replace=True)
    return [None] * len(files)


def forget_expired(connection: Connection, instant: float) -> int:
    """Drop the files that had expired by then; return how many went."""
    return connection.execute(delete(FILES).where(FILES.c.expires_at <= instant)).rowcount
