"""What changed at each revision, as the store keeps it."""

from collections.abc import Sequence
from typing import NamedTuple

import orjson
import zstandard
from sqlalchemy import Connection, select

from schemas.events import Change
from services.publish.revisions.decide import Decision
from services.publish.tables import REVISIONS, instant_text
from services.stage.store.rows import write_rows


class Revision(NamedTuple):
    """A revision after the first."""

    revision: int
    revised_at: str
    """ISO 8601, UTC."""
    changed_fields: list[str]
    change: Change


def pack_change(change: Change | None) -> bytes | None:
    """Compress for the store."""
    if change is None:
        return None
    return zstandard.compress(orjson.dumps(change.model_dump(exclude_defaults=True)))


def unpack_change(packed: bytes | None) -> Change | None:
    """Read back what was packed."""
    return None if packed is None else _unpacked(packed)


def _unpacked(packed: bytes) -> Change:
    return Change.model_validate_json(zstandard.decompress(packed))


def save_revisions(connection: Connection, decided: Sequence[tuple[str, Decision]]) -> None:
    """Write down what changed where a revision was decided, by article."""
    rows = {
        (article, decision.revision): {
            "article_id": article,
            "revision": decision.revision,
            "revised_at": instant_text(decision.decided_at),
            "changed_fields": orjson.dumps(list(decision.changed_fields)),
            "change": pack_change(decision.change),
        }
        for article, decision in decided
        if decision.change is not None
    }
    write_rows(connection, REVISIONS, list(rows.values()), replace=False)


def history(connection: Connection, article: str) -> list[Revision]:
    """Return an article's revisions after the first, oldest first."""
    mine = select(REVISIONS).where(REVISIONS.c.article_id == article)
    return [
        Revision(
            row.revision, row.revised_at, orjson.loads(row.changed_fields), _unpacked(row.change)
        )
        for row in connection.execute(mine.order_by(REVISIONS.c.revision))
    ]
