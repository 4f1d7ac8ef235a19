"""Articles as the enrich stage gets them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from schemas.events import ArticleExtracted

ARTICLES = Path(__file__).parents[1] / "enrich" / "articles.json"


def article(text: str, **fields: Any) -> ArticleExtracted:
    """Build an article of which only the text matters."""
    return ArticleExtracted(
        **{
            "article_id": "0" * 32,
            "url": "https://paper.test/a",
            "canonical_url": "https://paper.test/a",
            "site": "paper.test",
            "host": "paper.test",
            "text": text,
            "confidence": 1.0,
            "extractor_version": "1",
            "fetched_at": datetime(2026, 1, 1, tzinfo=UTC),
            **fields,
        }
    )


def cases() -> dict[str, dict[str, Any]]:
    """Read the articles in thirteen languages, by language, with what is expected of each."""
    return {case["language"]: case for case in json.loads(ARTICLES.read_text("utf-8"))}
