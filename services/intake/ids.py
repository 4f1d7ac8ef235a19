"""The ids that submitters gave: what intake remembers of them, to know one that comes again.

An id that comes again with the same URL is the same submission, and answered once. It is taken
again where the first has come to nothing: its answer is one that may be replaced, or it has had
none for so long that Kafka may have lost it.

Work functions for the store, each a few statements for any number of items. URLs are kept as
128-bit hashes: intake only compares them. Instants are epoch seconds.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Double,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    update,
)

from schemas.identity import outcome_id, url_hash
from schemas.outcomes import Reason
from services.intake.answered import METADATA
from services.stage.store.lookup import one_of, read_rows
from services.stage.store.rows import write_rows

SUBMISSIONS = Table(
    "intake_submissions",
    METADATA,
    Column("id", String(200), primary_key=True),
    Column("url_hash", LargeBinary(16), nullable=False),
    Column("partition", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("sent_at", Double, nullable=False, comment="Kafka's timestamp"),
    Column("seen_at", Double, nullable=False, index=True),
    Column("supersedes", String(36), comment="the answer that its own replaces"),
    Column("ended", String(12), comment="null: not answered; final or replaceable"),
)

REPLACEABLE = frozenset({Reason.UNEXPECTED, Reason.UNDECODABLE, Reason.EXPIRED_IN_KAFKA})
"""Answers that say nothing of the URL: the same submission may be made again."""


class IdCheck(StrEnum):
    """What a submission's id says about it."""

    NEW = "new"
    """Never seen."""
    REDELIVERED = "redelivered"
    """The same message once more: work on it again, its outcome has the same id."""
    REPEATED = "repeated"
    """Another message with the same id and URL: one outcome is enough."""
    AGAIN = "again"
    """Another message with the same id and URL, and the first has come to nothing."""
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
    sent_at: float = 0.0
    """Kafka's timestamp."""
    lost_before: float = 0.0
    """What was seen before and has no answer may be lost."""


class CheckedId(NamedTuple):
    """What the id says, and which outcome the submission's own replaces."""

    id_check: IdCheck
    supersedes: str | None = None


class SubmissionOutcome(NamedTuple):
    """A final answer to a submission."""

    submission_id: str
    supersedes: str | None
    reason: Reason


def register(connection: Connection, items: Sequence[Submitted]) -> Sequence[CheckedId]:
    """Note submissions by id and tell what each is. An id made from the offset needs no note."""
    first = {item.id: item for item in reversed(items)}
    # one order for all workers: no deadlock
    values = [_submission_values(item) for item in sorted(first.values())]
    new = set(
        write_rows(connection, SUBMISSIONS, values, replace=False, returning=SUBMISSIONS.c.id)
    )
    if len(new) == len(items):
        return [CheckedId(IdCheck.NEW)] * len(items)
    known = _known(connection, {item.id for item in items} - new)
    known |= {key: _as_new(item) for key, item in first.items() if key in new}
    checks = []
    for item in items:
        was = known[item.id]
        id_check = IdCheck.NEW if was.item is item else _compare(was, item)
        if id_check is IdCheck.AGAIN:
            known[item.id] = _taken_again(connection, was, item)
        checks.append(CheckedId(id_check, known[item.id].supersedes))
    return checks


def end_submissions(
    connection: Connection, outcomes: Sequence[SubmissionOutcome]
) -> Sequence[None]:
    """Note which submissions have their answers, and of which they may be replaced."""
    groups: dict[tuple[str | None, bool], set[str]] = {}
    for outcome in outcomes:
        key = outcome.supersedes, outcome.reason in REPLACEABLE
        groups.setdefault(key, set()).add(outcome.submission_id)
    for (supersedes, replaceable), ids in sorted(groups.items(), key=lambda each: str(each[0])):
        mine = one_of(connection, SUBMISSIONS.c.id, sorted(ids))
        same_try = SUBMISSIONS.c.supersedes.is_not_distinct_from(supersedes)
        ended = "replaceable" if replaceable else "final"
        connection.execute(update(SUBMISSIONS).where(mine, same_try).values(ended=ended))
    return [None] * len(outcomes)


def forget_ids(connection: Connection, seen_before: float) -> int:
    """Drop ids that were seen before an instant; return how many."""
    return connection.execute(
        delete(SUBMISSIONS).where(SUBMISSIONS.c.seen_at < seen_before)
    ).rowcount


class _Known(NamedTuple):
    """A submission as it was seen before."""

    url_hash: bytes
    position: tuple[int, int, float]
    seen_at: float
    supersedes: str | None = None
    ended: str | None = None
    item: Submitted | None = None
    """Where it has just been seen for the first time."""


def _position(item: Submitted) -> tuple[int, int, float]:
    return item.partition, item.offset, item.sent_at


def _as_new(item: Submitted) -> _Known:
    return _Known(url_hash(item.url), _position(item), item.now, item=item)


def _submission_values(item: Submitted) -> dict[str, object]:
    return {
        "id": item.id,
        "url_hash": url_hash(item.url),
        "partition": item.partition,
        "offset": item.offset,
        "sent_at": item.sent_at,
        "seen_at": item.now,
    }


def _known(connection: Connection, ids: set[str]) -> dict[str, _Known]:
    rows = read_rows(connection, SUBMISSIONS, SUBMISSIONS.c.id, ids, lock=True)
    return {
        row.id: _Known(
            bytes(row.url_hash),
            (row.partition, row.offset, row.sent_at),
            row.seen_at,
            row.supersedes,
            row.ended,
        )
        for row in rows
    }


def _compare(known: _Known, item: Submitted) -> IdCheck:
    if known.position == _position(item):
        return IdCheck.REDELIVERED
    if known.url_hash != url_hash(item.url):
        return IdCheck.CONFLICT
    lost = known.ended is None and known.seen_at < item.lost_before
    return IdCheck.AGAIN if lost or known.ended == "replaceable" else IdCheck.REPEATED


def _taken_again(connection: Connection, known: _Known, item: Submitted) -> _Known:
    """Let the later message stand for the submission."""
    supersedes = known.supersedes
    if known.ended == "replaceable":
        supersedes = outcome_id(item.id, supersedes)
    changed = _submission_values(item) | {"supersedes": supersedes, "ended": None}
    connection.execute(update(SUBMISSIONS).where(SUBMISSIONS.c.id == item.id).values(changed))
    return _as_new(item)._replace(supersedes=supersedes, item=None)
