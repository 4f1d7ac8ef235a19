"""The latest revisions in the store: read and written."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from services.publish.revisions.known import Gone, Known
from services.publish.rows.columns import columns_of, fields_of
from services.publish.tables import ARTICLES, instant_text
from services.stage.store.locks import take_lock
from services.stage.store.lookup import read_rows
from services.stage.store.rows import write_rows

PLAIN = tuple(name for name in Known.__slots__ if name != "gone")
"""Fields that have a column each."""


LOCK = 0x6E657773
"""Spells "news"."""


class Articles:
    """The articles that a transaction may change, as it is to leave them.

    Where there may be another writer, such transactions take turns: an article that is not there
    yet has no row to lock, and who looks for its like must have written it down before another
    looks.
    """

    def __init__(self, connection: Connection, ids: Collection[str]) -> None:
        self._connection = connection
        self._asked: set[str] = set()
        self._known: dict[str, Known] = {}
        self._changed: dict[str, Known] = {}
        take_lock(connection, LOCK)
        self.read(ids)

    def read(self, ids: Collection[str]) -> None:
        """Read those of these articles that are known, where they were not read yet."""
        wanted = set(ids) - self._asked
        self._asked |= wanted
        self._known |= load_articles(self._connection, wanted)

    def get(self, article_id: str) -> Known | None:
        """Return an article that was read, if it is known."""
        return self._known.get(article_id)

    def change(self, article_id: str, known: Known) -> None:
        """Let what comes later in the transaction see what has become of an article."""
        self._known[article_id] = self._changed[article_id] = known

    def save(self) -> None:
        """Write what changed."""
        rows = [_row(article, known) for article, known in self._changed.items()]
        write_rows(self._connection, ARTICLES, rows, replace=True)


def load_articles(connection: Connection, ids: Collection[str]) -> dict[str, Known]:
    """Return those articles that are known."""
    rows = read_rows(connection, ARTICLES, ARTICLES.c.article_id, ids)
    return {row.article_id: _known(row) for row in rows}


def _row(article_id: str, known: Known) -> dict[str, Any]:
    gone = known.gone
    return {
        "article_id": article_id,
        **columns_of(known, PLAIN),
        "gone_by": gone.by if gone else None,
        "gone_at": instant_text(gone.at) if gone else None,
    }


def _known(row: Row[Any]) -> Known:
    gone = Gone(row.gone_by, datetime.fromisoformat(row.gone_at)) if row.gone_by else None
    return Known(**fields_of(row, PLAIN), gone=gone)
