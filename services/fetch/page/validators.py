"""What a page's last good response said of it, to ask only for something newer.

A page's validators wait until its submission has its outcome: were they believed at once, a page
that was fetched and then lost on the way would be "not modified" for ever.
Work functions for the store. Instants are Unix times.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Column, Connection, Double, LargeBinary, Row, String, Table, delete

from schemas.identity import url_hash
from schemas.outcomes import Reason
from services.fetch.http.types import Conditional
from services.fetch.page.response import Missing
from services.fetch.tables import METADATA
from services.stage.endings import Ended
from services.stage.store.lookup import delete_rows, read_rows
from services.stage.store.rows import not_older, write_rows
from services.stage.store.text import Text

PENDING = Table(
    "fetch_pending",
    METADATA,
    Column("submission_id", String(200), primary_key=True),
    Column("url_hash", LargeBinary(16), nullable=False),
    Column("address", LargeBinary(16)),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", String(32), nullable=False),
    Column("fetched_at", Double, nullable=False, index=True),
)

VALIDATORS = Table(
    "fetch_validators",
    METADATA,
    Column("url_hash", LargeBinary(16), primary_key=True),
    Column("address", LargeBinary(16)),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", String(32), nullable=False),
    Column("fetched_at", Double, nullable=False, index=True),
    Column("article_id", String(32)),
    Column("settled_by", String(200)),
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that is on its way."""

    submission_id: str
    url_hash: bytes
    address: bytes
    """`address_hash` of the URL that showed it, after redirects."""
    etag: str | None
    last_modified: str | None
    body_hash: str
    fetched_at: float


@dataclass(frozen=True, slots=True)
class Settled:
    """A submission's outcome: whether its page stands, and for which article."""

    submission_id: str
    stands: bool
    article_id: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A known page that is as it was."""

    url_hash: bytes
    conditional: Conditional
    seen_at: float


@dataclass(frozen=True, slots=True)
class Known:
    """A page whose last outcome stands."""

    conditional: Conditional
    article_id: str | None
    settled_by: str | None
    """The submission whose outcome it was."""


def note(connection: Connection, pages: Sequence[Fetched]) -> Sequence[None]:
    """Remember pages on their way; a redelivery replaces what it said before."""
    write_rows(connection, PENDING, list(map(asdict, pages)), replace=True)
    return [None] * len(pages)


def settle(connection: Connection, outcomes: Sequence[Settled]) -> Sequence[bool]:
    """Believe the pages whose submissions ended well, forget the others; True where believed."""
    by_id = {outcome.submission_id: outcome for outcome in outcomes}
    pending = read_rows(connection, PENDING, PENDING.c.submission_id, by_id)
    rows = {row.submission_id: row for row in pending}
    values = [_values(row, by_id) for key, row in rows.items() if by_id[key].stands]
    write_rows(
        connection, VALIDATORS, values, replace=True, only=not_older(VALIDATORS.c.fetched_at)
    )
    delete_rows(connection, PENDING.c.submission_id, rows)
    return [outcome.submission_id in rows and outcome.stands for outcome in outcomes]


def renew(connection: Connection, pages: Sequence[Seen]) -> Sequence[None]:
    """Remember for longer, and with their new validators, pages whose body is still believed."""
    seen = {page.url_hash: page for page in sorted(pages, key=lambda page: page.seen_at)}
    rows = read_rows(connection, VALIDATORS, VALIDATORS.c.url_hash, set(seen))
    values = [
        {
            **row._mapping,
            "etag": page.conditional.etag,
            "last_modified": page.conditional.last_modified,
            "address": page.conditional.address,
            "fetched_at": page.seen_at,
        }
        for row in rows
        if row.body_hash == (page := seen[bytes(row.url_hash)]).conditional.body_hash
    ]
    write_rows(
        connection, VALIDATORS, values, replace=True, only=not_older(VALIDATORS.c.fetched_at)
    )
    return [None] * len(pages)


def known(connection: Connection, urls: Sequence[str]) -> Sequence[Known | None]:
    """Return what is believed of each URL (normalised), or None."""
    hashes = {url: url_hash(url) for url in urls}
    found = read_rows(connection, VALIDATORS, VALIDATORS.c.url_hash, set(hashes.values()))
    rows = {bytes(row.url_hash): row for row in found}
    return [_known(rows.get(hashes[url])) for url in urls]


def forget(connection: Connection, urls: Sequence[str]) -> Sequence[None]:
    """Believe nothing of these URLs (normalised) any more: what comes there next is new."""
    delete_rows(connection, VALIDATORS.c.url_hash, {url_hash(url) for url in urls})
    return [None] * len(urls)


def in_view_of(known: Known | None, refused: Ended) -> Ended:
    """Judge a refusal by what is known of the URL: which article it leaves, or takes away.

    Not with a redirect that led to it once: where the page itself was not asked, it may be there.
    """
    if known is None or known.article_id is None:
        return refused
    if refused.reason in (Reason.NOT_MODIFIED, Reason.SAME_CONTENT):
        return replace(refused, article_id=known.article_id)
    if isinstance(refused, Missing) and known.conditional.is_of(*refused.asked):
        return Ended(Reason.TOMBSTONE, refused.reason.value, known.article_id)
    return refused


def forget_before(connection: Connection, instant: float) -> int:
    """Drop what was fetched before; return how many rows went."""
    return sum(
        connection.execute(delete(table).where(table.c.fetched_at < instant)).rowcount
        for table in (PENDING, VALIDATORS)
    )


def _known(row: Row[Any] | None) -> Known | None:
    if row is None:
        return None
    return Known(
        Conditional(row.etag, row.last_modified, row.body_hash, row.address and bytes(row.address)),
        row.article_id,
        row.settled_by,
    )


def _values(row: Row[Any], by_id: dict[str, Settled]) -> dict[str, object]:
    page = dict(row._mapping)
    settled_by = page.pop("submission_id")
    return {**page, "article_id": by_id[settled_by].article_id, "settled_by": settled_by}
