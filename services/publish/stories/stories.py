"""Finds the story of each new article, or begins one; tells when two stories turn out one."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from services.publish.keyed_rows import KeyIndex
from services.publish.stories.profile import Profile
from services.publish.stories.rows import BY_KEY, load_stories, save_stories
from services.publish.stories.sameness import MINUTES_A_DAY, the_model
from services.publish.stories.story import Story, StoryRow

COMMON_LEAST = 3
"""Keys, of sixteen, that an article must have in common with a story to be compared with it."""
COMPARED_MAX = 6
"""Stories, those with the most keys in common."""


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
        self._index.look_up(profile.keys)
        near = self._nearest(profile.keys)
        self._load(near)
        since = at - timedelta(days=days)
        candidates = [story for each in near if (story := self._stories.get(each))]
        still = [each for each in candidates if not each.merged_into and each.seen_at >= since]
        story, merged = self._joined(_likely(profile, still, days))
        if story is None:
            story = self._stories[article_id] = StoryRow(article_id, 0, at, at)
        story.add(profile, at)
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

    def _joined(self, likely: Mapping[str, float]) -> tuple[StoryRow | None, list[StoryRow]]:
        """Return the likeliest story, or where several are certain, the oldest with the others."""
        if not likely:
            return None, []
        best = max(likely, key=lambda each: (likely[each], each))
        certain = [self._stories[each] for each in likely if likely[each] >= the_model().merge]
        if len(certain) < 2:
            return self._stories[best], []
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


def _likely(article: Profile, stories: Iterable[StoryRow], days: float) -> dict[str, float]:
    """Return the log-odds of each story that it may be of, by the likest member near in time."""
    most = days * MINUTES_A_DAY
    members = [(each, story.id) for story in stories for each in story.members]
    near = [(each, story) for each, story in members if abs(each.at - article.at) <= most]
    if not near:
        return {}
    said = the_model().log_odds(article, [each for each, _ in near])
    likely: dict[str, float] = {}
    for (_, story), odds in zip(near, said, strict=True):
        if odds >= the_model().join:
            likely[story] = max(odds, likely.get(story, odds))
    return likely
