"""Decisions in the store: taken once for each answer, however often its events are delivered.

A submission may bring several events, and one event may be made several times, with other content
each time: a stage that was killed works again on what it had not committed. The first to get here
decides. It lies on the topic until it is published and answered, so the others say nothing at all.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, select

from schemas.pipeline import ACCEPTED, ENRICHED, EXTRACTED, FETCHED, SUBMITTED
from services.publish.revisions.decide import Decision
from services.publish.rows.columns import columns_of, fields_of
from services.publish.tables import DECISIONS, instant_text
from services.stage.store.lookup import read_rows
from services.stage.store.rows import write_rows

BEFORE_US = (SUBMITTED, ACCEPTED, FETCHED, EXTRACTED, ENRICHED)
KEPT = timedelta(seconds=max(topic.longest_seconds for topic in BEFORE_US))
"""An event of any topic before us that is delivered again may bring its submission here again."""


class Made(NamedTuple):
    """One making of an enriched event: its id alone does not name its content."""

    event_id: str
    """Id of the event that it is published as."""
    at: str = ""
    """ISO 8601, UTC; empty where only the article is known that came of it."""


UNKNOWN_EVENT = Made("")
"""Of what an outcome says: it is of another stage, or of a publish whose store is lost."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A decision as the store keeps it."""

    made: Made
    """What was decided on."""
    article_id: str
    """Empty where another stage gave the answer."""
    decision: Decision


def forget_before(connection: Connection, before: datetime, at_most: int) -> int:
    """Drop decisions of before an instant (aware), the oldest first; say how many.

    Articles stay: they are what tells a revision from news.
    """
    is_old = DECISIONS.c.decided_at < instant_text(before)
    found = select(DECISIONS.c.answer_id).where(is_old)
    some = found.order_by(DECISIONS.c.decided_at).limit(at_most)
    return connection.execute(delete(DECISIONS).where(DECISIONS.c.answer_id.in_(some))).rowcount


def load_decisions(connection: Connection, answers: Collection[str]) -> dict[str, Stored]:
    """Read the decisions that were taken for answers."""
    rows = read_rows(connection, DECISIONS, DECISIONS.c.answer_id, answers)
    return {row.answer_id: _stored(row) for row in rows}


def _stored(row: Row[Any]) -> Stored:
    decision = Decision(**fields_of(row, Decision.__slots__))
    return Stored(Made(row.event_id, row.made_at), row.article_id, decision)


def save_decisions(connection: Connection, fresh: dict[str, Stored]) -> None:
    """Write decisions, but over none that is there."""
    rows = [
        {
            "answer_id": answer_id,
            "event_id": stored.made.event_id,
            "made_at": stored.made.at,
            "article_id": stored.article_id,
            **columns_of(stored.decision, Decision.__slots__),
        }
        for answer_id, stored in fresh.items()
    ]
    write_rows(connection, DECISIONS, rows, replace=False)
