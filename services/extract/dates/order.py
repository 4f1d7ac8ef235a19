"""Which of two numbers is the month in `03/04/2026`: what the rest of the page says of it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from services.extract.markup.visible_html import text_between_tags

MONTH_FIRST = ("us", "ph")
"""Countries that write the month first (Unicode CLDR, short dates of their languages)."""
DAY_FIRST = ("uk", "gb", "au", "nz", "ie", "in", "za", "ng", "ke", "sg", "my", "pk", "hk", "mt")
"""Countries where English dates have the day first."""
_ZONES_MONTH_FIRST = frozenset(
    ("est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "pst", "pdt", "pt", "akst", "hst")
)
_ZONES_DAY_FIRST = frozenset(
    ("bst", "ist", "aest", "aedt", "awst", "nzst", "nzdt", "sast", "pkt", "sgt", "eat", "wat")
)
"""Abbreviations of clocks; `ist` is India's or Ireland's."""
_NUMBERS = re.compile(rb"(?<![\d/\-])(\d{1,2})([/\-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/\-])")
_SEARCHED_BYTES = 300_000
_WORD = re.compile(r"[a-z]{2,4}")
_ENGLISH = (b" the ", b" of ", b" and ", b" to ")
_ENGLISH_BYTES = 400
"""English text has one of these words at least so often; other languages have none."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NEAR = timedelta(days=14)
"""The two days that two numbers can mean are four weeks apart."""
_ISO_DAY = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d")
_ADDRESS_MONTH = re.compile(r"/((?:19|20)\d{2})[/-](0[1-9]|1[0-2])(?=[/-])")


def is_month_first(visible: bytes, locale: str) -> bool | None:
    """Tell by the page's other dates, its text and its locale (`en_US`); None where none says.

    Asked only of pages that show a date in doubt; a text that is not English has the day first,
    whatever its template declares.
    """
    text = text_between_tags(visible)[:_SEARCHED_BYTES]
    pairs = [(int(match[1]), int(match[3])) for match in _NUMBERS.finditer(text)]
    if not any(first <= 12 and second <= 12 for first, second in pairs):
        return None
    orders = {second > 12 for first, second in pairs if max(first, second) > 12}
    if len(orders) == 1:
        return orders.pop()
    if sum(map(text.count, _ENGLISH)) * _ENGLISH_BYTES < len(text) and not text.isascii():
        return False
    country = re.split("[-_]", locale.lower())[-1]
    return country in MONTH_FIRST if country in (*MONTH_FIRST, *DAY_FIRST) else None


def is_month_first_by_zone(text: str) -> bool | None:
    """Tell by the clock of a folded date: `04/11/2026 8:15 pm est`; None where none says."""
    words = set(_WORD.findall(text))
    is_first, is_last = bool(words & _ZONES_MONTH_FIRST), bool(words & _ZONES_DAY_FIRST)
    return is_first if is_first is not is_last else None


def stated_days(url: str, changes: Iterable[str]) -> tuple[date, ...]:
    """Return days near which the article appeared: its last changes, the month of its address."""
    found = [match[0] for text in changes if (match := _ISO_DAY.match(text))]
    try:
        days = tuple(map(date.fromisoformat, found))
    except ValueError:
        days = ()
    return (*days, *middle_of_month(url))


def middle_of_month(url: str) -> Iterator[date]:
    """Yield the middle of the month that stands in an address: of `/2025/11/` the fifteenth."""
    month = _ADDRESS_MONTH.search(url)
    if month:
        yield date(int(month[1]), int(month[2]), 15)


def may_be_swapped(visible: bytes, found: date) -> bool:
    """Return whether the page holds a date in numbers that means this day or, swapped, another."""
    if found.day > 12 or found.day == found.month:
        return False
    pair = {found.day, found.month}
    return any(
        {int(match[1]), int(match[3])} == pair and int(match[4]) == found.year
        for match in _NUMBERS.finditer(text_between_tags(visible)[:_SEARCHED_BYTES])
    )


def on_its_weekday(text: str, days: set[date]) -> set[date]:
    """Return those of some days that fall on the weekday which an English text names."""
    words = {word[:3] for word in re.findall(r"[a-z]{3,9}", text)}
    return {day for day in days if _WEEKDAYS[day.weekday()] in words}


def near(days: set[date], witnesses: tuple[date, ...]) -> set[date]:
    """Return those of some days that lie within two weeks of another day of the page."""
    return {day for day in days if any(abs(day - each) <= _NEAR for each in witnesses)}
