"""What a page's last good answer said of itself, to ask only for something newer.

A page's validators wait until its submission has its answer: were they believed at once, a page
that was fetched and then lost on the way would be "not modified" for ever.
Work functions for `Store.call`. Instants are epoch seconds.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Column, Connection, Double, LargeBinary, Row, String, Table, delete, select

from services.fetch.seen import url_hash
from services.fetch.tables import METADATA
from services.fetch.web import Conditional
from services.stage.store import insert

PENDING = Table(
    "fetch_pending",
    METADATA,
    Column("submission_id", String(200), primary_key=True),
    Column("url_hash", LargeBinary(16), nullable=False),
    Column("etag", String),
    Column("last_modified", String),
    Column("body_hash", String(32), nullable=False),
    Column("fetched_at", Double, nullable=False, index=True),
)

VALIDATORS = Table(
    "fetch_validators",
    METADATA,
    Column("url_hash", LargeBinary(16), primary_key=True),
    Column("etag", String),
    Column("last_modified", String),
    Column("body_hash", String(32), nullable=False),
    Column("fetched_at", Double, nullable=False, index=True),
    Column("article_id", String(32)),
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that is on its way."""

    submission_id: str
    url_hash: bytes
    etag: str | None
    last_modified: str | None
    body_hash: str
    fetched_at: float


@dataclass(frozen=True, slots=True)
class Settled:
    """A submission's answer: whether its page stands, and for which article."""

    submission_id: str
    stands: bool
    article_id: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """A page whose last answer stands."""

    conditional: Conditional
    article_id: str | None


def note(connection: Connection, pages: Sequence[Fetched]) -> Sequence[None]:
    """Remember pages on their way; a redelivery replaces what it said before."""
    last = {page.submission_id: page for page in pages}
    statement = insert(connection, PENDING)
    changed = {c.name: statement.excluded[c.name] for c in PENDING.c if c.name != "submission_id"}
    statement = statement.on_conflict_do_update(index_elements=["submission_id"], set_=changed)
    connection.execute(statement, [asdict(last[key]) for key in sorted(last)])
    return [None] * len(pages)


def settle(connection: Connection, answers: Sequence[Settled]) -> Sequence[bool]:
    """Believe the pages whose submissions ended well, forget the others; True where believed."""
    by_id = {answer.submission_id: answer for answer in answers}
    mine = PENDING.c.submission_id.in_(by_id)
    rows = {row.submission_id: row for row in connection.execute(select(PENDING).where(mine))}
    believed = {row.url_hash: row for key, row in rows.items() if by_id[key].stands}
    if believed:
        statement = insert(connection, VALIDATORS)
        changed = {c.name: statement.excluded[c.name] for c in VALIDATORS.c if c.name != "url_hash"}
        statement = statement.on_conflict_do_update(
            index_elements=["url_hash"],
            set_=changed,
            where=statement.excluded.fetched_at >= VALIDATORS.c.fetched_at,
        )
        connection.execute(statement, [_values(believed[key], by_id) for key in sorted(believed)])
    if rows:
        connection.execute(delete(PENDING).where(PENDING.c.submission_id.in_(rows)))
    return [answer.submission_id in rows and answer.stands for answer in answers]


def known(connection: Connection, urls: Sequence[str]) -> Sequence[Known | None]:
    """Return what is believed of each URL (normalised), or None."""
    hashes = {url: url_hash(url) for url in urls}
    wanted = VALIDATORS.c.url_hash.in_(set(hashes.values()))
    rows = {
        bytes(row.url_hash): row for row in connection.execute(select(VALIDATORS).where(wanted))
    }
    return [_known(rows.get(hashes[url])) for url in urls]


def forget_before(connection: Connection, instants: Sequence[float]) -> Sequence[int]:
    """Drop what was fetched before; return how many rows went."""
    dropped = sum(
        connection.execute(delete(table).where(table.c.fetched_at < max(instants))).rowcount
        for table in (PENDING, VALIDATORS)
    )
    return [dropped] * len(instants)


def _known(row: Row[Any] | None) -> Known | None:
    if row is None:
        return None
    return Known(Conditional(row.etag, row.last_modified, row.body_hash), row.article_id)


def _values(row: Row[Any], by_id: dict[str, Settled]) -> dict[str, object]:
    names = ("url_hash", "etag", "last_modified", "body_hash", "fetched_at")
    values = {name: getattr(row, name) for name in names}
    return {**values, "article_id": by_id[row.submission_id].article_id}
