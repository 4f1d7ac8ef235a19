"""Who said what, as far as it stands in quotation marks."""

from itertools import islice

from schemas.events import Quote
from services.enrich.quotes.marks import quotations
from services.enrich.quotes.speakers import speaker
from services.enrich.reading import Fields, Reading

QUOTES_MAX = 20
READ_CHARACTERS = 10_000
"""Beyond that an article repeats itself, and the time is bounded."""


def fields(reading: Reading) -> Fields:
    """Return `quotes`."""
    return {"quotes": quotes(reading.article.text, reading.language)}


def quotes(text: str, language: str | None) -> list[Quote]:
    """Find at most 20 quotations in reading order, with who says them where that stands beside."""
    found = islice(quotations(text[:READ_CHARACTERS], language), QUOTES_MAX)
    return [Quote(text=quotation.text, speaker=speaker(quotation, language)) for quotation in found]
