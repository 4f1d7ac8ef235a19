"""Dates in numbers with the year last: `03/04/2026` is read where the page says in which order."""

import re
from datetime import date, datetime

from services.extract.dates.calendars import fold
from services.extract.dates.clock import CLOCK, precision_of, time_of_day
from services.extract.dates.locale import Locale
from services.extract.dates.moment import FUTURE_LIMIT, Moment
from services.extract.dates.order import (
    DAY_FIRST,
    MONTH_FIRST,
    is_month_first_by_zone,
    near,
    on_its_weekday,
)
from services.extract.dates.zones import zone_at

_DIGIT = re.compile(r"\d")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_SLASHED = re.compile(
    r"(?<!\d)(\d{1,2})[/\-](\d{1,2})(?:[/\-]|(?<=/\d)\s|(?<=/\d\d)\s)(\d{4})(?!\d)"
)
"""Also `5/6 2026`."""
_SET_APART = re.compile(r"(?<!\d)(\d{1,2}) ?([|·•–/-]) ?(\d{1,2}) ?\2 ?((?:19|20)\d\d)(?!\d)")
_SHORT_YEAR_LAST = re.compile(
    r"^\W{0,3}(?:\d{1,2}:\d\d,?\s)?(?:[^\W\d_]{2,10}[.,]{0,2}\s)?(\d{1,2})([./-]\s?)(\d{1,2})\2(\d\d)"
    r"(?=\s*$|\s*[|,·•(–—-]|\s(?:г\.?)?\s*\S{0,4}\s?\d{1,2}\s?[:.h]\s?\d\d)"
)
"""A line that is such a date, with its weekday and time of day: `Mi 18.11.26, 18:40`."""
_SHORT_YEAR_FIRST = re.compile(r"(?<![\d./-])(\d\d)([./-])(\d{1,2})\2(\d{1,2})(?![\d./-]*\d)")
_YEAR_FIRST = ("ja", "ko", "zh", "hu", "lt")
"""Languages that set the year first, also where it is short (Unicode CLDR)."""
_DAY_FIRST_SHORT = (
    "de", "fr", "it", "es", "pt", "ca", "gl", "ro", "nl", "da", "nb", "nn", "no", "fi", "is", "et",
    "pl", "cs", "sk", "sl", "hr", "bs", "sr", "mk", "bg", "ru", "uk", "be", "kk", "az", "tr", "el",
    "he", "ka", "hy", "vi", "id", "hi", "bn",
)  # fmt: skip
"""Languages that set the day first, and no other way with a short year (Unicode CLDR)."""
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN_LAST = re.compile(
    r"(?<![\d.])(\d{1,2})[. ]\s?([IVX]{1,4})[. ]\s?(\d{4})(?!\d)", re.IGNORECASE
)
_ROMAN_FIRST = re.compile(r"(?<!\d)(\d{4})\. ?([IVX]{1,4})\. ?(\d{1,2})(?!\d)")
_TWO_ORDERS = ("en", "")
"""Languages that do not say the order."""


def _in_arabic(text: str) -> str:
    """Write the month in figures where it is a Roman numeral: `12 III 2026`, `2026. III. 12.`."""
    if match := _ROMAN_LAST.search(text) or _ROMAN_FIRST.search(text):
        month = match[2].upper()
        if month in _ROMANS:
            figures = f"{match[1]}.{_ROMANS.index(month) + 1:02}.{match[3]}"
            return text[: match.start()] + figures + text[match.end() :]
    return text


def in_full(text: str, locale: Locale) -> str:
    """Write a date so that it is clear in every language.

    `26.06.05` gets its century, where language or numbers leave one order alone; `26 | 06 | 2005`
    its usual sign.
    """
    if not _DIGIT.search(text):
        return text
    text = _in_arabic(_SET_APART.sub(r"\1/\3/\4", text))
    language = locale.language.partition("-")[0]
    this_year = locale.fetched_at.year - 2000
    if language in (*_DAY_FIRST_SHORT, *_TWO_ORDERS):
        match = _SHORT_YEAR_LAST.search(text)
        if match is None or int(match[4]) > this_year:
            return text
        is_told = language in _DAY_FIRST_SHORT or int(match[1]) <= 12 < int(match[3]) <= 31
        return f"{text[: match.start(4)]}20{text[match.start(4) :]}" if is_told else text
    if language not in _YEAR_FIRST:
        return text

    def with_century(match: re.Match[str]) -> str:
        is_date = int(match[1]) <= this_year and 1 <= int(match[3]) <= 12 and int(match[4]) <= 31
        return f"20{match[1]}.{match[3]}.{match[4]}" if is_date else match[0]

    return _SHORT_YEAR_FIRST.sub(with_century, text)


def is_numeric(text: str) -> bool:
    """Return whether a text holds a date in numbers with the year last."""
    folded = fold(text)
    return bool(_DOTTED.search(folded) or _SLASHED.search(folded))


def read_numeric(text: str, locale: Locale) -> Moment | None:
    """Read such a date with its time of day; None where its order is in doubt.

    In doubt are two numbers up to 12 in English, unless their weekday, another day of the page,
    its other dates or its country decide, or one of the two days is still to come.
    """
    folded = fold(text)
    dotted = _DOTTED.search(folded)
    match = dotted or _SLASHED.search(folded)
    if not match:
        return None
    day = _day(match, dotted is not None, folded, locale)
    if day is None:
        return None
    clock = CLOCK.search(folded, match.end()) or CLOCK.search(folded[: match.start()])
    at = datetime.combine(day, time_of_day(clock))
    zone = zone_at(folded, clock.end(), at, locale.country)[0] if clock else None
    return Moment(at.replace(tzinfo=zone), precision_of(clock), "gregorian", "text")


def _day(match: re.Match[str], is_dotted: bool, text: str, locale: Locale) -> date | None:
    """Return the one day that two numbers and a year can mean; None where in doubt."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    is_open = locale.language.partition("-")[0] in _TWO_ORDERS
    if max(first, second) > 12 and (not is_dotted or is_open):
        orders = [(min(first, second), max(first, second))]
    elif is_dotted or not is_open or locale.month_first() is False:
        orders = [(second, first)]
    else:
        orders = [(second, first), (first, second)]
    found = {day for month, number in orders if (day := _date(year, month, number))}
    latest = (locale.fetched_at + FUTURE_LIMIT).date()
    past = {day for day in found if day <= latest}
    if len(past) > 1:
        past = (
            on_its_weekday(text, past)
            or near(past, locale.days)
            or _ordered(past, match, text, locale)
        )
    return past.pop() if len(past) == 1 else None


def _ordered(days: set[date], match: re.Match[str], text: str, locale: Locale) -> set[date]:
    """Return the day in the order that the page's other dates, its clock or its country tell."""
    month_first = locale.month_first()
    if month_first is None:
        month_first = is_month_first_by_zone(text)
    if month_first is None:
        month_first = _is_month_first(locale)
    return {day for day in days if (day.month == int(match[1])) is month_first}


def _is_month_first(locale: Locale) -> bool | None:
    """Tell by the region of the language, then by the domain; None where neither says."""
    region = locale.language.rpartition("-")[2].lower()
    for country in (region, locale.host.rpartition(".")[2]):
        if country in MONTH_FIRST or country in DAY_FIRST:
            return country in MONTH_FIRST
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
