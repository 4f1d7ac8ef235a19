"""The account in the store: facts become one entry per submission."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from schemas.url import comparable_url
from services.ledger.ledger import Answered, Entry, Submitted, answered, entry_of, row_of
from services.ledger.sites.days import add
from services.ledger.tables import URLS
from services.stage.store.lookup import read_rows
from services.stage.store.rows import write_rows


def enter(connection: Connection, facts: Sequence[Submitted | Answered]) -> Sequence[bool]:
    """Enter facts in the order in which they came; return whether each was a conflict.

    An answer counts for its site in the same transaction: once, however often it is delivered.

    A submission and its answer may reach two workers at once: the first of them makes the entry,
    and each locks and reads it before it answers it.
    """
    _open(connection, facts)
    answers = [fact for fact in facts if isinstance(fact, Answered)]
    if not answers:
        return [False] * len(facts)
    entries = _load(connection, {fact.submission_id for fact in answers})
    before = dict(entries)
    conflicts, new_answers = [], []
    for fact in facts:
        was = entries.get(fact.submission_id)
        if isinstance(fact, Submitted) or was is None:
            conflicts.append(False)
            continue
        entries[fact.submission_id] = now = answered(was, fact)
        conflicts.append(now.conflicts > was.conflicts)
        if now.outcome_id != was.outcome_id:
            new_answers.append(fact.outcome)
    add(connection, new_answers)
    _save(connection, [e for key, e in entries.items() if e is not before.get(key)])
    return conflicts


def forget(connection: Connection, before: float, at_most: int) -> int:
    """Delete entries decided before an instant (Unix time), oldest first; return how many."""
    found = select(URLS.c.submission_id).where(URLS.c.decided_at < before)
    some = found.order_by(URLS.c.decided_at).limit(at_most)
    return connection.execute(delete(URLS).where(URLS.c.submission_id.in_(some))).rowcount


def _open(connection: Connection, facts: Sequence[Submitted | Answered]) -> None:
    """Make the entries that are missing, as not answered yet.

    An open one whose URL is submitted again is as old as its latest submission: intake may have
    taken that, and its answer is still to come.
    """
    latest: dict[str, dict[str, Any]] = {}
    for fact in facts:
        new = row_of(fact.submission if isinstance(fact, Answered) else fact)
        row = latest.setdefault(new["submission_id"], new)
        if row["url_hash"] == new["url_hash"]:
            row["submitted_at"] = max(row["submitted_at"], new["submitted_at"])
    rows, name = list(latest.values()), URLS.c.submission_id
    written = write_rows(
        connection, URLS, rows, replace=True, only=_is_later, merge=_keep_first, returning=name
    )
    submitted = {fact.submission_id for fact in facts if isinstance(fact, Submitted)}
    _renew_respelled(connection, [latest[key] for key in sorted(submitted.difference(written))])


def _renew_respelled(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Do the same where the later submission spells its URL otherwise."""
    found = _load(connection, {row["submission_id"] for row in rows})
    for row in rows:
        known = found[row["submission_id"]]
        is_older = known.outcome_id is None and known.submitted_at < row["submitted_at"]
        if is_older and comparable_url(known.url) == comparable_url(row["url"]):
            mine = URLS.c.submission_id == known.submission_id
            later = {"submitted_at": row["submitted_at"]}
            connection.execute(update(URLS).where(mine).values(later))


def _is_later(new: Any) -> ColumnElement[bool]:
    same_url = URLS.c.url_hash == new["url_hash"]
    return and_(URLS.c.outcome_id.is_(None), same_url, URLS.c.submitted_at < new["submitted_at"])


def _keep_first(_: Any) -> Mapping[str, ColumnElement[Any]]:
    return {"url": URLS.c.url, "trace_id": URLS.c.trace_id}


def _load(connection: Connection, ids: Collection[str]) -> dict[str, Entry]:
    """Read entries, and lock them until the transaction ends."""
    rows = read_rows(connection, URLS, URLS.c.submission_id, ids, lock=True)
    return {row.submission_id: entry_of(row) for row in rows}


def _save(connection: Connection, entries: list[Entry]) -> None:
    write_rows(connection, URLS, [row_of(entry) for entry in entries], replace=True)
