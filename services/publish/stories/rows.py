"""Rows of stories and of the keys by which they are found. Work functions for the store."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from zlib import crc32

from sqlalchemy import Column, ColumnElement, Connection, Row

from services.publish.keyed_rows import Keyed, drop_keys, pack_keys, unpack_keys
from services.publish.stories.story import StoryRow, pack_members, unpack_members
from services.publish.tables import STORIES, STORY_KEYS, instant_text
from services.stage.store.lookup import read_rows
from services.stage.store.rows import write_rows

SLOTS = 32
"""Stories for a key, one for each place: a word of every other story finds no more than these, and
what is read for an article has a bound."""
BY_KEY = Keyed(
    STORIES.c.story_id,
    STORIES.c.seen_at,
    STORIES.c.story_keys,
    STORY_KEYS.c.key,
    STORY_KEYS.c.story_id,
)


def load_stories(connection: Connection, ids: Collection[str]) -> dict[str, StoryRow]:
    """Return those stories that are known."""
    rows = read_rows(connection, STORIES, STORIES.c.story_id, ids)
    return {row.story_id: _story(row) for row in rows}


def save_stories(connection: Connection, changed: Mapping[str, StoryRow]) -> None:
    """Write stories, and the keys by which they are found from now on."""
    drop_keys(connection, BY_KEY, [story.id for story in changed.values() if story.merged_into])
    write_rows(connection, STORIES, list(map(_row, changed.values())), replace=True)
    rows = [
        {"key": key, "slot": crc32(story.id.encode()) % SLOTS, "story_id": story.id}
        for story in changed.values()
        for key in story.new_keys
    ]
    write_rows(connection, STORY_KEYS, rows, replace=True)


def restore_stories(connection: Connection, known: Mapping[str, StoryRow]) -> None:
    """Add stories that were read back from the topic: how large they are, not what they say."""
    rows = list(map(_row, known.values()))
    write_rows(connection, STORIES, rows, replace=True, only=_is_larger, merge=_own_words)


def _row(story: StoryRow) -> dict[str, Any]:
    return {
        "story_id": story.id,
        "size": story.size,
        "first_seen_at": instant_text(story.first_seen_at),
        "seen_at": instant_text(story.seen_at),
        "members": pack_members(story.members),
        "story_keys": pack_keys(story.keys),
        "merged_into": story.merged_into,
    }


def _story(row: Row[Any]) -> StoryRow:
    return StoryRow(
        row.story_id,
        row.size,
        datetime.fromisoformat(row.first_seen_at),
        datetime.fromisoformat(row.seen_at),
        unpack_members(row.members),
        unpack_keys(row.story_keys),
        row.merged_into,
    )


def _is_larger(new: Any) -> ColumnElement[bool]:
    larger: ColumnElement[bool] = STORIES.c.size < new.size
    return larger


def _own_words(_: Any) -> Mapping[str, Column[Any]]:
    kept = ("first_seen_at", "members", "story_keys", "merged_into")
    return {name: STORIES.c[name] for name in kept}
