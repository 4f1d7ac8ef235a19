"""An article as a row. PostgreSQL has no NUL in its texts, so ours has none either."""

from typing import Any

from schemas.events import ArticlePublished
from services.sinks.entry import ArticleEntry, End, Merge, Revision
from services.sinks.postgres.search import (
    LEAD_MAX_BYTES,
    TEXT_MAX_BYTES,
    TITLE_MAX_BYTES,
    configuration,
    searched,
)

COPIED = (
    "article_id", "revision", "canonical_url", "site", "host", "language", "title", "subtitle",
    "summary", "text", "publisher", "section", "tags", "image", "paywalled", "word_count",
    "published_at", "modified_at", "first_seen_at", "revised_at",
)  # fmt: skip
"""Fields that are columns of their own as they are."""


def article_row(article: ArticlePublished, known: frozenset[str]) -> dict[str, Any]:
    """Return the row of an article, and what is searched of it.

    `known` are the text search configurations of the server.
    """
    row = {name: getattr(article, name) for name in COPIED}
    row["authors"] = [person.name for person in article.authors]
    row["keywords"] = [keyword.text for keyword in article.keywords]
    row["duplicate_of"] = article.duplicate_of.article_id if article.duplicate_of else None
    row["article"] = article.model_dump(mode="json")
    row["search_config"] = configuration(article.language, known)
    lead = " ".join([article.subtitle or "", article.summary or "", *article.tags])
    row["search_title"] = searched(article.title or "", TITLE_MAX_BYTES)
    row["search_lead"] = searched(lead, LEAD_MAX_BYTES)
    row["search_text"] = searched(article.text, TEXT_MAX_BYTES)
    clean: dict[str, Any] = without_nul(row)
    return clean


def history_row(entry: ArticleEntry) -> dict[str, Any]:
    """Return the row of what happened."""
    article = entry.article if isinstance(entry, Revision) else None
    end = entry.retraction if isinstance(entry, End) else None
    row = {
        "article_id": entry.article_id,
        "revision": entry.revision,
        "event": "published" if article else "retracted",
        "event_id": entry.event_id,
        "at": entry.at,
        "title": article.title if article else None,
        "change": article.change.kind if article and article.change else None,
        "changed_fields": article.changed_fields if article else None,
        "reason": end.reason.value if end else None,
        "detail": end.detail if end else None,
        "article": article.model_dump(mode="json") if article else None,
    }
    clean: dict[str, Any] = without_nul(row)
    return clean


def merge_row(entry: Merge) -> dict[str, Any]:
    """Return the row of a story that was merged."""
    names = ("merged_story_id", "story_id", "story_size", "article_id", "merged_at")
    return {name: getattr(entry.merge, name) for name in names} | {"event_id": entry.event_id}


def without_nul(value: Any) -> Any:
    """Leave NUL out of all texts in a value."""
    match value:
        case str():
            return value.replace("\0", "") if "\0" in value else value
        case dict():
            return {without_nul(name): without_nul(each) for name, each in value.items()}
        case list():
            return [without_nul(each) for each in value]
    return value
