"""Gregorian dates with the month in words, in a page of whatever language.

Templates leave `lang` out or leave it at `en`; a month's name says the language by itself. Names
that mean different months in two languages (`listopada`) are left to the page's language.
"""

import re
import unicodedata
from datetime import datetime

from services.extract.dates.calendars import Precision
from services.extract.dates.moment import Moment, read_offset
from services.extract.dates.month_names import WORLD

_NAMES = "|".join(sorted(map(re.escape, WORLD), key=len, reverse=True))
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d.:/])(?P<day>\d{{1,2}})(?:\.|º|ª|er|st|nd|rd|th)?\s*(?:de\s|of\s|[-/])?\s*"
        rf"(?P<month>{_NAMES})(?!\w)\.?,?\s*(?:de\s|del\s|[-/])?\s*(?P<year>(?:19|20)\d{{2}})(?!\d)",
        rf"(?<!\w)(?P<month>{_NAMES})(?!\w)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
        r"(?P<year>(?:19|20)\d{2})(?!\d)",
        rf"(?<!\d)(?P<year>(?:19|20)\d{{2}})(?:\.|\sm\.|\.\sgada)?\s+"
        rf"(?:(?P<month>{_NAMES})(?!\w)\.?\s+(?P<day>\d{{1,2}})(?!\d)\.?(?:\sd\.)?)",
        rf"(?<!\d)(?P<year>(?:19|20)\d{{2}})\.\sgada\s+(?P<day>\d{{1,2}})\.\s+"
        rf"(?P<month>{_NAMES})(?!\w)",
        r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*[年년.]\s*(?P<month>\d{1,2})\s*[月월.]\s*"
        r"(?P<day>\d{1,2})(?!\d)\s*[日일.]?",
        r"(?<![\d.:/])(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:,|\s+năm)?\s+"
        r"(?P<year>(?:19|20)\d{2})(?!\d)",
    )
)
_CLOCK = re.compile(
    r"(?P<first>오전|오후|上午|下午|午前|午後)?\s*(?<!\d)(?P<hour>[01]?\d|2[0-3])\s?[:.h시時时点]\s?"
    r"(?P<minute>[0-5]\d)분?(?::[0-5]\d)?(?!\d)\s*(?P<last>(?:[ap]\.?\s?m|[πμ]\.?\s?μ)\b\.?)?"
)
_AFTERNOON = ("오후", "下午", "午後", "p", "μ")
_DIGIT = re.compile(r"\d")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_BYLINE = re.compile(
    r"\W*(?:posted by|written by|by|von|par|por|di|da|od|av|af|door|oleh|bởi|автор|от|від)\b[\s:]"
)
_NAME_WORDS = 7
"""Of a byline before or after the date, with the words between them."""
_BEFORE_WORDS = 2
"""A weekday and a word more (`am Montag,`); with more it is a sentence."""
_AFTER_WORDS = 3
_LABEL_CHARS = 25
_CLOCK_REACH = 25


def read_worded(text: str) -> Moment | None:
    """Read a line that is a date in words, with its weekday and time of day, and no more."""
    found = _read(text)
    if found is None:
        return None
    moment, before, after = found
    if _DIGIT.search(before + after):
        return None
    is_line = _is_short(before, _BEFORE_WORDS) and _is_short(after, _AFTER_WORDS)
    return moment if is_line else None


def _is_short(text: str, words: int) -> bool:
    """Tell whether a line has so few words beside its date, or a byline there."""
    return len(_words(text)) <= (_NAME_WORDS if _BYLINE.match(text) else words)


def find_worded(text: str) -> Moment | None:
    """Read the date at the start of a text that a label has announced."""
    found = _read(text)
    return found[0] if found and len(found[1]) <= _LABEL_CHARS else None


def _read(text: str) -> tuple[Moment, str, str] | None:
    """Return the first date, and what stands before and after it and its time of day."""
    folded = unicodedata.normalize("NFC", text.casefold()).replace("\u0307", "")
    folded = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), folded)
    if not _DIGIT.search(folded):
        return None
    matches = [match for pattern in _DATES if (match := pattern.search(folded))]
    match = min(matches, key=re.Match.start, default=None)
    if match is None:
        return None
    before, after = folded[: match.start()], folded[match.end() :]
    clock = _CLOCK.search(after[:_CLOCK_REACH])
    if clock:
        after = after[: clock.start()] + after[clock.end() :]
    elif clock := _CLOCK.search(before):
        before = before[: clock.start()] + before[clock.end() :]
    month = WORLD.get(match["month"]) or int(match["month"])
    moment = _moment(int(match["year"]), month, int(match["day"]), clock, after)
    return (moment, before, after) if moment else None


def _moment(
    year: int, month: int, day: int, clock: re.Match[str] | None, after: str
) -> Moment | None:
    hour, minute = (int(clock["hour"]), int(clock["minute"])) if clock else (0, 0)
    half = (clock["first"] or clock["last"] or "") if clock else ""
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith(_AFTERNOON) else 0)
    try:
        at = datetime(year, month, day, hour, minute)
    except ValueError:
        return None
    zones = (read_offset(word, at) for word in _words(after)) if clock else ()
    zone = next((zone for zone in zones if zone), None)
    precision: Precision = "minute" if clock else "day"
    return Moment(at.replace(tzinfo=zone), precision, "gregorian", "text")


def _words(text: str) -> list[str]:
    return [word.strip("()[],.;:-–|") for word in text.split() if any(map(str.isalpha, word))]
