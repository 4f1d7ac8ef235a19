"""An article as a page had it, laid out to be compared. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from schemas.events import ArticleEnriched
from services.publish.revisions.fingerprints import fingerprints
from services.publish.stories.profile import Profile, profile_of
from services.publish.texts.contents import Content, content_of
from services.publish.texts.likeness import TextKeys, text_keys_of

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
"""Profiles count minutes from here; no story of ours is older."""


@dataclass(frozen=True)
class Found:
    """An article as a page had it. What costs most, keys and profile, is made when asked for."""

    url: str
    """Where it was found."""
    canonical_url: str
    fingerprints: Mapping[str, str]
    """Content field -> hash of its value."""
    fetched_at: datetime
    content: Content
    when: datetime | None = None
    """When it came out, as far as stories go; None: it is to have no story."""
    former_fingerprints: Mapping[str, str] = field(default_factory=dict)
    """Those of fields whose hash was made otherwise before; a database still has them."""

    @cached_property
    def text_keys(self) -> TextKeys:
        """What its text is found again by."""
        return text_keys_of(self.content)

    @cached_property
    def profile(self) -> Profile | None:
        """What its story is found by, if it has one."""
        return None if self.when is None else profile_of(self.content, self.when)


def found_in(article: ArticleEnriched, with_story: bool = False) -> Found:
    """Lay out what a page had; `with_story`: so that it may have one."""
    where = article.url, article.canonical_url
    when = _when(article) if with_story else None
    hashes = fingerprints(article)
    return Found(*where, hashes.seen, article.fetched_at, content_of(article), when, hashes.former)


def _when(article: ArticleEnriched) -> datetime:
    """When it was published; when it was fetched, where the page says no hour, or one to come."""
    stated = article.published_at
    if stated is None or article.published_precision == "day" or stated > article.fetched_at:
        return article.fetched_at
    return max(stated, EARLIEST)
