"""Finds the story of each new article, or begins one; tells when two stories turn out one."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from services.publish.keyed_rows import KeyIndex
from services.publish.stories.profile import Profile
from services.publish.stories.rows import BY_KEY, load_stories, save_stories
from services.publish.stories.sameness import MINUTES_A_DAY, Weighed, the_model
from services.publish.stories.story import Story, StoryRow

COMMON_LEAST = 3
"""Keys, of sixteen, that an article must have in common with a story to be compared with it."""
COMPARED_MAX = 6
"""Stories, those with the most keys in common."""
Scored = tuple[float, StoryRow]


class Stories:
    """What one transaction knows of stories."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = KeyIndex(connection, BY_KEY)
        self._stories: dict[str, StoryRow] = {}
        self._changed: dict[str, StoryRow] = {}

    def look_up(self, profiles: Iterable[Profile], known: Iterable[str]) -> None:
        """Read the stories that these new articles may be of, and those named `known`."""
        wanted = set(known)
        each_keys = [profile.keys for profile in profiles]
        self._index.look_up(key for keys in each_keys for key in keys)
        for keys in each_keys:
            wanted.update(self._nearest(keys))
        self._load(wanted)

    def place(self, article_id: str, profile: Profile, at: datetime, days: float) -> Story:
        """Return the article's story, which it may have begun."""
        self.look_up([profile], [])
        member, keys = Weighed(profile), profile.keys
        near = self._nearest(keys)
        since = at - timedelta(days=days)
        candidates = [story for each in near if (story := self._stories.get(each))]
        scored = [
            (_log_odds(member, story, days), story)
            for story in candidates
            if story.merged_into is None and story.seen_at >= since
        ]
        story, merged = self._joined([each for each in scored if each[0] >= the_model().join])
        if story is None:
            story = self._stories[article_id] = StoryRow(article_id, 0, at, at)
        story.add(member, keys, at)
        self._changed[story.id] = story
        self._index.add(story.id, story.keys)
        return Story(story.id, story.size, story.size, tuple(each.id for each in merged))

    def as_now(self, story: Story | None) -> Story | None:
        """Return an article's story with its size as it is now."""
        if story is None:
            return None
        later: str | None = story.id
        while later is not None:
            self._load([later])
            row = self._stories.get(later)
            later = row.merged_into if row else None
        size = max(story.size, row.size) if row else story.size
        return story._replace(size=size, merged=())

    def save(self) -> None:
        """Write down what changed."""
        save_stories(self._connection, self._changed)

    def _joined(self, scored: list[Scored]) -> tuple[StoryRow | None, list[StoryRow]]:
        """Return the likeliest story, or where several are certain, the oldest with the others."""
        if not scored:
            return None, []
        _, best = max(scored, key=lambda each: (each[0], each[1].id))
        certain = [story for score, story in scored if score >= the_model().merge]
        if best not in certain or len(certain) == 1:
            return best, []
        first, *others = sorted(certain, key=lambda story: (story.first_seen_at, story.id))
        for other in others:
            keys = other.keys
            first.take_over(other)
            self._changed[other.id] = other
            self._index.discard(other.id, keys)
        return first, others

    def _nearest(self, keys: list[int]) -> list[str]:
        """Return the stories with the most keys in common, most first."""
        common = self._index.common(keys)
        least = min(COMMON_LEAST, len(keys))
        found = [story for story, count in common.items() if count >= least]
        return sorted(found, key=lambda story: (-common[story], story))[:COMPARED_MAX]

    def _load(self, ids: Iterable[str]) -> None:
        self._stories |= load_stories(self._connection, set(ids) - self._stories.keys())


def _log_odds(article: Weighed, story: StoryRow, days: float) -> float:
    """Return the log-odds that it is of the story, by its likest article near in time."""
    near = [
        each for each in story.members if abs(each.of.at - article.of.at) <= days * MINUTES_A_DAY
    ]
    return max((the_model().log_odds(article, each) for each in near), default=float("-inf"))
