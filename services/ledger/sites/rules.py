"""From which numbers on a site is not as usual."""

from dataclasses import dataclass
from typing import Self

from services.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRules:
    """The numbers that are settings, and those that are not."""

    articles_least: float
    """Expected articles below which silence says nothing: days are uneven, and of 10 articles
    none come too often."""
    quiet_share: float
    """Of the expected articles; so few or fewer are silence."""
    loud_share: float = 0.3
    """Of the expected articles; with more a silent site is as usual again."""
    pages_least: float = 20.0
    """Pages, now and before, below which they are not compared."""
    worse_drop: float
    """By how much a mean or a share has fallen; at half of it the site is as usual again."""
    errors: float = 4.0
    """Standard errors that it must have fallen by, too: few pages differ by chance."""
    visits_least: float = 10.0
    blocked_share: float
    """Of the visits that end at a closed door; at half of it the site is open again."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Take the settings."""
        return cls(
            articles_least=settings.sites_articles_least,
            quiet_share=settings.sites_quiet_share,
            worse_drop=settings.sites_worse_drop,
            blocked_share=settings.sites_blocked_share,
        )
