"""The ids that submitters gave, as intake remembers them; `id_checks` says what they mean.

Work functions for the store, each a few statements for any number of items.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Double,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    delete,
    or_,
)

from schemas.identity import MADE
from services.clock import DAY_SECONDS
from services.intake.answered import METADATA
from services.intake.id_checks import (
    CheckedId,
    End,
    IdCheck,
    KnownId,
    SubmissionOutcome,
    Submitted,
    after,
    as_answered,
    as_submitted,
    compare,
    taken_again,
)
from services.stage.store.lookup import read_rows
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

REPLACEABLE_KEPT_SECONDS = 400 * DAY_SECONDS
"""Fetch says nothing under a replaceable answer's id for 365 days after it: for longer than that
we must know that the id's next answer needs another."""


def register(connection: Connection, items: Sequence[Submitted]) -> Sequence[CheckedId]:
    """Note submissions by id and tell what each is. An id made from the offset needs no note."""
    first = {item.id: item for item in reversed(items)}
    rows = {key: as_submitted(item) for key, item in first.items()}
    new = _note_missing(connection, rows.values())
    if len(new) == len(items):
        return [CheckedId(IdCheck.NEW)] * len(items)
    known = rows | _read(connection, rows.keys() - new)
    checks, again = [], set[str]()
    for item in items:
        is_new = item.id in new and item is first[item.id]
        before = known[item.id]
        id_check = IdCheck.NEW if is_new else compare(before, item)
        lost = None
        if id_check is IdCheck.AGAIN:
            lost = before.position if before.ended is None else None
            known[item.id] = taken_again(before, item)
            again.add(item.id)
        checks.append(CheckedId(id_check, known[item.id].supersedes, lost))
    _write(connection, [known[key] for key in again])
    return checks


def learn(connection: Connection, items: Sequence[Submitted]) -> Sequence[None]:
    """Note submissions whose ids are not known: the store was saved before they came."""
    first = {item.id: as_submitted(item) for item in reversed(items)}
    _note_missing(connection, first.values())
    return [None] * len(items)


def end_submissions(
    connection: Connection, outcomes: Sequence[SubmissionOutcome]
) -> Sequence[None]:
    """Note which submissions have their answers, and of which they may be replaced.

    An id that is not known is noted now: intake itself may have failed at it, or have forgotten
    it, or its store was lost. One made from the offset is not: no other message brings it.
    """
    own = [each for each in outcomes if not each.submission_id.startswith(MADE)]
    first = {each.submission_id: each for each in reversed(own)}
    before = _read(connection, first.keys())
    missing = {key: as_answered(first[key]) for key in first.keys() - before.keys()}
    just_come = missing.keys() - _note_missing(connection, missing.values())
    before |= missing | _read(connection, just_come)
    known = dict(before)
    for each in own:
        known[each.submission_id] = after(known[each.submission_id], each)
    _write(connection, [row for key, row in known.items() if row != before[key]])
    return [None] * len(outcomes)


def forget_ids(connection: Connection, seen_before: float, replaceable_before: float) -> int:
    """Drop ids that were last heard of before an instant; return how many.

    One that has, or had, a replaceable answer stays until another instant.
    """
    is_plain = and_(
        SUBMISSIONS.c.supersedes.is_(None),
        SUBMISSIONS.c.ended.is_distinct_from(End.REPLACEABLE.value),
    )
    is_old = or_(
        and_(SUBMISSIONS.c.seen_at < seen_before, is_plain),
        SUBMISSIONS.c.seen_at < replaceable_before,
    )
    return connection.execute(delete(SUBMISSIONS).where(is_old)).rowcount


def _note_missing(connection: Connection, rows: Collection[KnownId]) -> set[str]:
    """Insert the rows whose ids are not known; return these ids."""
    values = [row._asdict() for row in rows]
    written = write_rows(connection, SUBMISSIONS, values, replace=False, returning=SUBMISSIONS.c.id)
    return set(written)


def _write(connection: Connection, rows: Collection[KnownId]) -> None:
    write_rows(connection, SUBMISSIONS, [row._asdict() for row in rows], replace=True)


def _read(connection: Connection, ids: Collection[str]) -> dict[str, KnownId]:
    """Read rows, and lock them until the transaction ends."""
    rows = read_rows(connection, SUBMISSIONS, SUBMISSIONS.c.id, ids, lock=True)
    return {row.id: _known(row) for row in rows}


def _known(row: Any) -> KnownId:
    values = {name: getattr(row, name) for name in KnownId._fields}
    return KnownId(**values | {"url_hash": bytes(row.url_hash)})
