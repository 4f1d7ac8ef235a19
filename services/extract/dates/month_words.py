"""Gregorian dates with the month in words, in a page of whatever language.

Templates leave `lang` out or leave it at `en`; a month's name says the language by itself. Names
that mean different months in two languages (`listopada`) are left to the page's language.
"""

import re
from datetime import date, datetime, tzinfo

from services.extract.dates.calendars import with_ascii_digits
from services.extract.dates.clock import CLOCK, precision_of, time_of_day
from services.extract.dates.eras import western
from services.extract.dates.moment import Moment
from services.extract.dates.month_forms import any_name, first_day
from services.extract.dates.month_names import WORLD, fold_months
from services.extract.dates.zones import zone_among, zone_at

_NAMES = any_name(WORLD)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SHORT_YEAR = re.compile(
    rf"(\b(?:\d{{1,2}}\.?[\s-](?:{_NAMES})\.?[\s-]|(?:{_NAMES})\.?\s\d{{1,2}},?\s(?=['’])))"
    r"['’]?(\d\d)(?=$|,?\s\d{1,2}[:.]\d\d)"
)
"""`18-Nov-26`, `Nov. 18, '26`."""
_BYLINE = re.compile(
    r"\W*(?:(?:posted |submitted |written )?by|von|par|por|di|da|od|av|af|door|oleh|boi|автор|от"
    r"|від)\b[\s:]"
)
_OTHER_CALENDAR = re.compile(
    r"\d{1,2}\s+[^\W\d]\D{1,20}\s1[34]\d\d(?!\d)|(?:संवत|शक)\s\d{4}"
    "|[א-ת]{1,2}['׳\"״]?[א-ת]?\\s[א-ת]{2,7}(?:\\s[אב]['׳])?\\s(?:ה['׳])?תש[א-ת\"״'׳]{1,4}"
)
"""The same day in the Bengali, Jalali, Hijri, a Hindu or the Hebrew calendar, beside the date."""
_NAME_WORDS = 7
"""Of a byline before or after the date, with the words between them."""
_BEFORE_WORDS = 2
"""A weekday and a word more (`am Montag,`); with more it is a sentence."""
_AFTER_WORDS = 3
_BRACKETED_WORDS = 4
"""Before a date in brackets: the day in a calendar that has no digits (`ח׳ כסלו ה׳תשפ״ז`)."""
_LABEL_CHARS = 25
_CLOCK_REACH = 25


def read_worded(text: str, country: tzinfo | None = None, language: str = "") -> Moment | None:
    """Read a line that is a date in words, with its weekday and time of day, and no more.

    `country` is the zone of the site's country: it says which `CST` is meant. `language` is what
    the page declares (BCP 47).
    """
    found = _read(text, country, language)
    if found is None:
        return None
    moment = found[0]
    before, after = (_OTHER_CALENDAR.sub("", each) for each in found[1:])
    if _DIGIT.search(before + after):
        return None
    before_max = _BRACKETED_WORDS if before.endswith("(") else _BEFORE_WORDS
    is_line = _is_short(before, before_max) and _is_short(after, _AFTER_WORDS)
    return moment if is_line else None


def _is_short(text: str, words: int) -> bool:
    """Return whether a line has so few words beside its date, or a byline there."""
    return len(_words(text)) <= (_NAME_WORDS if _BYLINE.match(text) else words)


def find_worded(text: str, country: tzinfo | None = None, language: str = "") -> Moment | None:
    """Read the date at the start of a text that a label has announced."""
    found = _read(text, country, language)
    return found[0] if found and len(found[1]) <= _LABEL_CHARS else None


def _read(text: str, country: tzinfo | None, language: str) -> tuple[Moment, str, str] | None:
    """Return the first date, and what stands before and after it and its time of day."""
    folded = western(with_ascii_digits(fold_months(text))).replace("یکم ", "1 ")
    if not _YEAR.search(folded):
        folded = _SHORT_YEAR.sub(r"\g<1>20\2", folded)
    day = first_day(folded, language) if _YEAR.search(folded) else None
    if day is None:
        return None
    before, after = folded[: day.start], folded[day.end :]
    clock, earlier, zone = CLOCK.search(after[:_CLOCK_REACH]), CLOCK.search(before), ""
    if clock and earlier and len(before) - earlier.end() < clock.start():
        clock = None  # it is that of the last change: `6:40 PM, Nov 18, 2026, updated 9:05 AM`
    if clock:
        zone, after = after[clock.end() :], after[: clock.start()]
    elif clock := earlier:
        zone, before = before[clock.end() :], before[: clock.start()]
    moment, rest = _moment((day.year, day.month, day.day), clock, zone, country)
    if moment is None:
        return None
    return moment, before, f"{after} {rest}"


def _moment(
    day: tuple[int, int, int], clock: re.Match[str] | None, behind: str, country: tzinfo | None
) -> tuple[Moment | None, str]:
    """Return the date at its time of day, and what stands behind that besides the zone."""
    try:
        at = datetime.combine(date(*day), time_of_day(clock))
    except ValueError:
        return None, behind
    if clock is None:
        return Moment(at, "day", "gregorian", "text"), behind
    zone, end = zone_at(behind, 0, at, country)
    behind = behind[end:]
    if zone is None:
        zone = zone_among(_words(behind), at, country)
    return Moment(at.replace(tzinfo=zone), precision_of(clock), "gregorian", "text"), behind


def _words(text: str) -> list[str]:
    return [word.strip("()[],.;:-–|") for word in text.split() if any(map(str.isalpha, word))]
