"""The account in the store: facts in, one line a submission; and the questions asked of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, or_, select, update

from schemas.url import comparable_url
from services.ledger.ledger import Answered, Entry, Submitted, answered, hash_of, row_of
from services.ledger.sites.days import add
from services.ledger.tables import URLS
from services.stage.store.lookup import read_rows
from services.stage.store.rows import write_rows
from services.stage.store.text import writable


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What was submitted and not yet answered."""

    unanswered: int
    oldest_submitted_at: float | None
    """Unix time, seconds."""

    def oldest_seconds(self, now: float) -> float:
        """Return the age of the oldest at an instant (Unix time), 0 where there is none."""
        oldest = self.oldest_submitted_at
        return 0.0 if oldest is None else max(0.0, now - oldest)


@dataclass(frozen=True, slots=True)
class Balance:
    """How the answered ones ended."""

    conflicts: int
    outcomes: list[tuple[str, str, int]]
    """Outcome, reason, count."""


def enter(connection: Connection, facts: Sequence[Submitted | Answered]) -> Sequence[bool]:
    """Enter facts in the order in which they came; return whether each was a conflict.

    What becomes an answer counts for its site, in the same transaction: once, however often told.

    A submission and its answer may reach two workers at once: each line is made first, by whoever
    comes first, and only then locked, read and answered.
    """
    _open(connection, facts)
    answers = [fact for fact in facts if isinstance(fact, Answered)]
    if not answers:
        return [False] * len(facts)
    entries = _load(connection, {_id(fact) for fact in answers})
    before = dict(entries)
    conflicts, new_answers = [], []
    for fact in facts:
        was = entries.get(_id(fact))
        if isinstance(fact, Submitted) or was is None:
            conflicts.append(False)
            continue
        entries[_id(fact)] = now = answered(was, fact)
        conflicts.append(now.conflicts > was.conflicts)
        if now.outcome_id != was.outcome_id:
            new_answers.append(fact.outcome)
    add(connection, new_answers)
    _save(connection, [e for key, e in entries.items() if e is not before.get(key)])
    return conflicts


def find(connection: Connection, query: str) -> list[Entry]:
    """Lines whose submission id, URL or article id is the query; newest first, at most 50."""
    name = writable(query)
    by_url = URLS.c.url_hash == hash_of(query)
    wanted = or_(URLS.c.submission_id == name, by_url, URLS.c.article_id == name)
    statement = select(URLS).where(wanted).order_by(URLS.c.submitted_at.desc()).limit(50)
    return _entries(connection, statement)


def outstanding(connection: Connection) -> Outstanding:
    """Count what is open; cheap, since only open lines are indexed for it."""
    row = connection.execute(
        select(func.count(), func.min(URLS.c.submitted_at)).where(URLS.c.outcome_id.is_(None))
    ).one()
    return Outstanding(*row)


def balance(connection: Connection) -> Balance:
    """Count how the answered ones ended; reads every line, so it is for people who ask."""
    groups = connection.execute(
        select(URLS.c.outcome, URLS.c.reason, func.count(), func.sum(URLS.c.conflicts))
        .where(URLS.c.outcome_id.is_not(None))
        .group_by(URLS.c.outcome, URLS.c.reason)
    ).all()
    counts = [(outcome, reason, count) for outcome, reason, count, _ in groups]
    return Balance(sum(int(group[3]) for group in groups), counts)


def open_lines(connection: Connection, limit: int) -> list[Entry]:
    """Lines without an answer, oldest first."""
    statement = select(URLS).where(URLS.c.outcome_id.is_(None))
    return _entries(connection, statement.order_by(URLS.c.submitted_at).limit(limit))


def expired_lines(connection: Connection, before: float, limit: int) -> list[Entry]:
    """Lines without an answer that were submitted before an instant (Unix time), oldest first."""
    is_open = URLS.c.outcome_id.is_(None)
    statement = select(URLS).where(is_open, URLS.c.submitted_at < before)
    return _entries(connection, statement.order_by(URLS.c.submitted_at).limit(limit))


def forget(connection: Connection, before: float, at_most: int) -> int:
    """Delete lines that were decided before an instant (Unix time), oldest first; say how many."""
    found = select(URLS.c.submission_id).where(URLS.c.decided_at < before)
    some = found.order_by(URLS.c.decided_at).limit(at_most)
    return connection.execute(delete(URLS).where(URLS.c.submission_id.in_(some))).rowcount


def _id(fact: Submitted | Answered) -> str:
    return fact.submission_id if isinstance(fact, Submitted) else fact.outcome.submission_id


def _open(connection: Connection, facts: Sequence[Submitted | Answered]) -> None:
    """Make the lines that are missing, as not answered yet.

    An open one whose URL is submitted again is as old as its latest submission: intake may have
    taken that, and its answer is still to come.
    """
    lines: dict[str, dict[str, Any]] = {}
    for fact in facts:
        new = _opened(fact)
        line = lines.setdefault(_id(fact), new)
        if line["url_hash"] == new["url_hash"]:
            line["submitted_at"] = max(line["submitted_at"], new["submitted_at"])
    rows = [lines[key] for key in sorted(lines)]
    name = URLS.c.submission_id
    written = write_rows(
        connection, URLS, rows, replace=True, only=_is_later, merge=_first_told, returning=name
    )
    submitted = {_id(fact) for fact in facts if isinstance(fact, Submitted)}
    _renew_respelt(connection, [lines[key] for key in sorted(submitted.difference(written))])


def _renew_respelt(connection: Connection, lines: Sequence[Mapping[str, Any]]) -> None:
    """Let open lines be as old as their latest submission where that spells its URL otherwise."""
    found = _load(connection, {line["submission_id"] for line in lines})
    for line in lines:
        known = found[line["submission_id"]]
        is_older = known.outcome_id is None and known.submitted_at < line["submitted_at"]
        if is_older and comparable_url(known.url) == comparable_url(line["url"]):
            mine = URLS.c.submission_id == known.submission_id
            later = {"submitted_at": line["submitted_at"]}
            connection.execute(update(URLS).where(mine).values(later))


def _is_later(new: Any) -> ColumnElement[bool]:
    same_url = URLS.c.url_hash == new["url_hash"]
    return and_(URLS.c.outcome_id.is_(None), same_url, URLS.c.submitted_at < new["submitted_at"])


def _first_told(_: Any) -> Mapping[str, ColumnElement[Any]]:
    return {"url": URLS.c.url, "trace_id": URLS.c.trace_id}


def _opened(fact: Submitted | Answered) -> dict[str, Any]:
    if isinstance(fact, Submitted):
        return {
            "submission_id": fact.submission_id,
            "url": fact.url,
            "url_hash": hash_of(fact.url),
            "submitted_at": fact.submitted_at,
            "trace_id": fact.trace_id,
        }
    outcome = fact.outcome
    return {
        "submission_id": outcome.submission_id,
        "url": outcome.url,
        "url_hash": hash_of(outcome.url),
        "submitted_at": outcome.submitted_at.timestamp(),
        "trace_id": fact.trace_id,
    }


def _load(connection: Connection, ids: Collection[str]) -> dict[str, Entry]:
    """Read lines, and lock them until the transaction ends."""
    rows = read_rows(connection, URLS, URLS.c.submission_id, ids, lock=True)
    return {row.submission_id: entry_of(row) for row in rows}


def _save(connection: Connection, entries: list[Entry]) -> None:
    write_rows(connection, URLS, [row_of(entry) for entry in entries], replace=True)


def _entries(connection: Connection, statement: Select[Any]) -> list[Entry]:
    return [entry_of(found) for found in connection.execute(statement)]


def entry_of(found: Any) -> Entry:
    """Read a row of the table."""
    return Entry(**{name: getattr(found, name) for name in Entry.__slots__})
