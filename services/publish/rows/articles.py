"""The latest revisions in the store: locked, read and written."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete

from services.publish.revisions.known import Gone, Known
from services.publish.rows.columns import columns_of, fields_of
from services.publish.tables import ARTICLES, instant_text
from services.stage.store.locks import has_one_writer
from services.stage.store.lookup import one_of, read_rows
from services.stage.store.rows import write_rows

PLAIN = tuple(name for name in Known.__slots__ if name != "gone")
"""Fields that have a column each."""


class Articles:
    """The articles that a transaction has locked, as it is to leave them.

    What does not exist cannot be locked, so it is made first, as revision 0, where there may be
    another writer. Such a blank row goes again when all is saved, if no article came of it.
    """

    def __init__(self, connection: Connection, ids: Collection[str]) -> None:
        self._connection = connection
        self._locked: set[str] = set()
        self._known: dict[str, Known] = {}
        self._changed: dict[str, Known] = {}
        self.lock(ids)

    def lock(self, ids: Collection[str]) -> None:
        """Lock articles that are not locked yet, and read those that are known."""
        wanted = set(ids) - self._locked
        rows = _lock(self._connection, wanted)
        missing = wanted - rows.keys()
        if missing and not has_one_writer(self._connection):
            _make(self._connection, missing)
            rows |= _lock(self._connection, missing)
        self._locked |= wanted
        self._known |= {article: _known(row) for article, row in rows.items() if row.revision > 0}

    def get(self, article_id: str) -> Known | None:
        """Return an article that was locked, if it is known."""
        return self._known.get(article_id)

    def change(self, article_id: str, known: Known) -> None:
        """Let what comes later in the transaction see what has become of an article."""
        self._known[article_id] = self._changed[article_id] = known

    def save(self) -> None:
        """Write what changed."""
        rows = [_row(article, known) for article, known in self._changed.items()]
        write_rows(self._connection, ARTICLES, rows, replace=True)
        _forget_blank(self._connection, self._locked - self._known.keys())


def load_articles(connection: Connection, ids: Collection[str]) -> dict[str, Known]:
    """Return those articles that are known, without a lock."""
    rows = read_rows(connection, ARTICLES, ARTICLES.c.article_id, ids)
    return {row.article_id: _known(row) for row in rows if row.revision > 0}


def _lock(connection: Connection, ids: set[str]) -> dict[str, Row[Any]]:
    rows = read_rows(connection, ARTICLES, ARTICLES.c.article_id, ids, lock=True)
    return {row.article_id: row for row in rows}


def _make(connection: Connection, ids: set[str]) -> None:
    blank = {"revision": 0, "fingerprints": b"{}", "content": b""}
    texts = dict.fromkeys(("first_seen_at", "url", "via", "fetched_at"), "")
    rows = [{"article_id": each, **blank, **texts} for each in ids]
    write_rows(connection, ARTICLES, rows, replace=False)


def _forget_blank(connection: Connection, ids: Collection[str]) -> None:
    if ids and not has_one_writer(connection):
        mine = one_of(connection, ARTICLES.c.article_id, sorted(ids))
        connection.execute(delete(ARTICLES).where(mine, ARTICLES.c.revision == 0))


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
