"""What is known of an article: its latest revision, and whether it is still there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from services.publish.stories.story import Story


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An earlier article with the same text, or nearly."""

    article_id: str
    similarity: float
    """0 to 1; 1 is every word."""
    first_seen_at: datetime
    says_more: bool = False
    """Whether the new one has much besides: it is no copy to leave out. For the decision alone."""


@dataclass(frozen=True, slots=True)
class Gone:
    """That an article is no longer there."""

    by: str
    """Id of the answer that said so."""
    at: datetime


class End(NamedTuple):
    """What the topic of articles must say last of one that has gone."""

    article_id: str
    by: str
    """Id of the answer that said so."""
    revision: int
    """The last."""


@dataclass(frozen=True, slots=True)
class Known:
    """The latest revision of an article, as the store has it."""

    revision: int
    fingerprints: Mapping[str, str]
    """Content field -> hash of its value."""
    first_seen_at: datetime
    via: str
    """The URL at which it was found first; empty where only the topic knew that it had gone."""
    fetched_at: datetime
    """When the newest page that counted was fetched."""
    url: str
    """Canonical URL; empty as `via` is."""
    content: bytes
    """Its words, packed."""
    duplicate: Duplicate | None = None
    """Set if it was nearly another's when it was new."""
    story: Story | None = None
    """As of its latest revision."""
    gone: Gone | None = None
    """Set while it is not there."""
    revised_at: datetime | None = None
    """When the latest revision was decided; None: not known."""
    own_seen: bool = False
    """Whether a page at its canonical URL has shown it, not only one that names that URL."""
    unchanged_at: datetime | None = None
    """When fetch last found its page as it was at `fetched_at`; None: not since then."""

    def end(self, article_id: str) -> End | None:
        """Return its end, where it has gone."""
        return End(article_id, self.gone.by, self.revision) if self.gone else None
