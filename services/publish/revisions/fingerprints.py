"""Hashes of an article's fields, of what its readers see of them.

A picture of another size, a name in capitals or an instant of another zone is none that they would
call another.
"""

import re
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson

from schemas.events import ArticleEnriched

CONTENT_FIELDS = (
    "title",
    "subtitle",
    "text",
    "authors",
    "published_at",
    "section",
    "tags",
    "image",
    "language",
    "paywalled",
)
"""What a reader would call a change; views, fetch time or our own scores are not."""
FOLDED = ("authors", "published_at", "section", "tags", "image")
"""Those of which some differences are not seen."""

_PICTURE = re.compile(
    r"(?:https?:)?//([^?#]+\.(?:jpe?g|png|webp|avif|gif))(?:[?#].*)?", re.IGNORECASE | re.DOTALL
)
"""The address of a picture: what follows it asks for a size, a form, a version, or is a token."""


class Fingerprints(NamedTuple):
    """Hashes by field, 64 bits in hex."""

    seen: dict[str, str]
    former: dict[str, str]
    """Of the fields in `FOLDED` as they are written: rows of an older database have these."""


def fingerprints(article: ArticleEnriched) -> Fingerprints:
    """Hash each content field as it is seen."""
    data = article.model_dump(mode="json", include=set(CONTENT_FIELDS))
    data["tags"] = sorted(set(article.tags))  # their order tells nothing
    former = {name: _hash(data[name]) for name in FOLDED}
    data["authors"] = [[_folded(each.name), _folded(each.role)] for each in article.authors]
    data["published_at"] = article.published_at and article.published_at.timestamp()
    data["section"] = _folded(article.section)
    data["tags"] = sorted(set(map(_folded, article.tags)))
    data["image"] = _picture(article.image or "")
    return Fingerprints({name: _hash(data[name]) for name in CONTENT_FIELDS}, former)


def _hash(value: Any) -> str:
    return blake2b(orjson.dumps(value, option=orjson.OPT_SORT_KEYS), digest_size=8).hexdigest()


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _picture(url: str) -> str:
    found = _PICTURE.fullmatch(url)
    return found[1] if found else url.removeprefix("https:").removeprefix("http:")
