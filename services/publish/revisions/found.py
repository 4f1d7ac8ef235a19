"""An article as a page had it, laid out to be compared. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import blake2b

import orjson

from schemas.events import ArticleEnriched
from services.publish.stories.profile import Profile, profile_of
from services.publish.texts.contents import Content, content_of
from services.publish.texts.likeness import TextKeys, text_keys_of

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
"""Profiles count minutes from here; no story of ours is older."""
CONTENT_FIELDS = (
    "title",
    "subtitle",
    "text",
    "authors",
    "published_at",
    "section",
    "tags",
    "image",
    "language",
    "paywalled",
)
"""What a reader would call a change; views, fetch time or our own scores are not."""


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

    @cached_property
    def text_keys(self) -> TextKeys:
        """What its text is found again by."""
        return text_keys_of(self.content)

    @cached_property
    def profile(self) -> Profile | None:
        """What its story is found by, if it has one."""
        return None if self.when is None else profile_of(self.content, self.when)


def fingerprints(article: ArticleEnriched) -> dict[str, str]:
    """Hash of each content field, 64 bits in hex."""
    data = article.model_dump(mode="json", include=set(CONTENT_FIELDS))
    data["tags"] = sorted(set(article.tags))  # their order tells nothing
    return {
        field: blake2b(
            orjson.dumps(data[field], option=orjson.OPT_SORT_KEYS), digest_size=8
        ).hexdigest()
        for field in CONTENT_FIELDS
    }


def found_in(article: ArticleEnriched, with_story: bool = False) -> Found:
    """Lay out what a page had; `with_story`: so that it may have one."""
    where = article.url, article.canonical_url
    when = _when(article) if with_story else None
    return Found(*where, fingerprints(article), article.fetched_at, content_of(article), when)


def _when(article: ArticleEnriched) -> datetime:
    """When it was published; when it was fetched, where the page says no hour, or one to come."""
    stated = article.published_at
    if stated is None or article.published_precision == "day" or stated > article.fetched_at:
        return article.fetched_at
    return max(stated, EARLIEST)
