"""Who said what, as far as it stands in quotation marks."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from schemas.events import Quote
from services.enrich.names.capitals import UNDECLINED, names_of
from services.enrich.quotes.marks import Quotation, quotations
from services.enrich.quotes.speakers import is_same_turn, speaker
from services.enrich.reading import Fields, Reading, head_of
from services.text.words import fold

QUOTES_MAX = 20
READ_CHARACTERS = 10_000
"""Beyond that an article repeats itself, and the time is bounded."""


def fields(reading: Reading) -> Fields:
    """Return `quotes`; who has only a family name there has the full one of the text."""
    return {"quotes": quotes_of(reading)}


@lru_cache(maxsize=2)
def _read(text: str, language: str | None) -> tuple[Quote, ...]:
    """Read the quotations of a text once for quotes and people."""
    found = quotes(text, language)
    if language not in UNDECLINED or all(" " in (each.speaker or " ") for each in found):
        return tuple(found)
    full = _full_names(text, language)
    return tuple(
        each.model_copy(update={"speaker": full.get(fold(each.speaker or ""), each.speaker)})
        for each in found
    )


def quotes_of(reading: Reading) -> list[Quote]:
    """Return the quotations of an article."""
    return list(_read(reading.article.text, reading.language))


def _full_names(text: str, language: str | None) -> dict[str, str]:
    """Return the full name of each folded family name that one person of the text has."""
    by_family = defaultdict(list)
    for name in names_of(head_of(text, language), language):
        if " " in name.form:
            by_family[fold(name.form.rpartition(" ")[2])].append(name)
    return {
        family: same[0].form
        for family, same in by_family.items()
        if [each.person for each in same] == [True]
    }


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
