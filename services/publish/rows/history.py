"""What changed at each revision, as the store keeps it."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from schemas.events import Change
from services.publish.revisions.decide import Decision
from services.publish.rows.columns import columns_of, fields_of
from services.publish.tables import REVISIONS, instant_text
from services.stage.store.rows import write_rows

PLAIN = ("revision", "changed_fields", "change")
"""Fields that have a column each, in decisions too."""


class Revision(NamedTuple):
    """A revision after the first."""

    revision: int
    revised_at: str
    """ISO 8601, UTC."""
    changed_fields: tuple[str, ...]
    change: Change


def save_revisions(connection: Connection, decided: Sequence[tuple[str, Decision]]) -> None:
    """Write down what changed where a revision was decided, by article."""
    rows = {
        (article, decision.revision): {
            "article_id": article,
            "revised_at": instant_text(decision.decided_at),
            **columns_of(decision, PLAIN),
        }
        for article, decision in decided
        if decision.change is not None
    }
    write_rows(connection, REVISIONS, list(rows.values()), replace=False)


def history(connection: Connection, article: str) -> list[Revision]:
    """Return an article's revisions after the first, oldest first."""
    mine = select(REVISIONS).where(REVISIONS.c.article_id == article)
    rows = connection.execute(mine.order_by(REVISIONS.c.revision))
    return [Revision(revised_at=row.revised_at, **fields_of(row, PLAIN)) for row in rows]
