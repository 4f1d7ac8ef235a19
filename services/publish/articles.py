"""The latest revisions in the store: locked, read and written."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, select

from services.publish.publish import Gone, Known
from services.publish.tables import ARTICLES
from services.stage.store.rows import one_of, write_rows


def lock_articles(connection: Connection, wanted: set[str]) -> dict[str, Known]:
    """Lock articles and return those that are known.

    What does not exist cannot be locked, so it is made first, as revision 0.
    """
    rows = _lock(connection, wanted)
    missing = wanted - rows.keys()
    if missing:
        _make(connection, missing)
        rows |= _lock(connection, missing)
    return {article: _known(row) for article, row in rows.items() if row.revision > 0}


def save_articles(connection: Connection, changed: Mapping[str, Known]) -> None:
    """Write the latest revisions, by article."""
    rows = [
        {
            "article_id": article,
            "revision": known.revision,
            "fingerprints": orjson.dumps(known.fingerprints),
            "first_seen_at": known.first_seen_at.isoformat(),
            "url": known.url,
            "via": known.via,
            "content": known.content,
            "fetched_at": known.fetched_at.astimezone(UTC).isoformat(),
            "gone_by": known.gone.by if known.gone else None,
            "gone_at": known.gone.at.astimezone(UTC).isoformat() if known.gone else None,
        }
        for article, known in sorted(changed.items())
    ]
    write_rows(connection, ARTICLES, rows, replace=True)


def _lock(connection: Connection, ids: set[str]) -> dict[str, Row[Any]]:
    mine = select(ARTICLES).where(one_of(connection, ARTICLES.c.article_id, sorted(ids)))
    rows = connection.execute(mine.order_by(ARTICLES.c.article_id).with_for_update())
    return {row.article_id: row for row in rows}


def _make(connection: Connection, ids: set[str]) -> None:
    blank = {"revision": 0, "fingerprints": b"{}", "content": b""}
    texts = dict.fromkeys(("first_seen_at", "url", "via", "fetched_at"), "")
    rows = [{"article_id": each, **blank, **texts} for each in sorted(ids)]
    write_rows(connection, ARTICLES, rows, replace=False)


def _known(row: Row[Any]) -> Known:
    return Known(
        row.revision,
        orjson.loads(row.fingerprints),
        datetime.fromisoformat(row.first_seen_at),
        row.via,
        datetime.fromisoformat(row.fetched_at),
        row.url,
        row.content,
        Gone(row.gone_by, datetime.fromisoformat(row.gone_at)) if row.gone_by else None,
    )
