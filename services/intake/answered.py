"""What intake remembers: submissions, to know a repeated id, and outcomes, to know a repeated URL.

Work functions for `Store.call`, each a few statements for any number of items. URLs are kept as
128-bit hashes: intake only compares them. Instants are epoch seconds.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Double,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    delete,
    select,
)

from schemas.identity import url_hash
from schemas.outcomes import OutcomeKind, Reason
from services.stage.store.rows import not_older, one_of, write_rows

METADATA = MetaData(info={"revisions": Path(__file__).with_name("migrations")})

SUBMISSIONS = Table(
    "intake_submissions",
    METADATA,
    Column("id", String(200), primary_key=True),
    Column("url_hash", LargeBinary(16), nullable=False),
    Column("partition", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("seen_at", Double, nullable=False, index=True),
)

ANSWERED = Table(
    "intake_answered",
    METADATA,
    Column("url_hash", LargeBinary(16), primary_key=True),
    Column("outcome_id", String(36), nullable=False),
    Column("article_id", String(32)),
    Column("reason", String(40), nullable=False),
    Column("answered_at", Double, nullable=False, index=True),
)


class IdCheck(StrEnum):
    """What a submission's id says about it."""

    NEW = "new"
    """Never seen."""
    REDELIVERED = "redelivered"
    """The same message once more: work on it again, its outcome has the same id."""
    REPEATED = "repeated"
    """Another message with the same id and URL: one outcome is enough."""
    CONFLICT = "conflict"
    """Another message with the same id and another URL."""


class Submitted(NamedTuple):
    """A submission and its place in the topic."""

    id: str
    url: str
    """Normalised, or as it came where it cannot be."""
    partition: int
    offset: int
    now: float


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


def register(connection: Connection, items: Sequence[Submitted]) -> Sequence[IdCheck]:
    """Note submissions by id and tell what each is. An id made from the offset needs no note."""
    first = {item.id: item for item in reversed(items)}
    values = [
        {"id": item.id, "url_hash": url_hash(item.url), "partition": item.partition}
        | {"offset": item.offset, "seen_at": item.now}
        for item in sorted(first.values())  # one order for all workers: no deadlock
    ]
    new = set(
        write_rows(connection, SUBMISSIONS, values, replace=False, returning=SUBMISSIONS.c.id)
    )
    if len(new) == len(items):
        return [IdCheck.NEW] * len(items)
    known = _known(connection, {item.id for item in items} - new)
    known |= {
        item.id: _identity(item) for item in items if item.id in new and first[item.id] is item
    }
    return [
        IdCheck.NEW if item.id in new and first[item.id] is item else _compare(known[item.id], item)
        for item in items
    ]


def answered_within(
    connection: Connection, items: Sequence[Asked]
) -> Sequence[KnownOutcome | None]:
    """Return the outcome that each URL already has, if it is not older than `since`."""
    hashes = [url_hash(item.url) for item in items]
    wanted = one_of(connection, ANSWERED.c.url_hash, set(hashes))
    known = {bytes(row.url_hash): row for row in connection.execute(select(ANSWERED).where(wanted))}
    if not known:
        return [None] * len(items)
    return [_outcome(item, known.get(key)) for item, key in zip(items, hashes, strict=True)]


def record_outcome(connection: Connection, outcomes: Sequence[KnownOutcome]) -> Sequence[bool]:
    """Note final outcomes, the latest for each URL; True where the outcome is one that blocks."""
    latest: dict[bytes, KnownOutcome] = {}
    for outcome in sorted(filter(blocks, outcomes), key=lambda each: each.answered_at):
        latest[url_hash(outcome.url)] = outcome
    values = [_values(key, outcome) for key, outcome in sorted(latest.items())]
    write_rows(connection, ANSWERED, values, replace=True, only=not_older(ANSWERED.c.answered_at))
    return [blocks(outcome) for outcome in outcomes]


def forget_before(connection: Connection, instants: Sequence[tuple[float, float]]) -> Sequence[int]:
    """Drop submissions seen before the first instant of each pair, outcomes before the second."""
    submissions = max(first for first, _ in instants)
    outcomes = max(second for _, second in instants)
    dropped = connection.execute(
        delete(SUBMISSIONS).where(SUBMISSIONS.c.seen_at < submissions)
    ).rowcount
    dropped += connection.execute(
        delete(ANSWERED).where(ANSWERED.c.answered_at < outcomes)
    ).rowcount
    return [dropped] * len(instants)


def blocks(outcome: KnownOutcome) -> bool:
    """Tell whether an outcome stands in the way of another fetch of its URL for a while.

    A failure does not, nor what was refused without a request, nor an outcome that only points to
    an earlier one: that would prolong the window for ever.
    """
    if outcome.reason is Reason.DUP_URL:
        return False
    kinds = (
        OutcomeKind.PUBLISHED,
        OutcomeKind.UNCHANGED,
        OutcomeKind.DUPLICATE,
        OutcomeKind.GONE,
    )
    by_policy = outcome.reason in (Reason.RIGHTS_RESERVED, Reason.PAYWALLED)
    return by_policy or outcome.reason.outcome in kinds


Identity = tuple[bytes, int, int]


def _identity(item: Submitted) -> Identity:
    return url_hash(item.url), item.partition, item.offset


def _known(connection: Connection, ids: set[str]) -> dict[str, Identity]:
    if not ids:
        return {}
    rows = connection.execute(select(SUBMISSIONS).where(one_of(connection, SUBMISSIONS.c.id, ids)))
    return {row.id: (bytes(row.url_hash), row.partition, row.offset) for row in rows}


def _compare(known: Identity, item: Submitted) -> IdCheck:
    if known[1:] == (item.partition, item.offset):
        return IdCheck.REDELIVERED
    return IdCheck.REPEATED if known[0] == url_hash(item.url) else IdCheck.CONFLICT


def _outcome(asked: Asked, row: Row[Any] | None) -> KnownOutcome | None:
    if row is None or row.answered_at < asked.since:
        return None
    return KnownOutcome(
        asked.url, row.outcome_id, row.article_id, Reason.of(row.reason), row.answered_at
    )


def _values(key: bytes, outcome: KnownOutcome) -> dict[str, object]:
    return {
        "url_hash": key,
        "outcome_id": outcome.outcome_id,
        "article_id": outcome.article_id,
        "reason": str(outcome.reason),
        "answered_at": outcome.answered_at,
    }
