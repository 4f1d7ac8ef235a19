"""Which story an item is of, whatever was told first: the article, or a merge of its story."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, delete, select, update

from services.sinks.feeds.tables import MERGES, STORIES
from services.stage.store.rows import write_rows


def note_story(connection: Connection, article_id: str, story_id: str | None) -> None:
    """Note of which story an article is, or that it is of none any more."""
    if story_id is None:
        connection.execute(delete(STORIES).where(STORIES.c.article_id == article_id))
        return
    row = {"article_id": article_id, "story_id": _last(connection, story_id)}
    write_rows(connection, STORIES, [row], replace=True)


def note_merge(connection: Connection, merged_story_id: str, story_id: str) -> Sequence[str]:
    """Note that a story goes on as another; return the articles that are of another story now."""
    last = _last(connection, story_id)
    if last == merged_story_id:
        return []  # the other way round is known already
    row = {"merged_story_id": merged_story_id, "story_id": last}
    write_rows(connection, MERGES, [row], replace=True)
    _replace(connection, MERGES, merged_story_id, last)
    is_of_it = STORIES.c.story_id == merged_story_id
    members = connection.execute(select(STORIES.c.article_id).where(is_of_it)).scalars().all()
    _replace(connection, STORIES, merged_story_id, last)
    return members


def _last(connection: Connection, story_id: str) -> str:
    """Return the story that one has become; a merge names the last of a chain of merges."""
    found = select(MERGES.c.story_id).where(MERGES.c.merged_story_id == story_id)
    return connection.execute(found).scalar() or story_id


def _replace(connection: Connection, table: Table, story_id: str, other: str) -> None:
    connection.execute(update(table).where(table.c.story_id == story_id).values(story_id=other))
