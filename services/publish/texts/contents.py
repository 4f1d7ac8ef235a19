"""What publish keeps of an article's latest revision, to say what changed and what is alike."""

from typing import NamedTuple

import orjson
import zstandard

from schemas.events import ArticleEnriched

LEVEL = 6


class Content(NamedTuple):
    """The words of an article."""

    title: str = ""
    subtitle: str = ""
    text: str = ""
    """One paragraph per line."""
    language: str = ""
    """ISO 639-1, or empty."""


def content_of(article: ArticleEnriched) -> Content:
    """Take the words of an article."""
    return Content(
        article.title or "", article.subtitle or "", article.text, article.language or ""
    )


def pack(content: Content) -> bytes:
    """Compress for the store."""
    return zstandard.compress(orjson.dumps(list(content)), LEVEL)


def unpack(packed: bytes) -> Content:
    """Read back what was packed; of a row without words, none."""
    return Content(*orjson.loads(zstandard.decompress(packed))) if packed else Content()
