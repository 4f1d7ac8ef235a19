"""Article in, enriched article out. Pure: no Kafka, no clock, no network."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from schemas.events import ArticleEnriched, ArticleExtracted
from services.enrich import counts, highlights, paragraphs, readability, summary
from services.enrich.keywords import keywords
from services.enrich.language import UNKNOWN, detect, eldc_detector
from services.enrich.people import people
from services.enrich.places import places
from services.enrich.places.table import place_names
from services.enrich.quality import flags, numbers
from services.enrich.quotes import quotes
from services.enrich.reading import Enricher, Fields, Reading
from services.text.frequency import frequencies
from services.text.words import stop_words

ENRICHER_VERSION = "17"
"""Raise it when a rule changes what articles get."""

ENRICHERS: Mapping[str, Enricher] = {
    "script": paragraphs.fields,
    "summary": summary.fields,
    "highlights": highlights.fields,
    "keywords": keywords.fields,
    "places": places.fields,
    "people": people.fields,
    "quotes": quotes.fields,
    "quality": numbers.fields,
    "flags": flags.fields,
    "counts": counts.fields,
    "readability": readability.fields,
}
"""Every enricher by the name that `enrich_errors` and the metric give it; add a line to add one."""

ERROR_MAX_CHARACTERS = 200
T = TypeVar("T")


def enrich(
    article: ArticleExtracted, enrichers: Mapping[str, Enricher] = ENRICHERS
) -> ArticleEnriched:
    """Add what each enricher makes; one that fails costs its own fields, and says so.

    The time is bounded: a few milliseconds for an article, tens of them for a megabyte.
    """
    errors: dict[str, str] = {}
    language = _attempt("language", partial(detect, article.text), UNKNOWN, errors)
    reading = Reading(article, language.code)
    made: Fields = dict(vars(article))
    made |= {"language": language.code, "language_confidence": language.confidence}
    for name, make in enrichers.items():
        made |= _attempt(name, partial(make, reading), Fields(), errors)
    made |= {"enrich_errors": errors, "enricher_version": ENRICHER_VERSION}
    return ArticleEnriched(**made)


def _attempt(name: str, make: Callable[[], T], instead: T, errors: dict[str, str]) -> T:
    try:
        return make()
    except MemoryError:
        raise  # the worker's limit, and its to answer
    except Exception as error:
        errors[name] = f"{type(error).__name__}: {error}"[:ERROR_MAX_CHARACTERS]
        return instead


def warm() -> None:
    """Load word lists (about 1 s) before the first article waits for them."""
    eldc_detector()
    stop_words("en")
    frequencies("en")
    place_names()
