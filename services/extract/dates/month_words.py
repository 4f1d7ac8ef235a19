"""Gregorian dates with the month in words, in a page of whatever language.

Templates leave `lang` out or leave it at `en`; a month's name says the language by itself. Names
that mean different months in two languages (`listopada`) are left to the page's language.
"""

import re
import unicodedata
from datetime import date, datetime, tzinfo

from services.extract.dates.calendars import with_ascii_digits
from services.extract.dates.clock import CLOCK, precision_of, time_of_day, zone_at
from services.extract.dates.eras import western
from services.extract.dates.moment import Moment, read_offset
from services.extract.dates.month_names import WORLD

_NAMES = "|".join(sorted(map(re.escape, WORLD), key=len, reverse=True))
_ORDINAL = "(?:\\.?[ºª°]|\\.|er|st|nd|rd|th|e|:[ae]|η|-[^\\W\\d_]{1,3}|লা|রা|ঠা|ই|শে)"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d.:/])(?P<day>\d{{1,2}}){_ORDINAL}?\s*(?:de\s|of\s|[-/])?\s*"
        rf"(?:ខែ\s?)?(?P<month>{_NAMES})(?!\w)\.?,?\s*(?:de\s|del\s|do\s|[-/]|ឆ្នាំ)?\s*"
        r"(?P<year>(?:19|20)\d{2})(?!\d)",
        rf"(?<!\w)(?P<month>{_NAMES})(?!\w)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
        r"(?P<year>(?:19|20)\d{2})(?!\d)",
        rf"(?<!\d)(?P<year>(?:19|20)\d{{2}})(?:\.|\sm\.|\.\sgada|e?ko)?\s+"
        rf"(?:(?P<month>{_NAMES})(?!\w)\.?\s+(?P<day>\d{{1,2}})(?!\d)\.?(?:\sd\.)?)",
        rf"(?<!\d)(?P<year>(?:19|20)\d{{2}})(?:\.\sgada|\sжылғы|\sж\.)\s+(?P<day>\d{{1,2}})\.?\s+"
        rf"(?P<month>{_NAMES})(?!\w)",
        r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*(?:[年년.]|оны)\s*(?P<month>\d{1,2})(?:-р)?\s*(?:[月월.]|сарын)\s*"
        r"(?P<day>\d{1,2})(?!\d)\s*[日일.]?",
        r"(?<![\d.:/])(?P<day>\d{1,2})\s+th(?:áng|g)?\s*(?P<month>\d{1,2})(?:,|\s+năm)?\s+"
        r"(?P<year>(?:19|20)\d{2})(?!\d)",
    )
)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SHORT_YEAR = re.compile(
    rf"(\b(?:\d{{1,2}}\.?[\s-](?:{_NAMES})\.?[\s-]|(?:{_NAMES})\.?\s\d{{1,2}},?\s(?=['’])))"
    r"['’]?(\d\d)(?=$|,?\s\d{1,2}[:.]\d\d)"
)
"""`18-Nov-26`, `Nov. 18, '26`."""
_BYLINE = re.compile(
    r"\W*(?:(?:posted |submitted |written )?by|von|par|por|di|da|od|av|af|door|oleh|bởi|автор|от"
    r"|від)\b[\s:]"
)
_OTHER_CALENDAR = re.compile(r"\d{1,2}\s+[^\W\d]\D{1,20}\s1[34]\d\d(?!\d)|(?:संवत|शक)\s\d{4}")
"""The same day in the Bengali, Jalali, Hijri or a Hindu calendar, beside the date."""
_NAME_WORDS = 7
"""Of a byline before or after the date, with the words between them."""
_BEFORE_WORDS = 2
"""A weekday and a word more (`am Montag,`); with more it is a sentence."""
_AFTER_WORDS = 3
_BRACKETED_WORDS = 4
"""Before a date in brackets: the day in a calendar that has no digits (`ח׳ כסלו ה׳תשפ״ז`)."""
_LABEL_CHARS = 25
_CLOCK_REACH = 25


def read_worded(text: str, country: tzinfo | None = None) -> Moment | None:
    """Read a line that is a date in words, with its weekday and time of day, and no more.

    `country` is the zone of the site's country: it says which `CST` is meant.
    """
    found = _read(text, country)
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


def find_worded(text: str, country: tzinfo | None = None) -> Moment | None:
    """Read the date at the start of a text that a label has announced."""
    found = _read(text, country)
    return found[0] if found and len(found[1]) <= _LABEL_CHARS else None


def _read(text: str, country: tzinfo | None) -> tuple[Moment, str, str] | None:
    """Return the first date, and what stands before and after it and its time of day."""
    folded = unicodedata.normalize("NFC", text.casefold()).replace("\u0307", "")
    folded = western(with_ascii_digits(folded)).replace("یکم ", "1 ")
    if not _YEAR.search(folded):
        folded = _SHORT_YEAR.sub(r"\g<1>20\2", folded)
    if not _DIGIT.search(folded):
        return None
    matches = [match for pattern in _DATES if (match := pattern.search(folded))]
    match = min(matches, key=re.Match.start, default=None)
    if match is None:
        return None
    before, after = folded[: match.start()], folded[match.end() :]
    clock, earlier, zone = CLOCK.search(after[:_CLOCK_REACH]), CLOCK.search(before), ""
    if clock and earlier and len(before) - earlier.end() < clock.start():
        clock = None  # it is that of the last change: `6:40 PM, Nov 18, 2026, updated 9:05 AM`
    if clock:
        zone, after = after[clock.end() :], after[: clock.start()]
    elif clock := earlier:
        zone, before = before[clock.end() :], before[: clock.start()]
    day = int(match["year"]), WORLD.get(match["month"]) or int(match["month"]), int(match["day"])
    moment, rest = _moment(day, clock, zone, country)
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
        zones = (read_offset(word, at, country) for word in _words(behind))
        zone = next((each for each in zones if each), None)
    return Moment(at.replace(tzinfo=zone), precision_of(clock), "gregorian", "text"), behind


def _words(text: str) -> list[str]:
    return [word.strip("()[],.;:-–|") for word in text.split() if any(map(str.isalpha, word))]
