"""The outcomes that intake remembers, to know a URL that was answered a short while ago.

Work functions for the store, each a few statements for any number of items. URLs are kept as
128-bit hashes: intake only compares them. Instants are Unix times.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Double,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    delete,
)

from schemas.identity import url_hash
from schemas.outcomes import Reason
from services.stage.continuity.table import topics_table
from services.stage.store.lookup import read_rows
from services.stage.store.rows import not_older, write_rows
from services.stage.store.text import Text

METADATA = MetaData(info={"revisions": Path(__file__).with_name("migrations")})

TOPICS = topics_table(METADATA, "intake")

ANSWERED = Table(
    "intake_answered",
    METADATA,
    Column("url_hash", LargeBinary(16), primary_key=True),
    Column("outcome_id", String(36), nullable=False),
    Column("article_id", String(32)),
    Column("reason", Text, nullable=False),
    Column("answered_at", Double, nullable=False, index=True),
)


class Asked(NamedTuple):
    """A normalised URL, and how far back an outcome counts."""

    url: str
    since: float


class KnownOutcome(NamedTuple):
    """The outcome that a URL has had."""

    url: str
    """Normalised."""
    outcome_id: str
    article_id: str | None
    reason: Reason
    answered_at: float


def answered_within(
    connection: Connection, items: Sequence[Asked]
) -> Sequence[KnownOutcome | None]:
    """Return the outcome that each URL already has, if it is not older than `since`."""
    hashes = [url_hash(item.url) for item in items]
    rows = read_rows(connection, ANSWERED, ANSWERED.c.url_hash, set(hashes))
    known = {bytes(row.url_hash): row for row in rows}
    if not known:
        return [None] * len(items)
    return [_outcome(item, known.get(key)) for item, key in zip(items, hashes, strict=True)]


def record_outcomes(connection: Connection, outcomes: Sequence[KnownOutcome]) -> Sequence[None]:
    """Note the outcomes that stand, the latest for each URL."""
    standing = [each for each in outcomes if each.reason.stands]
    values = list(map(_values, sorted(standing, key=lambda each: each.answered_at)))
    write_rows(connection, ANSWERED, values, replace=True, only=not_older(ANSWERED.c.answered_at))
    return [None] * len(outcomes)


def forget_outcomes(connection: Connection, answered_before: float) -> int:
    """Drop outcomes that were given before an instant; return how many."""
    is_old = ANSWERED.c.answered_at < answered_before
    return connection.execute(delete(ANSWERED).where(is_old)).rowcount


def _outcome(asked: Asked, row: Row[Any] | None) -> KnownOutcome | None:
    if row is None or row.answered_at < asked.since:
        return None
    return KnownOutcome(
        asked.url, row.outcome_id, row.article_id, Reason.read(row.reason), row.answered_at
    )


def _values(outcome: KnownOutcome) -> dict[str, object]:
    return {
        "url_hash": url_hash(outcome.url),
        "outcome_id": outcome.outcome_id,
        "article_id": outcome.article_id,
        "reason": str(outcome.reason),
        "answered_at": outcome.answered_at,
    }
