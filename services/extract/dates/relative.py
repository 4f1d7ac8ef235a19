"""Dates told from the reader's now: `3 hours ago`, `vor 3 Stunden`, `3時間前`."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial

from babel import UnknownLocaleError
from babel.dates import format_timedelta

from services.extract.dates import relative_words as words
from services.extract.dates.calendars import fold
from services.extract.dates.clock import CLOCK, Precision, precision_of, time_of_day
from services.extract.dates.locale import Locale
from services.extract.dates.moment import Moment
from services.extract.dates.month_forms import LANGUAGES_KEPT, any_name, language_of_script
from services.extract.dates.zones import read_offset

_LINE_CHARS_MAX = 40
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_TOLD_AGO = {_MINUTE: 59, _HOUR: 23, _DAY: 6}
"""Units that `3 hours ago` is told in, and up to how many."""
_ONE_NUMBER = re.compile(r"[^\d-]*\d{1,2}\D*")
"""Without a sign: where CLDR has no words, it says `-3 h`."""
Past = tuple[timedelta, timedelta]
"""How long ago something was, and the last unit it is told in."""


def _any(names: Iterable[str]) -> str:
    return any_name(set(map(fold, names)))


def _steps(table: Mapping[str, tuple[str, ...]], number: int = 1) -> dict[str, timedelta]:
    return {
        fold(name): timedelta(**{f"{unit}s": number})
        for unit, names in table.items()
        for name in names
    }


_STEPS = _steps(words.UNITS)
_WHOLE = _steps(words.SINGLE) | _steps(words.DOUBLE, 2) | _steps({"minute": words.HALF}, 30)
"""Units that say their number themselves."""
_NUMBERS = {fold(name): number for number, names in words.NUMBERS.items() for name in names}
_DAY_WORDS = {fold(name): days for days, names in words.DAYS.items() for name in names}
_NEVER_ALONE = {fold(word) for word in words.NEVER_ALONE}
_NOW = {fold(word) for word in words.NOW}
_BARE = {fold(word) for word in words.BARE}

_NUMBER = rf"(?:\d{{1,3}}|{_any(_NUMBERS)})"
_NEXT = rf"\s*,?\s*(?:(?:{_any(words.AND)})\s?)?({_NUMBER})\s*({_any(_STEPS)})\.?"
_PART = re.compile(_NEXT)
_MORE = rf"(?P<more>(?:{_NEXT}){{0,2}})"
"""`3 hours, 15 minutes ago`."""
_AGO = re.compile(
    rf"(?:(?P<before>{_any(words.BEFORE)})\s*)?(?:(?:{_any(words.ABOUT)})\s*)?"
    rf"(?:(?P<number>{_NUMBER})(?:\s*|'|\sde\s)(?P<unit>{_any(_STEPS)})"
    rf"|(?P<whole>{_any(_WHOLE)})(?:\s+(?:{_any(words.AFTER_UNIT)}))?|(?P<last_unit>{_any(words.NUMBER_LAST)})\s+(?P<last>{_NUMBER}))"
    rf"\.?{_MORE}(?:\s*(?P<after>{_any(words.AFTER)}))?\.?(?:\s(?:{_any(words.SAID_LAST)}))?"
)
_ON_DAY = re.compile(
    rf"(?P<day>{_any(_DAY_WORDS)})(?:\s*[,|-]?\s*(?:(?:{_any(words.AT)})\s*)?(?P<clock>{CLOCK.pattern}"
    r")\s*(?:uhr|uur|hs?\.?|ч\.?|น\.?|बजे|-kor)?)?"
)
_AT_CLOCK = re.compile(rf"\s(?:{_any(words.AT)})\s(?P<clock>{CLOCK.pattern})$")
"""`2 days ago at 6:40 pm`."""


def read_relative(text: str, locale: Locale) -> Moment | None:
    """Read a line that says how long ago the article appeared, by when the page was fetched.

    Minutes and hours give an instant, days a day; weeks are too vague for one.
    """
    text = text.partition(" by ")[0]
    if len(text) > _LINE_CHARS_MAX:
        return None
    folded = fold(text).strip()
    clock = _AT_CLOCK.search(folded)
    match = _AGO.fullmatch(folded[: clock.start()] if clock else folded)
    past = (timedelta(), _MINUTE) if folded in _NOW else _past(match) if match else None
    past = past or _told_rarely(folded, locale)
    if past is None:
        return _on_day(folded, locale)
    length, step = past
    if clock:
        if step < _DAY:
            return None
        at = datetime.combine((_today(locale) - length).date(), time_of_day(clock))
        return Moment(at, precision_of(clock), "gregorian", "text")
    at = (locale.fetched_at - length).replace(second=0, microsecond=0)
    precision: Precision = "minute" if step < _DAY else "day"
    at = at if precision == "minute" else at.replace(hour=0, minute=0)
    return Moment(at, precision, "gregorian", "text")


def _told_rarely(folded: str, locale: Locale) -> Past | None:
    """Return how long ago a line says in the words that CLDR has for the page's language."""
    if not _ONE_NUMBER.fullmatch(folded):
        return None
    own = (language_of_script(folded), locale.language.partition("-")[0])
    return next(filter(None, (_phrases(each).get(folded) for each in own if each)), None)


@lru_cache(LANGUAGES_KEPT)
def _phrases(language: str) -> Mapping[str, Past]:
    """Return how a language says so many minutes, hours or days ago (Unicode CLDR)."""
    steps = [(step, n) for step, most in _TOLD_AGO.items() for n in range(1, most + 1)]
    tell = partial(format_timedelta, threshold=1, add_direction=True, locale=language)
    try:
        return {fold(tell(-step * n)): (step * n, step) for step, n in steps}
    except (ValueError, UnknownLocaleError):
        return {}


def _past(match: re.Match[str]) -> Past | None:
    """Return how long ago a match is, and its last unit; None where no word says it is past."""
    before = match["before"] if match["before"] not in _NEVER_ALONE else None
    if not before and not match["after"] and match["unit"] not in _BARE:
        return None
    if match["whole"]:
        length = step = _WHOLE[match["whole"]]
    else:
        step = _STEPS[match["unit"] or match["last_unit"]]
        length = step * _number(match["number"] or match["last"])
    for part in _PART.finditer(match["more"]):
        step = _STEPS[part[2]]
        length += step * _number(part[1])
    return length, step


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]


def _on_day(text: str, locale: Locale) -> Moment | None:
    """Read `Yesterday`, `Heute, 09:05 Uhr` by the zone it names, or the site's country."""
    match = _ON_DAY.match(text)
    if not match:
        return None
    days, is_timed = _DAY_WORDS[match["day"]], match["clock"] is not None
    is_here = match["day"] == "hier" and not locale.language.startswith("fr")  # German: here
    if is_here or not (days or is_timed):
        return None  # `Today` alone is a rubric
    clock = match if is_timed else None
    day = (_today(locale) - timedelta(days=days)).date()
    at = datetime.combine(day, time_of_day(clock))
    behind = text[match.end() :].strip(" ()")
    is_zone = behind and is_timed and not behind[0].isdigit()
    zone = read_offset(behind, at, locale.country) if is_zone else None
    if behind and zone is None:
        return None
    return Moment(at.replace(tzinfo=zone), precision_of(clock), "gregorian", "text")


def _today(locale: Locale) -> datetime:
    """Return the midnight before the fetch by the site's clock, naive."""
    zone = locale.country or UTC
    at = locale.fetched_at.astimezone(zone)
    return at.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
