"""What publish keeps of an article's latest revision, to say what changed and what is alike."""

from hashlib import blake2b
from typing import NamedTuple

import orjson
import zstandard

from schemas.events import ArticleEnriched

TEXT_MAX_CHARACTERS = 200_000
"""More than an article has. All of ten megabytes takes minutes to compare, in which the store does
not answer: it would count as away, and the stage end at such an article again and again."""


class Content(NamedTuple):
    """The words of an article."""

    title: str = ""
    subtitle: str = ""
    text: str = ""
    """One paragraph per line."""
    language: str = ""
    """ISO 639-1, or empty."""
    rest: str = ""
    """Hash of the text behind `TEXT_MAX_CHARACTERS`, where there is any."""


def content_of(article: ArticleEnriched) -> Content:
    """Take the words of an article."""
    return _cut(
        Content(article.title or "", article.subtitle or "", article.text, article.language or "")
    )


def pack(content: Content) -> bytes:
    """Compress for the store."""
    return zstandard.compress(orjson.dumps(list(content)))


def unpack(packed: bytes) -> Content:
    """Read back what was packed; of a row without words, none."""
    return _cut(Content(*orjson.loads(zstandard.decompress(packed)))) if packed else Content()


def _cut(content: Content) -> Content:
    """Put a hash in the place of what is too long to be compared."""
    text, rest = content.text[:TEXT_MAX_CHARACTERS], content.text[TEXT_MAX_CHARACTERS:]
    if not rest:
        return content
    digest = blake2b(rest.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return content._replace(text=text, rest=digest)
