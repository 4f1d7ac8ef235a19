"""What the operator decides of publishing."""

from dataclasses import dataclass
from typing import Self

from services.settings import Settings


@dataclass(frozen=True, slots=True)
class PublishRules:
    """Made of the settings `NEWSREEL_PUBLISH_…`."""

    cosmetic_share: float
    """Share of the words below which a change counts as cosmetic, 0 to 1."""
    cosmetic_revisions: bool
    """Whether such a change makes a revision."""
    publish_copies: bool
    """Whether what is nearly another's text is published, with the flag."""
    stories_days: float = 0
    """How long a story waits for its next article; 0: no stories."""
    interval_seconds: float = 0
    """Least time between two revisions of an article; 0: none."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Take the settings."""
        return cls(
            cosmetic_share=settings.publish_cosmetic_share,
            cosmetic_revisions=settings.publish_cosmetic_revisions,
            publish_copies=settings.publish_copies,
            stories_days=settings.publish_stories_days,
            interval_seconds=settings.publish_interval_minutes * 60,
        )
