"""What a feed says of an article: no more than a reader needs to choose it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict

from schemas.events import ArticlePublished
from services.views.facts import language_of, shortened, site_of

LEAD_MAX_CHARACTERS = 400
"""Of the text, where the article has no summary."""
TITLE_MAX_CHARACTERS = 80
"""Of the lead, where the article has no title."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Item(BaseModel):
    """An entry of a feed. Instants are UTC."""

    model_config = ConfigDict(frozen=True)

    article_id: str
    revision: int
    url: str
    title: str
    summary: str
    authors: list[str]
    site: str
    tags: list[str]
    language: str | None
    image: str | None
    published_at: datetime
    """When it came out, as far as known; else when it was first seen."""
    updated_at: datetime
    story_id: str | None = None
    """The story that it is of, after all merges."""


def item_of(article: ArticlePublished) -> Item:
    """Say of an article what belongs into a feed."""
    stated = _lines((article.summary or "", article.description or ""))
    lead = stated[0] if stated else shortened(_line(article.text), LEAD_MAX_CHARACTERS)
    return Item(
        article_id=article.article_id,
        revision=article.revision,
        url=article.canonical_url,
        title=_line(article.title or "") or shortened(lead, TITLE_MAX_CHARACTERS),
        summary=lead,
        authors=_lines(person.name for person in article.authors),
        site=site_of(article),
        tags=_lines(article.tags),
        language=language_of(article),
        image=article.image,
        published_at=(article.published_at or article.first_seen_at).astimezone(UTC),
        updated_at=article.revised_at.astimezone(UTC),
        story_id=article.story_id,
    )


def _line(text: str) -> str:
    """Write a text in one line, without the control characters that XML has none of."""
    return " ".join(_CONTROL.sub("", text).split())


def _lines(texts: Iterable[str]) -> list[str]:
    return list(filter(None, map(_line, texts)))
