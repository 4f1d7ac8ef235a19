"""Decisions in the store: taken once for each event, however often it is delivered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, select

from schemas.outcomes import Reason
from services.publish.publish import Decision, Known, decide
from services.publish.tables import ARTICLES, DECISIONS
from services.stage.store import insert


@dataclass(frozen=True, slots=True)
class Seen:
    """One enriched article as it reached the store."""

    event_id: str
    article_id: str
    url: str
    """Where it was found."""
    canonical_url: str
    fingerprints: dict[str, str]
    now: datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """A decision, and whether a later revision has overtaken it."""

    decision: Decision
    overtaken: bool


def decide_all(connection: Connection, items: Sequence[Seen]) -> Sequence[Stored]:
    """Decide on each item in order, in one transaction and few statements.

    The articles are locked before the decisions are read: of two workers that have the same event,
    one decides and the other finds the decision.
    """
    articles = _locked(connection, items)
    decisions = _taken(connection, items)
    before, fresh = dict(articles), dict[str, tuple[Seen, Decision]]()
    answers = []
    for seen in items:
        known = articles.get(seen.article_id)
        decision = decisions.get(seen.event_id)
        if decision is None:
            prints = seen.fingerprints
            decision = decide(known, prints, seen.url, seen.canonical_url, seen.now)
            decisions[seen.event_id] = decision
            fresh[seen.event_id] = seen, decision
            articles[seen.article_id] = known = _after(known, seen, decision)
        answers.append(Stored(decision, known is not None and known.revision > decision.revision))
    changed = {key: known for key, known in articles.items() if known is not before.get(key)}
    _save_articles(connection, changed, {seen.article_id: seen for seen, _ in fresh.values()})
    _save_decisions(connection, fresh)
    return answers


def _locked(connection: Connection, items: Sequence[Seen]) -> dict[str, Known]:
    """Lock the items' articles and return those that are known.

    What does not exist cannot be locked, so it is made first, as revision 0.
    """
    wanted = {seen.article_id: seen for seen in items}
    ids = sorted(wanted)  # one order for all workers: no deadlock
    blank = {"revision": 0, "fingerprints": b"{}", "first_seen_at": "", "url": "", "via": ""}
    statement = insert(connection, ARTICLES).on_conflict_do_nothing()
    values = [{"article_id": article, **blank} for article in ids]
    connection.execute(statement.returning(ARTICLES.c.article_id), values).all()
    mine = select(ARTICLES).where(ARTICLES.c.article_id.in_(ids))
    rows = connection.execute(mine.order_by(ARTICLES.c.article_id).with_for_update())
    return {row.article_id: _known(row) for row in rows if row.revision > 0}


def _taken(connection: Connection, items: Sequence[Seen]) -> dict[str, Decision]:
    events = {seen.event_id for seen in items}
    rows = connection.execute(select(DECISIONS).where(DECISIONS.c.event_id.in_(events)))
    return {
        row.event_id: Decision(
            Reason.of(row.reason),
            row.revision,
            tuple(orjson.loads(row.changed_fields)),
            datetime.fromisoformat(row.first_seen_at),
            datetime.fromisoformat(row.decided_at),
        )
        for row in rows
    }


def _known(row: Row[Any]) -> Known:
    first_seen_at = datetime.fromisoformat(row.first_seen_at)
    return Known(row.revision, orjson.loads(row.fingerprints), first_seen_at, row.via)


def _after(known: Known | None, seen: Seen, decision: Decision) -> Known:
    if known is None:
        return Known(decision.revision, seen.fingerprints, decision.first_seen_at, seen.url)
    if decision.reason is Reason.REVISION:
        return replace(known, revision=decision.revision, fingerprints=seen.fingerprints)
    return known


def _save_articles(
    connection: Connection, changed: dict[str, Known], latest: dict[str, Seen]
) -> None:
    if not changed:
        return
    statement = insert(connection, ARTICLES)
    columns = {c.name: statement.excluded[c.name] for c in ARTICLES.c if c.name != "article_id"}
    statement = statement.on_conflict_do_update(index_elements=["article_id"], set_=columns)
    values = [
        {
            "article_id": article,
            "revision": known.revision,
            "fingerprints": orjson.dumps(known.fingerprints),
            "first_seen_at": known.first_seen_at.isoformat(),
            "url": latest[article].canonical_url,
            "via": known.via,
        }
        for article, known in sorted(changed.items())
    ]
    connection.execute(statement.returning(ARTICLES.c.article_id), values).all()


def _save_decisions(connection: Connection, fresh: dict[str, tuple[Seen, Decision]]) -> None:
    if not fresh:
        return
    statement = insert(connection, DECISIONS).on_conflict_do_nothing()
    values = [
        {
            "event_id": event,
            "article_id": seen.article_id,
            "revision": decision.revision,
            "reason": decision.reason.value,
            "changed_fields": orjson.dumps(list(decision.changed_fields)),
            "first_seen_at": decision.first_seen_at.isoformat(),
            "decided_at": decision.decided_at.isoformat(),
        }
        for event, (seen, decision) in sorted(fresh.items())
    ]
    connection.execute(statement.returning(DECISIONS.c.event_id), values).all()
