"""Decisions in the store: taken once for each answer, however often its events are delivered.

A submission may bring several events: a redelivered fetch has its page again, under another id. The
first to get here decides; the others repeat its answer and publish nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, delete, select

from schemas.outcomes import Reason
from schemas.pipeline import ACCEPTED, ENRICHED, EXTRACTED, FETCHED, SUBMITTED
from services.publish.publish import Decision, Known, decide
from services.publish.tables import ARTICLES, DECISIONS
from services.stage.store.rows import one_of, write_rows

KEPT_SECONDS = max(
    topic.retention_seconds for topic in (SUBMITTED, ACCEPTED, FETCHED, EXTRACTED, ENRICHED)
)
"""An event of any topic before us that is delivered again may bring its submission here again."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One enriched article as it reached the store."""

    answer_id: str
    """Id of the submission's final answer."""
    event_id: str
    article_id: str
    url: str
    """Where it was found."""
    canonical_url: str
    fingerprints: dict[str, str]
    now: datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """A decision as the store keeps it."""

    event_id: str
    """The event that was decided on."""
    article_id: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision, and whether this event's article is to be sent."""

    article_id: str
    decision: Decision
    stands: bool
    """False: another event of the submission was decided on, or a later revision is on the topic,
    which sending this one again would bury."""


@dataclass(frozen=True, slots=True)
class Old:
    """What may be forgotten."""

    before: datetime
    """Decided before this instant (aware)."""
    at_most: int
    """Rows in one transaction."""


def decide_all(connection: Connection, items: Sequence[Seen]) -> Sequence[Verdict]:
    """Decide on each item in order, in one transaction and few statements.

    The articles are locked before the decisions are read: of two workers that have the same event,
    one decides and the other finds the decision.
    """
    articles = _locked(connection, items)
    decisions = _taken(connection, items)
    before, fresh = dict(articles), dict[str, Stored]()
    verdicts = []
    for seen in items:
        stored = decisions.get(seen.answer_id)
        if stored is None:
            known = articles.get(seen.article_id)
            prints = seen.fingerprints
            decision = decide(known, prints, seen.url, seen.canonical_url, seen.now)
            stored = Stored(seen.event_id, seen.article_id, decision)
            decisions[seen.answer_id] = fresh[seen.answer_id] = stored
            articles[seen.article_id] = _after(known, seen, decision)
        verdicts.append(_verdict(seen, stored, articles.get(seen.article_id)))
    changed = {key: known for key, known in articles.items() if known is not before.get(key)}
    urls = {seen.article_id: seen.canonical_url for seen in items if seen.answer_id in fresh}
    _save_articles(connection, changed, urls)
    _save_decisions(connection, fresh)
    return verdicts


def forget_before(connection: Connection, olds: Sequence[Old]) -> Sequence[int]:
    """Drop old decisions, the oldest first; say how many.

    Articles stay: they are what tells a revision from news.
    """
    before = max(old.before for old in olds).astimezone(UTC).isoformat()
    found = select(DECISIONS.c.answer_id).where(DECISIONS.c.decided_at < before)
    some = found.order_by(DECISIONS.c.decided_at).limit(max(old.at_most for old in olds))
    dropped = connection.execute(delete(DECISIONS).where(DECISIONS.c.answer_id.in_(some))).rowcount
    return [dropped] * len(olds)


def _verdict(seen: Seen, stored: Stored, known: Known | None) -> Verdict:
    overtaken = known is not None and known.revision > stored.decision.revision
    stands = stored.event_id == seen.event_id and not overtaken
    return Verdict(stored.article_id, stored.decision, stands)


def _locked(connection: Connection, items: Sequence[Seen]) -> dict[str, Known]:
    """Lock the items' articles and return those that are known.

    What does not exist cannot be locked, so it is made first, as revision 0.
    """
    wanted = {seen.article_id for seen in items}
    rows = _lock(connection, wanted)
    missing = wanted - rows.keys()
    if missing:
        _make(connection, missing)
        rows |= _lock(connection, missing)
    return {article: _known(row) for article, row in rows.items() if row.revision > 0}


def _lock(connection: Connection, ids: set[str]) -> dict[str, Row[Any]]:
    mine = select(ARTICLES).where(one_of(connection, ARTICLES.c.article_id, sorted(ids)))
    rows = connection.execute(mine.order_by(ARTICLES.c.article_id).with_for_update())
    return {row.article_id: row for row in rows}


def _make(connection: Connection, ids: set[str]) -> None:
    blank = {"revision": 0, "fingerprints": b"{}", "first_seen_at": "", "url": "", "via": ""}
    rows = [{"article_id": each, **blank} for each in sorted(ids)]
    write_rows(connection, ARTICLES, rows, replace=False)


def _taken(connection: Connection, items: Sequence[Seen]) -> dict[str, Stored]:
    answers = {seen.answer_id for seen in items}
    rows = connection.execute(
        select(DECISIONS).where(one_of(connection, DECISIONS.c.answer_id, answers))
    )
    return {row.answer_id: _stored(row) for row in rows}


def _stored(row: Row[Any]) -> Stored:
    decision = Decision(
        Reason.of(row.reason),
        row.revision,
        tuple(orjson.loads(row.changed_fields)),
        datetime.fromisoformat(row.first_seen_at),
        datetime.fromisoformat(row.decided_at),
    )
    return Stored(row.event_id, row.article_id, decision)


def _known(row: Row[Any]) -> Known:
    first_seen_at = datetime.fromisoformat(row.first_seen_at)
    return Known(row.revision, orjson.loads(row.fingerprints), first_seen_at, row.via)


def _after(known: Known | None, seen: Seen, decision: Decision) -> Known:
    if known is None:
        return Known(decision.revision, seen.fingerprints, decision.first_seen_at, seen.url)
    if decision.reason is Reason.REVISION:
        return replace(known, revision=decision.revision, fingerprints=seen.fingerprints)
    return known


def _save_articles(connection: Connection, changed: dict[str, Known], urls: dict[str, str]) -> None:
    rows = [
        {
            "article_id": article,
            "revision": known.revision,
            "fingerprints": orjson.dumps(known.fingerprints),
            "first_seen_at": known.first_seen_at.isoformat(),
            "url": urls[article],
            "via": known.via,
        }
        for article, known in sorted(changed.items())
    ]
    write_rows(connection, ARTICLES, rows, replace=True)


def _save_decisions(connection: Connection, fresh: dict[str, Stored]) -> None:
    rows = [
        {
            "answer_id": answer_id,
            "event_id": stored.event_id,
            "article_id": stored.article_id,
            "revision": stored.decision.revision,
            "reason": stored.decision.reason.value,
            "changed_fields": orjson.dumps(list(stored.decision.changed_fields)),
            "first_seen_at": stored.decision.first_seen_at.isoformat(),
            "decided_at": stored.decision.decided_at.isoformat(),
        }
        for answer_id, stored in sorted(fresh.items())
    ]
    write_rows(connection, DECISIONS, rows, replace=False)
