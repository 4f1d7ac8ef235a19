"""The story of an article, and its row in the store."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import orjson

from services.publish.stories.profile import Profile, pack, unpack

MEMBERS_MAX = 3
"""Articles that a new one is compared with: the first and the latest."""
KEYS_MAX = 64
"""Of a story, from its first articles: a story that widens is not found by ever more."""


class Story(NamedTuple):
    """What an article says of its story."""

    id: str
    """Id of its first article."""
    size: int
    """Articles of the story so far."""
    position: int
    """Which of them the article is, from 1."""
    merged: tuple[str, ...] = ()
    """Stories that turned out to be this one by this article."""


@dataclass(slots=True)
class StoryRow:
    """A story in the store."""

    id: str
    size: int
    first_seen_at: datetime
    seen_at: datetime
    """When its latest article was decided."""
    members: list[Profile] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    merged_into: str | None = None
    new_keys: list[int] = field(default_factory=list)
    """Those by which it is not found yet."""

    def add(self, member: Profile, at: datetime) -> None:
        """Take an article in."""
        self.size += 1
        self.seen_at = max(self.seen_at, at)
        self.members = _kept([*self.members, member])
        self._find_by(member.keys)

    def take_over(self, other: "StoryRow") -> None:
        """Become one with a story, which is none any more."""
        self.size += other.size
        self.seen_at = max(self.seen_at, other.seen_at)
        self.members = _kept([*self.members, *other.members])
        self._find_by(other.keys)
        other.merged_into, other.members, other.keys, other.new_keys = self.id, [], [], []

    def _find_by(self, keys: Sequence[int]) -> None:
        lacking = [key for key in keys if key not in self.keys]
        new = lacking[: max(KEYS_MAX - len(self.keys), 0)]
        self.keys += new
        self.new_keys += new


def pack_story(story: Story | None) -> bytes | None:
    """Write it for the store."""
    return None if story is None else orjson.dumps(list(story))


def unpack_story(packed: bytes | None) -> Story | None:
    """Read it back."""
    if packed is None:
        return None
    name, size, position, merged = orjson.loads(packed)
    return Story(name, size, position, tuple(merged))


def pack_members(members: Sequence[Profile]) -> bytes:
    """Write articles one after the other, each behind its length."""
    return b"".join(len(each).to_bytes(2) + each for each in map(pack, members))


def unpack_members(packed: bytes) -> list[Profile]:
    """Read them back."""
    found, start = [], 0
    while start < len(packed):
        end = start + 2 + int.from_bytes(packed[start : start + 2])
        found.append(unpack(packed[start + 2 : end]))
        start = end
    return found


def _kept(members: list[Profile]) -> list[Profile]:
    return members if len(members) <= MEMBERS_MAX else [members[0], *members[1 - MEMBERS_MAX :]]
