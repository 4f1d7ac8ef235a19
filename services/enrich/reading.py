"""What every enricher reads: the article, and the language of its body."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from schemas.events import ArticleExtracted
from services.text.script import own_lines

HEAD_CHARACTERS = 5_000
"""Beyond that an article repeats itself, and the time is bounded."""

Fields = dict[str, Any]
"""Fields of `ArticleEnriched` by name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as the enrichers get it."""

    article: ArticleExtracted
    language: str | None
    """ISO 639-1; None where it cannot be told."""


def head_of(text: str, language: str | None) -> str:
    """Return what names and words are looked for in: the first lines that are in its own script."""
    return "\n".join(own_lines(text[:HEAD_CHARACTERS], language))


Enricher = Callable[[Reading], Fields]
"""A pure function; of any text in bounded time."""
