"""Dates of the Jalali, Hijri, Buddhist, Ethiopian, Bikram Sambat and Gregorian calendars.

Only numbers with a plausible year of their calendar are read; nothing is completed by guess.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

import nepali_datetime
from hijridate import Hijri
from persiantools.jdatetime import JalaliDate

from schemas.events import Calendar
from services.extract.dates.month_names import (
    BIKRAM_SAMBAT,
    ETHIOPIAN,
    GREGORIAN,
    HIJRI,
    JALALI,
    THAI,
)

Precision = Literal["second", "minute", "day"]
Script = Literal["persian", "arabic", "thai", "amharic", "nepali", "other"]

JALALI_YEARS = range(1300, 1500)
HIJRI_YEARS = range(1343, 1501)
"""What hijridate's Umm al-Qura tables hold."""
BUDDHIST_YEARS = range(2400, 2601)
ETHIOPIAN_YEARS = range(1982, 2093)
_ETHIOPIAN_DAY_0 = 2795
"""The day before the first of the year 1, as `date.toordinal` counts."""
BIKRAM_SAMBAT_YEARS = range(2050, 2091)
"""Of Nepal's official calendar."""
GREGORIAN_YEARS = range(1990, 2101)
_BUDDHIST_OFFSET = 543

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


@dataclass(frozen=True, slots=True)
class Reading:
    """A date as it is written: wall clock, without a zone."""

    at: datetime
    precision: Precision
    calendar: Calendar


def _table(months: dict[str, int]) -> tuple[dict[str, int], str]:
    folded = {re.sub(r"\s+", " ", fold(name)): month for name, month in months.items()}
    names = sorted(folded, key=len, reverse=True)
    return folded, "|".join(re.escape(name).replace(r"\ ", r"\s*") for name in names)


_YEAR = r"\d{4}"
_YEARS = {"buddhist": r"\d{4}|\d\d(?=[\s,]|$)"}
"""Thai short dates leave the century out."""
_TABLES: dict[Calendar, tuple[dict[str, int], tuple[re.Pattern[str], ...]]] = {}
for _calendar, _months in (
    ("jalali", JALALI),
    ("hijri", HIJRI),
    ("buddhist", THAI),
    ("ethiopian", ETHIOPIAN),
    ("bikram_sambat", BIKRAM_SAMBAT),
    ("gregorian", GREGORIAN),
):
    _folded, _pattern = _table(_months)
    _TABLES[_calendar] = (  # type: ignore[index]
        {name.replace(" ", ""): month for name, month in _folded.items()},
        (
            re.compile(
                rf"(?<!\d)(?P<day>\d{{1,2}})ی?\s*[.,/\-]?\s*(?:de\s|ماه\s)?(?P<month>{_pattern})ی?"
                rf"(?:\s*ماه)?(?:\s*[/(]?\s*(?:{_pattern})\s*\)?)?"  # the Levant's name and Egypt's
                rf"[\s.,/\-]*(?:de\s|سال\s|พ\.ศ\.\s*|ค\.ศ\.\s*)?"
                rf"(?P<year>{_YEARS.get(_calendar, _YEAR)})(?!\d)"
            ),
            re.compile(
                rf"(?P<month>{_pattern})\s+(?P<day>\d{{1,2}})\s*(?:,|ቀን|गते)\s*(?P<year>\d{{4}})(?!\d)"
            ),
            re.compile(
                rf"(?<!\d)(?P<year>\d{{4}})\s+(?:د\s)?(?P<month>{_pattern})\s+(?P<day>\d{{1,2}})(?!\d)"
            ),
        ),
    )
"""By calendar: its months, and how its dates are written; the month first on sites of WordPress,
the year first in Pashto."""

_YEAR_FIRST = re.compile(r"(?<![\d/.\-])(\d{4})( ?[/\-.] ?)(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d/.\-])(\d{1,2})( ?[/\-.] ?)(\d{1,2})\2(\d{4})(?![\d/])")
_CLOCK = re.compile(
    r"(?<![\d:+\-])([01]?\d|2[0-3])\s?(?::|\.(?=\d\d\s*น))\s?([0-5]\d)(?::([0-5]\d))?(?![\d:/])\s*"
    r"(ق\.?\s?ظ|ب\.?\s?ظ|ص(?=\s|$)|م(?=\s|$)|صباحا?|مساء?|صبح|عصر|بعد ?از ?ظهر|a\.?m\b|p\.?m\b)?"
)
_NO_COLON = re.compile(
    r"^([\s,|-]{1,4}(?:[^\W\d_]{1,5}\.?\s+)?)([01]?\d|2[0-3])\s?[.h時时]\s?([0-5]\d)(?![\d/-]|\.\d)"
)
"""Of a time of day right behind its date: `2026-11-18 kl. 14.35`, `2026-11-18 à 14h35`."""
_AFTERNOON = ("ب", "م", "عصر", "p")
_AFTERNOON_BEFORE = ("下午", "午後", "오후")
_FORENOON_BEFORE = ("上午", "午前", "오전")
_CLOCK_REACH = 30
"""How far from the date its time of day may stand, characters."""


def read_calendar(text: str, script: Script) -> Reading | None:
    """Return the first date of the calendars that `script` allows, with its time of day.

    Jalali needs a Persian page or month name, Buddhist a Thai page or month name.
    """
    text = fold(text)
    found = _named(text, script) or _numeric(text, script)
    if not found:
        return None
    day, calendar, start, end = found
    text = text[:end] + _NO_COLON.sub(r"\1\2:\3", text[end:])
    clock, precision = _clock(text, start, end)
    return Reading(datetime.combine(day, clock), precision, calendar)


_Found = tuple[date, Calendar, int, int]


def _named(text: str, script: Script) -> _Found | None:
    """Find the earliest date with a month name."""
    found: list[_Found] = []
    for calendar in _calendars(script, text):
        months, patterns = _TABLES[calendar]
        for match in (each for pattern in patterns for each in pattern.finditer(text)):
            month = months[re.sub(r"\s+", "", match["month"])]
            year = int(match["year"]) + (0 if len(match["year"]) == 4 else BUDDHIST_YEARS[100])
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
    if script == "persian":
        return ("jalali", "hijri", "gregorian")
    if script == "arabic":
        return ("hijri", "gregorian", "jalali")
    if script == "thai":
        return ("buddhist",)
    if script == "amharic":
        return ("ethiopian",)
    return ("bikram_sambat",) if _DEVANAGARI.search(text) else ()


def calendar_of(year: int, script: Script) -> Calendar | None:
    """Tell the calendar of a numeric date by its year and the page's script."""
    if script == "nepali" and year in BIKRAM_SAMBAT_YEARS:
        return "bikram_sambat"
    if year in GREGORIAN_YEARS:
        return "gregorian"
    if script == "persian" and year in JALALI_YEARS:
        return "jalali"
    if script == "arabic" and year in HIJRI_YEARS:
        return "hijri"
    return "buddhist" if script == "thai" and year in BUDDHIST_YEARS else None


def to_date(calendar: Calendar, year: int, month: int, day: int) -> tuple[date | None, Calendar]:
    """Convert to a Gregorian date, None where no such day exists.

    A Buddhist date with a Gregorian year is Gregorian: Thai month names serve both eras.
    """
    if calendar == "buddhist" and year in GREGORIAN_YEARS:
        calendar = "gregorian"
    try:
        if calendar == "jalali" and year in JALALI_YEARS:
            jalali = JalaliDate(year, month, day)  # type: ignore[no-untyped-call]
            return jalali.to_gregorian(), calendar
        if calendar == "hijri" and year in HIJRI_YEARS:
            converted = Hijri(year, month, day).to_gregorian()
            return date(converted.year, converted.month, converted.day), calendar
        if calendar == "buddhist" and year in BUDDHIST_YEARS:
            return date(year - _BUDDHIST_OFFSET, month, day), calendar
        if calendar == "ethiopian" and year in ETHIOPIAN_YEARS:
            return _from_ethiopian(year, month, day), calendar
        if calendar == "bikram_sambat" and year in BIKRAM_SAMBAT_YEARS:
            return nepali_datetime.date(year, month, day).to_datetime_date(), calendar
        if calendar == "gregorian" and year in GREGORIAN_YEARS:
            return date(year, month, day), calendar
    except (ValueError, OverflowError):
        pass
    return None, calendar


def _from_ethiopian(year: int, month: int, day: int) -> date:
    """Convert a date of twelve months of 30 days and one of 5 or 6, or raise `ValueError`."""
    last = 30 if month <= 12 else 5 + (year % 4 == 3)
    if not (1 <= month <= 13 and 1 <= day <= last):
        raise ValueError(f"no day {day} in month {month} of {year}")
    days_before = 365 * (year - 1) + year // 4 + 30 * (month - 1)
    return date.fromordinal(_ETHIOPIAN_DAY_0 + days_before + day)


def _clock(text: str, start: int, end: int) -> tuple[time, Precision]:
    """Return the time of day beside a date: after it, else before it."""
    after = _CLOCK.search(text[: end + _CLOCK_REACH], end)
    before = list(_CLOCK.finditer(text[:start], max(0, start - _CLOCK_REACH)))
    match = after or (before[-1] if before else None)
    if not match:
        return time(), "day"
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    half, beside = match[4] or "", text[: match.start()].rstrip()
    if beside.endswith((*_AFTERNOON_BEFORE, *_FORENOON_BEFORE)):
        half = "p" if beside.endswith(_AFTERNOON_BEFORE) else "a"
    hour = hour_of_day(hour, half, _AFTERNOON)
    return time(hour, minute, second), "second" if match[3] else "minute"


def hour_of_day(hour: int, half: str, afternoon: tuple[str, ...]) -> int:
    """Return the hour from 0 to 23 of an hour of half a day; as it is where none is named."""
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half.startswith(afternoon) else 0)
