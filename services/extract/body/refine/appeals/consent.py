"""Layers that ask for consent to cookies: no part of any text, wherever their markup stands."""

import re
from collections.abc import Iterable, Iterator

from services.extract.body.outline import Outline
from services.extract.body.segments import Segment
from services.extract.body.selection import Page, Selection

_COOKIES = "cookie|çerez|ciastecz|süti|traceur|クッキー|쿠키|الارتباط|کوکی"
_WE = (
    "we|wir|nous|nosotr[oa]s|noi|nós|wij|my|vi|мы|ми|web(?: ?sites?)?|sites?|webseite|sito|sitio"
    r"|serwis|сайт|utiliz\w+|usamos|używamy|χρησιμοποιούμε|weboldal\w*|sitemiz\w*|当サイト\w*"
    r"|نستخدم|本(?:网|網)?站\w*|당사\w*|저희\w*"
)
_PARTNERS = "partners?|partnern?|partenaires|socios|parceiros|partnerzy|партнёр\\w*|партнер\\w*"
_STORE = (
    "stor|process|speicher|verarbeit|stock|trait|almacen|trat|archivi|elabor|armazen|slaan|verwerk"
    "|przechow|przetwarz|lagr|behandl|храни|обраба|зберіга|оброб"
)
_ASKS = re.compile(
    rf"(?:[\w']+,? ){{0,5}}(?:{_WE})\b(?!.*\b(?:use no|no|keine|geen) cookies)"
    rf"(?:.{{0,60}}(?:{_COOKIES})|.{{0,40}}\b(?:{_PARTNERS})\b.{{0,60}}\b(?:{_STORE}))"
)
"""A line in the words of the site itself; a quotation of them begins with a mark."""
_BOX_CHARS_MAX = 1_500
_PAGE = frozenset(["article", "body", "html", "main"])


def without_consent(outline: Outline, text: Iterable[Segment]) -> Outline:
    """Leave out what asks for consent, each with its small box, where the text has some of it."""
    if not any(map(_asks, text)):
        return outline
    asking = [number for number, each in enumerate(outline.segments) if _asks(each)]
    return outline.without(set(_around(outline.segments, asking)))


def _asks(segment: Segment) -> bool:
    return _ASKS.match(segment.text.lower()) is not None


def _around(page: Page, asking: list[int]) -> Iterator[int]:
    """Yield the lines, and those of their boxes that are small and hold no headline."""
    asked = Selection(page, asking)
    for number in asking:
        lines = range(number, number + 1)
        for box in page[number].path[-1:-3:-1]:
            around = range(*page.spans[box])
            chars = asked.chars_of(around)
            is_headed = "h1" in page.tags[around.start : around.stop]
            is_others = is_headed and chars > 2 * asked.chars_in(box)
            if box.tag in _PAGE or chars > _BOX_CHARS_MAX or is_others:
                break
            lines = around
        yield from lines
