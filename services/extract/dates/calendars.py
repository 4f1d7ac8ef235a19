"""Dates of the Jalali, Hijri, Buddhist, Ethiopian, Bikram Sambat and Gregorian calendars.

Only numbers with a plausible year of their calendar are read; nothing is completed by guess.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from typing import Literal, NamedTuple

import nepali_datetime
from hijridate import Hijri
from persiantools.jdatetime import JalaliDate

from schemas.events import Calendar
from services.extract.dates.clock import CLOCK, Precision, precision_of, time_of_day
from services.extract.dates.month_names import (
    BIKRAM_SAMBAT,
    ETHIOPIAN,
    GREGORIAN,
    HIJRI,
    JALALI,
    THAI,
)
from services.extract.dates.zones import zone_behind

Script = Literal["persian", "arabic", "thai", "amharic", "nepali", "other"]

_ETHIOPIAN_DAY_0 = 2795
"""The day before the first of the year 1, as `date.toordinal` counts."""
_BUDDHIST_YEARS = range(2400, 2601)
_GREGORIAN_YEARS = range(1990, 2101)

_NAMED_IN: dict[Script, tuple[Calendar, ...]] = {
    "persian": ("jalali", "hijri", "gregorian"),
    "arabic": ("hijri", "gregorian", "jalali"),
    "thai": ("buddhist",),
    "amharic": ("ethiopian",),
}
"""By script, the calendars of which pages name months; in other scripts the letters tell."""
_NUMBERED_IN: dict[Script, tuple[Calendar, ...]] = {
    "persian": ("gregorian", "jalali"),
    "arabic": ("gregorian", "hijri"),
    "thai": ("gregorian", "buddhist"),
    "amharic": ("gregorian",),
    "nepali": ("bikram_sambat", "gregorian"),
    "other": ("gregorian",),
}
"""Those of dates in numbers: the first that the year fits."""

_FOLD = str.maketrans({
    "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و",
    "ۀ": "ه", "\u200c": " ", "\u200f": "", "\u200e": "", "\u00a0": " ", "\u0640": "",
    "،": " , ", "፣": " , ", "٫": ".", "／": "/", "：": ":", "＋": "+", "−": "-", "–": "-", "—": "-",
})  # fmt: skip
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_MARKS = re.compile("[\u064b-\u0655\u0670]")
_GEEZ = re.compile("[\u1369-\u137b]+")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")


def fold(text: str) -> str:
    """Return text with ASCII digits, one spelling of Arabic letters, no vowel marks, lower case."""
    text = unicodedata.normalize("NFC", text).translate(_FOLD)
    return with_ascii_digits(_MARKS.sub("", text)).casefold()


def with_ascii_digits(text: str) -> str:
    """Return text with the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    text = _GEEZ.sub(lambda numeral: str(_of_geez(numeral[0])), text)
    return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def _of_geez(numeral: str) -> int:
    """Read an Ethiopic numeral up to 9,999: `፳፻፲፱` is 20 × 100 + 10 + 9."""
    hundreds, hundred, ones = numeral.rpartition("፻")
    high, low = (int(sum(map(unicodedata.numeric, part))) for part in (hundreds, ones))
    return (high or 1) * 100 + low if hundred else low


class Reading(NamedTuple):
    """A date as it is written: a wall clock, or an instant where it names its zone."""

    at: datetime
    precision: Precision
    calendar: Calendar


_YEAR_FIRST = re.compile(r"(?<![\d/.\-])(\d{4})( ?[/\-.] ?)(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d/.\-])(\d{1,2})( ?[/\-.] ?)(\d{1,2})\2(\d{4})(?![\d/])")
_CLOCK_REACH = 30
"""How far from the date its time of day may stand, characters."""


def read_calendar(text: str, script: Script, country: tzinfo | None = None) -> Reading | None:
    """Return the first date of the calendars that `script` allows, with its time of day.

    Jalali needs a Persian page or month name, Buddhist a Thai page or month name.
    """
    text = fold(text)
    found = _named(text, script) or _numeric(text, script)
    if not found:
        return None
    day, calendar, start, end = found
    before = list(CLOCK.finditer(text[:start], max(0, start - _CLOCK_REACH)))
    clock = CLOCK.search(text[: end + _CLOCK_REACH], end) or next(reversed(before), None)
    at = datetime.combine(day, time_of_day(clock))
    zone = zone_behind(text, clock.end(), at, country, start) if clock else None
    return Reading(at.replace(tzinfo=zone), precision_of(clock), calendar)


_Found = tuple[date, Calendar, int, int]


def _named(text: str, script: Script) -> _Found | None:
    """Find the earliest date with a month name."""
    found: list[_Found] = []
    for calendar in _calendars(script, text):
        system = _SYSTEMS[calendar]
        for match in (each for form in system.forms for each in form.finditer(text)):
            month = system.months[re.sub(r"\s+", "", match["month"])]
            year = int(match["year"]) + (0 if len(match["year"]) == 4 else _BUDDHIST_YEARS[100])
            day, actual = to_date(calendar, year, month, int(match["day"]))
            if day:
                found.append((day, actual, match.start(), match.end()))
                break
    return min(found, key=lambda each: each[2], default=None)


def _numeric(text: str, script: Script) -> _Found | None:
    for pattern, order in ((_YEAR_FIRST, (1, 3, 4)), (_YEAR_LAST, (4, 3, 1))):
        for match in pattern.finditer(text):
            year, month, day_number = (int(match[index]) for index in order)
            calendar = calendar_of(year, script)
            if calendar and (calendar != "gregorian" or order[0] == 1):
                day, _ = to_date(calendar, year, month, day_number)
                if day:
                    return day, calendar, match.start(), match.end()
    return None


def _calendars(script: Script, text: str) -> tuple[Calendar, ...]:
    """Return the calendars whose months a text of a page in this script may name."""
    if script in _NAMED_IN:
        return _NAMED_IN[script]
    return ("bikram_sambat",) if _DEVANAGARI.search(text) else ()


def calendar_of(year: int, script: Script) -> Calendar | None:
    """Tell the calendar of a numeric date by its year and the page's script."""
    return next((each for each in _NUMBERED_IN[script] if year in _SYSTEMS[each].years), None)


def to_date(calendar: Calendar, year: int, month: int, day: int) -> tuple[date | None, Calendar]:
    """Convert to a Gregorian date, None where no such day exists.

    A Buddhist date with a Gregorian year is Gregorian: Thai month names serve both eras.
    """
    if calendar == "buddhist" and year in _GREGORIAN_YEARS:
        calendar = "gregorian"
    system = _SYSTEMS[calendar]
    try:
        return system.to_gregorian(year, month, day) if year in system.years else None, calendar
    except (ValueError, OverflowError):
        return None, calendar


def _from_jalali(year: int, month: int, day: int) -> date:
    found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return found


def _from_hijri(year: int, month: int, day: int) -> date:
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def _from_bikram_sambat(year: int, month: int, day: int) -> date:
    found: date = nepali_datetime.date(year, month, day).to_datetime_date()
    return found


def _from_ethiopian(year: int, month: int, day: int) -> date:
    """Convert a date of twelve months of 30 days and one of 5 or 6, or raise `ValueError`."""
    last = 30 if month <= 12 else 5 + (year % 4 == 3)
    if not (1 <= month <= 13 and 1 <= day <= last):
        raise ValueError(f"no day {day} in month {month} of {year}")
    days_before = 365 * (year - 1) + year // 4 + 30 * (month - 1)
    return date.fromordinal(_ETHIOPIAN_DAY_0 + days_before + day)


class _System(NamedTuple):
    """A calendar, and how its dates are written."""

    years: range
    """The plausible ones."""
    to_gregorian: Callable[[int, int, int], date]
    """Raises `ValueError` or `OverflowError` where no such day exists."""
    months: Mapping[str, int]
    """Folded, without spaces."""
    forms: tuple[re.Pattern[str], ...]


def _system(
    years: range,
    to_gregorian: Callable[[int, int, int], date],
    months: Mapping[str, int],
    year: str = r"\d{4}",
) -> _System:
    """Fold a calendar's months, and put them into the forms of dates; `year` is a pattern."""
    folded = {re.sub(r"\s+", " ", fold(name)): number for name, number in months.items()}
    names = sorted(folded, key=len, reverse=True)
    month = "|".join(re.escape(name).replace(r"\ ", r"\s*") for name in names)
    forms = (
        rf"(?<!\d)(?P<day>\d{{1,2}})ی?\s*[.,/\-]?\s*(?:de\s|ماه\s)?(?P<month>{month})ی?"
        rf"(?:\s*ماه)?(?:\s*[/(]?\s*(?:{month})\s*\)?)?"  # the Levant's name and Egypt's
        rf"[\s.,/\-]*(?:de\s|سال\s|พ\.ศ\.\s*|ค\.ศ\.\s*)?(?P<year>{year})(?!\d)",
        # the month first on sites of WordPress, the year first in Pashto
        rf"(?P<month>{month})\s+(?P<day>\d{{1,2}})\s*(?:,|ቀን|गते)\s*(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<year>\d{{4}})\s+(?:کال\s)?(?:د\s)?(?P<month>{month})\s+(?P<day>\d{{1,2}})(?!\d)",
    )
    bare = {name.replace(" ", ""): number for name, number in folded.items()}
    return _System(years, to_gregorian, bare, tuple(map(re.compile, forms)))


_SYSTEMS: dict[Calendar, _System] = {
    "jalali": _system(range(1300, 1500), _from_jalali, JALALI),
    # what hijridate's Umm al-Qura tables hold
    "hijri": _system(range(1343, 1501), _from_hijri, HIJRI),
    # Thai short dates leave the century out
    "buddhist": _system(
        _BUDDHIST_YEARS, lambda y, m, d: date(y - 543, m, d), THAI, r"\d{4}|\d\d(?=[\s,]|$)"
    ),
    "ethiopian": _system(range(1982, 2093), _from_ethiopian, ETHIOPIAN),
    # of Nepal's official calendar
    "bikram_sambat": _system(range(2050, 2091), _from_bikram_sambat, BIKRAM_SAMBAT),
    "gregorian": _system(_GREGORIAN_YEARS, date, GREGORIAN),
}
