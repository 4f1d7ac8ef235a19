"""What the files hold, so that nothing is written twice: work for the store.

Before files are revealed their names and contents are noted as pending. After a kill those of them
that are there count, and the others never were.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

import orjson
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    delete,
    select,
)

from services.sinks.entry import Entry, Merge
from services.stage.store.rows import not_older, write_rows

METADATA = MetaData()

WRITTEN = Table(
    "files_written",
    METADATA,
    Column("kind", String(10), primary_key=True),
    Column("article_id", String(36), primary_key=True, comment="of a merge: the event's id"),
    Column("revision", Integer, nullable=False, comment="the latest that is in a file"),
    sqlite_with_rowid=False,
)

PENDING = Table(
    "files_pending",
    METADATA,
    Column("name", String, primary_key=True, comment="in the folder"),
    Column("keys", LargeBinary, nullable=False, comment="JSON: [kind, article_id, revision] each"),
)

Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that is not written yet."""

    name: str
    """In the sink's folder."""
    content: bytes
    keys: tuple[Key, ...]


def key_of(entry: Entry) -> Key:
    """Return what an entry is known by; a merge has one revision."""
    if isinstance(entry, Merge):
        return entry.kind, entry.event_id, 1
    return entry.kind, entry.article_id, entry.revision


def latest(connection: Connection, keys: Sequence[Key]) -> Sequence[int]:
    """Return the latest revision in a file of what each key names; 0: none."""
    found: dict[tuple[str, str], int] = {}
    for kind in {kind for kind, *_ in keys}:
        ids = {article_id for own_kind, article_id, _ in keys if own_kind == kind}
        rows = select(WRITTEN).where(WRITTEN.c.kind == kind, WRITTEN.c.article_id.in_(ids))
        found |= {(row.kind, row.article_id): row.revision for row in connection.execute(rows)}
    return [found.get((kind, article_id), 0) for kind, article_id, _ in keys]


def note_pending(connection: Connection, files: Sequence[Planned]) -> None:
    """Note files that are about to be revealed."""
    rows = [{"name": file.name, "keys": orjson.dumps(file.keys)} for file in files]
    write_rows(connection, PENDING, rows, replace=False)


def settle(connection: Connection, is_there: Callable[[str], bool]) -> int:
    """Count what pending files hold as written, where they are there; return how many were not."""
    lost = 0
    for row in connection.execute(select(PENDING)).all():
        if is_there(row.name):
            _note_written(connection, orjson.loads(row.keys))
        else:
            lost += 1
    connection.execute(delete(PENDING))
    return lost


def _note_written(connection: Connection, keys: Sequence[Key]) -> None:
    newest_last = sorted(keys, key=itemgetter(2))
    rows = [{"kind": k, "article_id": a, "revision": r} for k, a, r in newest_last]
    write_rows(connection, WRITTEN, rows, replace=True, only=not_older(WRITTEN.c.revision))
