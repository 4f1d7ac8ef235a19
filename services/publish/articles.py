"""The latest revisions in the store: locked, read and written."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, delete

from services.publish.revisions.known import Duplicate, Gone, Known
from services.publish.stories.story import pack_story, unpack_story
from services.publish.tables import ARTICLES
from services.publish.turns import has_one_writer
from services.stage.store.lookup import one_of, read_rows
from services.stage.store.rows import write_rows


def lock_articles(connection: Connection, wanted: set[str]) -> dict[str, Known]:
    """Lock articles and return those that are known.

    What does not exist cannot be locked, so it is made first, as revision 0, where there may be
    another writer.
    """
    rows = _lock(connection, wanted)
    missing = wanted - rows.keys()
    if missing and not has_one_writer(connection):
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
            "revised_at": _stated(known.revised_at),
            "duplicate": pack_duplicate(known.duplicate),
            "story": pack_story(known.story),
            "fetched_at": known.fetched_at.astimezone(UTC).isoformat(),
            "gone_by": known.gone.by if known.gone else None,
            "gone_at": _stated(known.gone.at) if known.gone else None,
        }
        for article, known in sorted(changed.items())
    ]
    write_rows(connection, ARTICLES, rows, replace=True)


def load_articles(connection: Connection, ids: Collection[str]) -> dict[str, Known]:
    """Return those articles that are known, without a lock."""
    rows = read_rows(connection, ARTICLES, ARTICLES.c.article_id, ids)
    return {row.article_id: _known(row) for row in rows if row.revision > 0}


def forget_blank(connection: Connection, ids: Collection[str]) -> None:
    """Drop the rows of articles that were locked and turned out to be none."""
    if ids and not has_one_writer(connection):
        mine = one_of(connection, ARTICLES.c.article_id, sorted(ids))
        connection.execute(delete(ARTICLES).where(mine, ARTICLES.c.revision == 0))


def pack_duplicate(duplicate: Duplicate | None) -> bytes | None:
    """Write it for the store."""
    if duplicate is None:
        return None
    seen = duplicate.first_seen_at.isoformat()
    return orjson.dumps([duplicate.article_id, duplicate.similarity, seen])


def unpack_duplicate(packed: bytes | None) -> Duplicate | None:
    """Read it back."""
    if packed is None:
        return None
    article_id, similarity, seen = orjson.loads(packed)
    return Duplicate(article_id, similarity, datetime.fromisoformat(seen))


def _lock(connection: Connection, ids: set[str]) -> dict[str, Row[Any]]:
    rows = read_rows(connection, ARTICLES, ARTICLES.c.article_id, ids, lock=True)
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
        unpack_duplicate(row.duplicate),
        unpack_story(row.story),
        Gone(row.gone_by, datetime.fromisoformat(row.gone_at)) if row.gone_by else None,
        datetime.fromisoformat(row.revised_at) if row.revised_at else None,
    )


def _stated(instant: datetime | None) -> str | None:
    return None if instant is None else instant.astimezone(UTC).isoformat()
