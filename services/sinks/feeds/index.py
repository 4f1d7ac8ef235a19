"""The items of every feed, newest first, as rows beside the files: work for the store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    delete,
    select,
)
from sqlalchemy.dialects.sqlite import insert

from services.sinks.entry import Entry
from services.sinks.feeds.item import Item, item_of
from services.sinks.feeds.names import Feed, feeds_of

METADATA = MetaData()

ITEMS = Table(
    "feeds_items",
    METADATA,
    Column("article_id", String(32), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("is_gone", Integer, nullable=False, comment="1: retracted after this revision"),
    Column("item", LargeBinary, comment="JSON; null where it is gone"),
)

MEMBERS = Table(
    "feeds_members",
    METADATA,
    Column("path", String, primary_key=True, comment="of the feed"),
    Column("article_id", String(32), primary_key=True),
    Column("title", String, nullable=False, comment="of the feed"),
    Column("published_at", String(40), nullable=False, comment="ISO 8601, UTC: what feeds go by"),
    Index("feeds_members_article", "article_id"),
    Index("feeds_members_newest", "path", "published_at"),
)


@dataclass(frozen=True, slots=True)
class Content:
    """A feed and its items, the newest first."""

    feed: Feed
    items: list[Item]


def take(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    """Note what entries say, and return the paths of the feeds that they touch.

    Those too that they touched before: their files may not have been written.
    """
    return set[str]().union(*(_take(connection, entry) for entry in entries))


def contents(connection: Connection, paths: Iterable[str], most: int) -> dict[str, Content | None]:
    """Return the newest items of feeds, so many at most; None of one that has none.

    Older members are forgotten, and articles that are in no feed any more.
    """
    return {path: _content(connection, path, most) for path in sorted(paths)}


def _take(connection: Connection, entry: Entry) -> set[str]:
    mine = ITEMS.c.article_id == entry.article_id
    known = connection.execute(select(ITEMS.c.revision, ITEMS.c.is_gone).where(mine)).first()
    touched = _paths(connection, entry.article_id)
    is_end = entry.article is None
    newer = known is None or (entry.revision, is_end) > (known.revision, bool(known.is_gone))
    if newer:
        connection.execute(delete(MEMBERS).where(MEMBERS.c.article_id == entry.article_id))
        item = item_of(entry.article) if entry.article else None
        row = {
            "article_id": entry.article_id,
            "revision": entry.revision,
            "is_gone": int(is_end),
            "item": item.model_dump_json().encode() if item else None,
        }
        connection.execute(insert(ITEMS).values(row).on_conflict_do_update(set_=row))
        if entry.article and item:
            at = item.published_at.isoformat()
            rows = [
                {"path": each.path, "article_id": entry.article_id, "title": each.title,
                 "published_at": at}
                for each in feeds_of(entry.article)
            ]  # fmt: skip
            connection.execute(insert(MEMBERS), rows)
    if entry.article:
        touched |= {each.path for each in feeds_of(entry.article)}
    return touched


def _paths(connection: Connection, article_id: str) -> set[str]:
    found = select(MEMBERS.c.path).where(MEMBERS.c.article_id == article_id)
    return set(connection.execute(found).scalars())


def _content(connection: Connection, path: str, most: int) -> Content | None:
    newest = (
        select(MEMBERS.c.article_id, MEMBERS.c.title, ITEMS.c.item)
        .join(ITEMS, ITEMS.c.article_id == MEMBERS.c.article_id)
        .where(MEMBERS.c.path == path)
        .order_by(MEMBERS.c.published_at.desc(), MEMBERS.c.article_id)
        .limit(most)
    )
    rows = connection.execute(newest).all()
    kept = [row.article_id for row in rows]
    old = delete(MEMBERS).where(MEMBERS.c.path == path, MEMBERS.c.article_id.not_in(kept))
    connection.execute(old)
    if not rows:
        return None
    items = [Item.model_validate_json(row.item) for row in rows]
    return Content(Feed(path, rows[0].title), items)
