"""What several views say of an article in the same words."""

import re
from datetime import datetime
from typing import TypeGuard

from schemas.events import ArticleEnriched, ArticleExtracted, NamedPlace, Topic

MEDIA_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"


_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""RFC 5646, section 2.1, but for what was registered before it."""
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")


def article_urn(article_id: str) -> str:
    """Name an article for the whole world, whatever its address."""
    return f"urn:newsreel:article:{article_id}"


def language_of(article: ArticleExtracted) -> str | None:
    """Return the language detected on the text, else the declared one; BCP 47, well-formed."""
    detected = article.language if isinstance(article, ArticleEnriched) else None
    tag = (detected or article.declared_language or "").replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else None


def summary_of(article: ArticleExtracted) -> str | None:
    """Return the summary that was made of it, else the page's own description."""
    made = article.summary if isinstance(article, ArticleEnriched) else None
    return made or article.description


def byline(article: ArticleExtracted) -> str:
    """Return the authors' names, empty where none is known."""
    return ", ".join(person.name for person in article.authors)


def published(article: ArticleExtracted) -> str | None:
    """Write the publication date as exactly as the page states it; ISO 8601."""
    at = article.published_at
    if at is None:
        return None
    return at.date().isoformat() if article.published_precision == "day" else instant(at)


def instant(at: datetime) -> str:
    """Write an instant with its offset; ISO 8601, `Z` for UTC (RFC 3339)."""
    return at.isoformat().replace("+00:00", "Z")


def shortened(text: str, most: int) -> str:
    """Return a text on one line, cut at a blank where it has more than so many characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def is_uri(text: str | None) -> TypeGuard[str]:
    """Tell whether readers that want a URI (RFC 3986) would take it for one."""
    return text is not None and _URI.fullmatch(text) is not None


def geonames_url(place: NamedPlace) -> str:
    """Name a place as linked data does."""
    return f"https://sws.geonames.org/{place.geonames_id}/"


def topic_uri(topic: Topic) -> str:
    """Name a topic as linked data does: `medtop:` is short for IPTC's address."""
    return MEDIA_TOPICS + topic.id.removeprefix("medtop:")
