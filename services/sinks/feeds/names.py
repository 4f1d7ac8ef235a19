"""Which feeds an article is in, and what their files are called."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import quote

from schemas.events import ArticlePublished

SLUG_MAX_CHARACTERS = 60
_OTHER = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True, order=True)
class Feed:
    """A feed; its path is its name for good."""

    path: str
    """In the sink's folder, without a suffix."""
    title: str

    def address(self, base_url: str, suffix: str) -> str:
        """Return where one of its files is served, as a URL may be written."""
        return f"{base_url}/{quote(self.path)}{suffix}"


ALL = Feed("all", "All articles")


def feeds_of(article: ArticlePublished) -> Iterator[Feed]:
    """Yield the feeds that an article belongs to."""
    yield ALL
    if article.language:
        yield Feed(f"language/{slug(article.language)}", f"Language: {article.language}")
    yield Feed(f"site/{slug(article.site)}", article.site)
    tags = {slug(tag): tag for tag in reversed(article.tags) if tag.strip()}
    for name, tag in sorted(tags.items()):
        yield Feed(f"tag/{name}", f"Tag: {tag}")


def slug(text: str) -> str:
    """Return a file's name for a text: other texts, letter case aside, have other names."""
    folded = " ".join(text.casefold().split())
    name = _OTHER.sub("-", folded).strip("-.")[:SLUG_MAX_CHARACTERS]
    if name and name == folded:
        return name
    digest = blake2b(folded.encode("utf-8", "replace"), digest_size=4).hexdigest()
    return f"{name}-{digest}".lstrip("-")
