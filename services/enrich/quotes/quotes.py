"""Who said what, as far as it stands in quotation marks."""

from collections.abc import Iterator
from itertools import islice

from schemas.events import Quote
from services.enrich.quotes.marks import Quotation, quotations
from services.enrich.quotes.speakers import is_same_turn, speaker
from services.enrich.reading import Fields, Reading

QUOTES_MAX = 20
READ_CHARACTERS = 10_000
"""Beyond that an article repeats itself, and the time is bounded."""


def fields(reading: Reading) -> Fields:
    """Return `quotes`."""
    return {"quotes": quotes(reading.article.text, reading.language)}


def quotes(text: str, language: str | None) -> list[Quote]:
    """Find at most 20 quotations in reading order, with who says them where that stands beside."""
    return list(islice(_with_speakers(text[:READ_CHARACTERS], language), QUOTES_MAX))


def _with_speakers(text: str, language: str | None) -> Iterator[Quote]:
    """Yield each quotation; the second half of one that is broken off is its speaker's, too.

    Of a dashed line the first end counts behind which somebody is said to say it.
    """
    last: Quotation | None = None
    who: str | None = None
    done = -1
    for quotation in quotations(text, language):
        if quotation.place == done:
            continue
        goes_on = last is not None and who is not None and is_same_turn(quotation, last, who)
        said_by = speaker(quotation, language) or (who if goes_on else None)
        if quotation.needs_speaker and not said_by:
            continue
        last, who = quotation, said_by
        done = quotation.place if quotation.is_dashed else done
        yield Quote(text=quotation.text, speaker=who)
