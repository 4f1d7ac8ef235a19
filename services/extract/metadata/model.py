"""What a page states about its article besides the body, as one record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from schemas.events import Calendar, HintedField, Mention, PageFacts, Person, StatedTitle
from services.extract.dates.clock import Precision

T = TypeVar("T")


class Stated(NamedTuple):
    """A text that the page states, and where."""

    text: str
    source: str
    """One of those of `Metadata.sources`."""


class Found(NamedTuple, Generic[T]):
    """People or tags in page order, and where they were found."""

    values: list[T]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page states; None and empty stand for absent, never for a guess."""

    title: str | None = None
    titles: list[StatedTitle]
    subtitle: str | None = None
    description: str | None = None
    authors: list[Person]
    publisher: str | None = None
    site_name: str | None = None
    published_at: datetime | None
    published_precision: Precision | None
    published_calendar: Calendar | None
    modified_at: datetime | None
    section: str | None = None
    tags: list[str]
    mentions: list[Mention]
    image: str | None = None
    canonical_url: str
    """Checked rel=canonical or og:url; else the URL that answered, normalised."""
    declared_language: str | None = None
    paywalled: bool | None
    ai_disclosure: str | None = None
    page_facts: PageFacts
    free: bool | None
    """JSON-LD's `isAccessibleForFree`; what else the page says of its rights, fetch has read."""
    sources: dict[str, str]
    """json-ld, h1, og, head, meta, microdata, html, link, text, time, url, htmldate, … or hint."""
    hint_conflicts: list[HintedField]
    """Hints that contradict the page."""
