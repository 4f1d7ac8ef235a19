"""Rows of stories and of the keys by which they are found. Work functions for `Store.call`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from sqlalchemy import Column, ColumnElement, Connection, Row, delete, select

from services.publish.stories.story import (
    StoryRow,
    pack_keys,
    pack_members,
    unpack_keys,
    unpack_members,
)
from services.publish.tables import STORIES, STORY_KEYS
from services.stage.store.rows import one_of, write_rows

SLOTS = 32
"""Stories for a key, one for each place: a word of every other story finds no more than these, and
what is read for an article has a bound."""
KEYS_AT_ONCE = 8_000


@dataclass(frozen=True, slots=True)
class OldStories:
    """Which stories may be dropped."""

    before: datetime
    at_most: int
    """In one transaction."""


def stories_by_key(connection: Connection, keys: Sequence[int]) -> Iterable[tuple[int, str]]:
    """Yield each key with each story that has it."""
    for start in range(0, len(keys), KEYS_AT_ONCE):
        mine = one_of(connection, STORY_KEYS.c.key, keys[start : start + KEYS_AT_ONCE])
        columns = select(STORY_KEYS.c.key, STORY_KEYS.c.story_id)
        yield from ((row.key, row.story_id) for row in connection.execute(columns.where(mine)))


def load_stories(connection: Connection, ids: Collection[str]) -> dict[str, StoryRow]:
    """Return those stories that are known."""
    if not ids:
        return {}
    mine = one_of(connection, STORIES.c.story_id, sorted(ids))
    return {row.story_id: _story(row) for row in connection.execute(select(STORIES).where(mine))}


def save_stories(connection: Connection, changed: Mapping[str, StoryRow]) -> None:
    """Write stories, and the keys by which they are found from now on."""
    _drop_keys(connection, [story.id for story in changed.values() if story.merged_into])
    write_rows(connection, STORIES, [_row(changed[each]) for each in sorted(changed)], replace=True)
    places = {
        (key, crc32(story.id.encode()) % SLOTS): story.id
        for story in changed.values()
        for key in story.new_keys
    }
    rows = [
        {"key": key, "slot": slot, "story_id": places[key, slot]} for key, slot in sorted(places)
    ]
    write_rows(connection, STORY_KEYS, rows, replace=True)


def restore_stories(connection: Connection, known: Mapping[str, StoryRow]) -> None:
    """Add stories that were read back from the topic: how large they are, not what they say."""
    rows = [_row(known[each]) for each in sorted(known)]
    write_rows(connection, STORIES, rows, replace=True, only=_is_larger, merge=_own_words)


def forget_stories(connection: Connection, olds: Sequence[OldStories]) -> Sequence[int]:
    """Drop stories that have had no article for long, the oldest first; say how many."""
    before = max(old.before for old in olds).astimezone(UTC).isoformat()
    old = select(STORIES.c.story_id).where(STORIES.c.seen_at < before)
    some = old.order_by(STORIES.c.seen_at).limit(max(each.at_most for each in olds))
    found = list(connection.execute(some).scalars())
    _drop_keys(connection, found)
    connection.execute(delete(STORIES).where(one_of(connection, STORIES.c.story_id, found)))
    return [len(found)] * len(olds)


def _drop_keys(connection: Connection, ids: Collection[str]) -> None:
    """Drop the keys of stories: they are found by key, so the stories' own lists say which."""
    if not ids:
        return
    mine = select(STORIES.c.story_keys).where(one_of(connection, STORIES.c.story_id, sorted(ids)))
    packed = connection.execute(mine).scalars()
    listed = sorted({key for each in packed for key in unpack_keys(each)})
    for start in range(0, len(listed), KEYS_AT_ONCE):
        some = one_of(connection, STORY_KEYS.c.key, listed[start : start + KEYS_AT_ONCE])
        of = one_of(connection, STORY_KEYS.c.story_id, sorted(ids))
        connection.execute(delete(STORY_KEYS).where(some, of))


def _row(story: StoryRow) -> dict[str, Any]:
    return {
        "story_id": story.id,
        "size": story.size,
        "first_seen_at": story.first_seen_at.astimezone(UTC).isoformat(),
        "seen_at": story.seen_at.astimezone(UTC).isoformat(),
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
