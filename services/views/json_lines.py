"""The article as it stands on the topic: one JSON object."""

from schemas.events import ArticleExtracted


def json_line(article: ArticleExtracted) -> str:
    """Return the contract's own form in one line (`schemas/json/articles.published.v1.json`)."""
    return article.model_dump_json()
