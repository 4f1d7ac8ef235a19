"""Layers that ask for consent to cookies: no part of any text, wherever their markup stands.

They are known by how they begin, in the words that the consent platforms give to all sites.
"""

import re
from collections.abc import Iterable, Iterator

from services.extract.body.outline import Outline
from services.extract.body.segments import Segment
from services.extract.body.selection import Page, Selection

_KEYS = (
    "cookie", "partner", "partenaires", "socios", "parceiros", "партн", "çerez", "ciastecz", "süti",
    "クッキー", "쿠키", "الارتباط", "کوکی",
)  # fmt: skip
"""Letters of which some are in every such line."""
_WE = "we|wir|nous|nosotr[oa]s|noi|nós|wij|my|vi|мы|ми|biz|εμείς"
_PARTNERS = r"partner\w*|partenaires|soci[oi]s?|parceiros|партн\w+"
_STORE = (
    "stor|process|speicher|verarbeit|stock|trait|almacen|trat|archivi|elabor|armazen|slaan|verwerk"
    "|przechow|przetwarz|lagr|behandl|храни|обраба|зберіга|оброб"
)
_USE = (
    r"(?:use|utilis|utiliz|usa|usi|verwend|nutz|setz|gebruik|maakt|używa|wykorzyst|använd|brug|bruk"
    r"|používá|használ|folos|χρησιμοποι|использу|використ)\w*"
)
_SITE = (
    r"(?:web ?)?(?:sites?|seite|pages?)|sito|sitio|strona|serwis|sida|сайт|sitemiz"
    "|ιστότοπος"
)
_WHAT = r"(?:\bcookie|\bsüti|ciastecz|traceurs)"
_ASKS = re.compile(
    rf"(?:{_WE})\b.{{0,40}}\b(?:{_PARTNERS})\b.{{0,60}}\b(?:{_STORE})"
    rf"|(?:.{{0,40}}, )?(?:{_WE})\b.{{0,40}}\b{_USE} (?!no\b|kein|niet|nie\b).{{0,40}}{_WHAT}"
    rf"|(?:\w+ ){{0,2}}(?:{_SITE}) (?:\w+ )?{_USE}\b.{{0,40}}{_WHAT}|χρησιμοποιούμε cookie"
    r"|weboldal\w* sütik"
    r"|.{0,60}çerez(?:ler)?\w* kullan|.{0,30}(?:cookie|クッキー).{0,12}(?:使用|利用)し"
    r"|.{0,30}쿠키를 (?:사용|활용)|(?:نستخدم|يستخدم).{0,40}الارتباط|.{0,40}کوکی.{0,20}استفاده"
)
_BOX_CHARS_MAX = 1_500
_PAGE = frozenset(["article", "body", "html", "main"])


def without_consent(outline: Outline, text: Iterable[Segment]) -> Outline:
    """Leave out what asks for consent, each with its small box, where the text has some of it."""
    if not any(map(_asks, text)):
        return outline
    asking = [number for number, each in enumerate(outline.segments) if _asks(each)]
    return outline.without(set(_around(outline.segments, asking)))


def _asks(segment: Segment) -> bool:
    named = any(word in segment.key for word in _KEYS)
    return named and _ASKS.match(segment.text.lower()) is not None


def _around(page: Page, asking: list[int]) -> Iterator[int]:
    """Yield the lines, and those of their boxes that are small and hold no headline."""
    asked = Selection(page, asking)
    for number in asking:
        lines = range(number, number + 1)
        for box in page[number].path[-1:-3:-1]:
            around = range(*page.spans[box])
            chars = asked.chars_of(around)
            is_headed = "h1" in page.tags[around.start : around.stop]
            if box.tag in _PAGE or chars > _BOX_CHARS_MAX:
                break
            if is_headed and chars > 2 * asked.chars_in(box):
                break
            lines = around
        yield from lines
