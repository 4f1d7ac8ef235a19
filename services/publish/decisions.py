"""Decisions in the store: taken once for each event, however often it is delivered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, select, update

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
    """Decide on each item in order, in one transaction."""
    return [_decide(connection, item) for item in items]


def _decide(connection: Connection, seen: Seen) -> Stored:
    earlier = connection.execute(
        select(DECISIONS).where(DECISIONS.c.event_id == seen.event_id)
    ).first()
    row = connection.execute(
        select(ARTICLES).where(ARTICLES.c.article_id == seen.article_id).with_for_update()
    ).first()
    if earlier is not None:
        decision = Decision(
            Reason.of(earlier.reason),
            earlier.revision,
            tuple(orjson.loads(earlier.changed_fields)),
            datetime.fromisoformat(earlier.first_seen_at),
            datetime.fromisoformat(earlier.decided_at),
        )
        return Stored(decision, overtaken=row is not None and row.revision > decision.revision)
    known = _known(row)
    decision = decide(known, seen.fingerprints, seen.url, seen.canonical_url, seen.now)
    _remember(connection, seen, decision, new=known is None)
    return Stored(decision, overtaken=False)


def _known(row: Row[Any] | None) -> Known | None:
    if row is None:
        return None
    first_seen_at = datetime.fromisoformat(row.first_seen_at)
    return Known(row.revision, orjson.loads(row.fingerprints), first_seen_at, row.via)


def _remember(connection: Connection, seen: Seen, decision: Decision, new: bool) -> None:
    prints = orjson.dumps(seen.fingerprints)
    if new:
        connection.execute(
            ARTICLES.insert(),
            {
                "article_id": seen.article_id,
                "revision": decision.revision,
                "fingerprints": prints,
                "first_seen_at": decision.first_seen_at.isoformat(),
                "url": seen.canonical_url,
                "via": seen.url,
            },
        )
    elif decision.reason is Reason.REVISION:
        connection.execute(
            update(ARTICLES)
            .where(ARTICLES.c.article_id == seen.article_id)
            .values(revision=decision.revision, fingerprints=prints)
        )
    connection.execute(
        insert(connection, DECISIONS).on_conflict_do_nothing(),
        {
            "event_id": seen.event_id,
            "article_id": seen.article_id,
            "revision": decision.revision,
            "reason": decision.reason.value,
            "changed_fields": orjson.dumps(list(decision.changed_fields)),
            "first_seen_at": decision.first_seen_at.isoformat(),
            "decided_at": decision.decided_at.isoformat(),
        },
    )
