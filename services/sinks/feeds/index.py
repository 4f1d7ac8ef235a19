"""The items of every feed, newest first, as rows beside the files: work for the store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, delete, exists, select

from services.sinks.entry import ArticleEntry, End, Entry, Merge, Revision
from services.sinks.feeds.item import Item, item_of
from services.sinks.feeds.names import Feed, feeds_of
from services.sinks.feeds.stories import note_merge, note_story
from services.sinks.feeds.tables import CHANGES, DUE, ITEMS, MEMBERS, STORIES
from services.stage.store.rows import not_older, write_rows

NEWEST_FIRST = (MEMBERS.c.published_at.desc(), MEMBERS.c.article_id)


@dataclass(frozen=True, slots=True)
class Content:
    """A feed and its items, the newest first."""

    feed: Feed
    items: list[Item]
    changed_at: datetime
    """When it changed last, UTC; never goes back (RFC 4287, 4.2.15)."""


def note_entries(connection: Connection, entries: Sequence[Entry]) -> None:
    """Note what entries say, and that the files of the feeds that they touch are due.

    In one transaction: a feed that an article has left can be found in no other way after a kill.
    """
    for entry in entries:
        rows = [{"path": path} for path in _touched(connection, entry)]
        write_rows(connection, DUE, rows, replace=False)
        changes = [row | {"changed_at": entry.at.isoformat()} for row in rows]
        write_rows(connection, CHANGES, changes, replace=True, only=not_older(CHANGES.c.changed_at))


def due(connection: Connection, at_most: int) -> list[str]:
    """Return the paths of feeds whose files are yet to be written."""
    some = select(DUE.c.path).order_by(DUE.c.path).limit(at_most)
    return list(connection.execute(some).scalars())


def contents(
    connection: Connection, paths: Iterable[str], items_max: int
) -> dict[str, Content | None]:
    """Return the newest items of feeds, by path; None for a feed that has none."""
    return {path: _content(connection, path, items_max) for path in paths}


def note_written(connection: Connection, paths: Iterable[str], items_max: int) -> None:
    """Note that the files of feeds are safe, and forget what is too old to stand in them."""
    for path in paths:
        connection.execute(delete(DUE).where(DUE.c.path == path))
        _prune(connection, path, items_max)


def _touched(connection: Connection, entry: Entry) -> set[str]:
    """Note an entry; return the feeds that it changes."""
    if isinstance(entry, Merge):
        members = note_merge(connection, entry.merge.merged_story_id, entry.merge.story_id)
        return {path for article_id in members for path in _paths(connection, article_id)}
    return _note(connection, entry)


def _note(connection: Connection, entry: ArticleEntry) -> set[str]:
    """Note an entry that is the newest; return the feeds that it is in, or was in."""
    if not _is_newest(connection, entry):
        return set()
    feeds = list(feeds_of(entry.article)) if isinstance(entry, Revision) else []
    touched = _paths(connection, entry.article_id) | {each.path for each in feeds}
    connection.execute(delete(MEMBERS).where(MEMBERS.c.article_id == entry.article_id))
    item = item_of(entry.article) if isinstance(entry, Revision) else None
    row = {
        "article_id": entry.article_id,
        "revision": entry.revision,
        "is_gone": int(item is None),
        "item": item.model_dump_json().encode() if item else None,
    }
    write_rows(connection, ITEMS, [row], replace=True)
    note_story(connection, entry.article_id, item.story_id if item else None)
    if item:
        at = item.published_at.isoformat()
        rows = [
            {"path": each.path, "article_id": entry.article_id, "title": each.title,
             "published_at": at}
            for each in feeds
        ]  # fmt: skip
        write_rows(connection, MEMBERS, rows, replace=False)
    return touched


def _is_newest(connection: Connection, entry: ArticleEntry) -> bool:
    """Tell whether nothing later is known of an article; its end is later than its revision."""
    mine = ITEMS.c.article_id == entry.article_id
    known = connection.execute(select(ITEMS.c.revision, ITEMS.c.is_gone).where(mine)).first()
    is_end = isinstance(entry, End)
    return known is None or (entry.revision, is_end) > (known.revision, bool(known.is_gone))


def _paths(connection: Connection, article_id: str) -> set[str]:
    found = select(MEMBERS.c.path).where(MEMBERS.c.article_id == article_id)
    return set(connection.execute(found).scalars())


def _content(connection: Connection, path: str, items_max: int) -> Content | None:
    newest = (
        select(MEMBERS.c.title, ITEMS.c.item, STORIES.c.story_id)
        .join(ITEMS, ITEMS.c.article_id == MEMBERS.c.article_id)
        .outerjoin(STORIES, STORIES.c.article_id == MEMBERS.c.article_id)
        .where(MEMBERS.c.path == path)
        .order_by(*NEWEST_FIRST)
        .limit(items_max)
    )
    rows = connection.execute(newest).all()
    if not rows:
        return None
    items = [
        Item.model_validate_json(row.item).model_copy(update={"story_id": row.story_id})
        for row in rows
    ]
    changed_at = connection.execute(select(CHANGES.c.changed_at).where(CHANGES.c.path == path))
    noted = [datetime.fromisoformat(at) for at in changed_at.scalars()]
    latest = max([*noted, *(item.updated_at for item in items)])
    return Content(Feed(path, rows[0].title), items, latest)


def _prune(connection: Connection, path: str, items_max: int) -> None:
    """Forget the older members of a feed, and those of the articles that are in no feed then."""
    older = (
        select(MEMBERS.c.article_id)
        .where(MEMBERS.c.path == path)
        .order_by(*NEWEST_FIRST)
        .offset(items_max)
    )
    rows = [{"old": article_id} for article_id in connection.execute(older).scalars()]
    if not rows:
        return
    old: BindParameter[str] = bindparam("old")
    connection.execute(
        delete(MEMBERS).where(MEMBERS.c.path == path, MEMBERS.c.article_id == old), rows
    )
    is_member = exists().where(MEMBERS.c.article_id == old)
    # an article that is gone is remembered, lest an earlier revision bring it back
    is_forgotten = (ITEMS.c.article_id == old, ITEMS.c.is_gone == 0, ~is_member)
    connection.execute(delete(ITEMS).where(*is_forgotten), rows)
    connection.execute(delete(STORIES).where(STORIES.c.article_id == old, ~is_member), rows)
