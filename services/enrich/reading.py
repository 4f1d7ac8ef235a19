"""What every enricher reads: the article, and the language of its body."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from schemas.events import ArticleExtracted

Fields = dict[str, Any]
"""Fields of `ArticleEnriched` by name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as the enrichers get it."""

    article: ArticleExtracted
    language: str | None
    """ISO 639-1; None where it cannot be told."""


Enricher = Callable[[Reading], Fields]
"""A pure function; of any text in bounded time."""
