"""What a feed says of an article: no more than a reader needs to choose it."""

from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict

from schemas.events import ArticlePublished
from services.views.facts import language_of, shortened

LEAD_MAX_CHARACTERS = 400
"""Of the text, where the article has no summary."""
TITLE_MAX_CHARACTERS = 80
"""Of the lead, where the article has no title."""


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


def item_of(article: ArticlePublished) -> Item:
    """Say of an article what belongs into a feed."""
    lead = article.summary or article.description or shortened(article.text, LEAD_MAX_CHARACTERS)
    return Item(
        article_id=article.article_id,
        revision=article.revision,
        url=article.canonical_url,
        title=article.title or shortened(lead, TITLE_MAX_CHARACTERS),
        summary=lead,
        authors=[person.name for person in article.authors],
        site=article.site_name or article.site,
        tags=article.tags,
        language=language_of(article),
        image=article.image,
        published_at=(article.published_at or article.first_seen_at).astimezone(UTC),
        updated_at=article.revised_at.astimezone(UTC),
    )
