"""Dates with a year of two digits: read only where another date of the page leaves no doubt.

`04/05/06` is three days or more. Beside a label of publication, one of them may lie within half a
month of another date that the page states: its last change, the day or month in its address. Then
it is that one. Where the page states no other, `01/25/26` may still be one day alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

from schemas.events import Calendar
from services.extract.dates.calendars import Script, fold, to_date
from services.extract.dates.clock import CLOCK, precision_of, time_of_day
from services.extract.dates.labels import ANY_LABELS
from services.extract.dates.locale import Locale
from services.extract.dates.moment import EARLIEST, FUTURE_LIMIT, Moment
from services.extract.markup.lines import labelled
from services.extract.markup.visible_html import text_between_tags

_REACH_CHARS = 30
_NEAR = timedelta(days=16)
"""The two days that `4/5` can mean are four weeks apart."""
_SHORT = re.compile(r"^\D{0,15}?(?<!\d)(\d{1,2})([./\-])(\d{1,2})\2(\d{2})(?![\d./\-])")
_ANY_SHORT = re.compile(rb"\d([./\-])\d{1,2}\1\d\d(?![\d./\-])")
_CENTURIES: dict[Script, tuple[tuple[Calendar, int], ...]] = {
    "persian": (("jalali", 1300), ("jalali", 1400), ("gregorian", 2000)),
    "arabic": (("gregorian", 2000), ("hijri", 1400)),
    "thai": (("buddhist", 2500), ("gregorian", 2000)),
    "other": (("gregorian", 2000), ("gregorian", 1900)),
}
_ORDERS = ((2, 1, 0), (0, 1, 2), (2, 0, 1))
"""Places of year, month and day: `d.m.y`, `y.m.d`, `m/d/y`; the last one is not set with dots."""


def short_dates(visible: bytes, witnesses: Iterable[datetime], locale: Locale) -> Iterator[Moment]:
    """Yield labelled dates with a short year that agree in one way alone with a witness.

    Without witnesses, those that can be one day alone between 1990 and the fetch.
    """
    if locale.names_any_month and not _has_short(visible):
        return
    days = [witness.date() for witness in witnesses]
    earliest, latest = EARLIEST.date(), (locale.fetched_at + FUTURE_LIMIT).date()

    def fits(day: date) -> bool:
        if days:
            return any(abs(day - each) <= _NEAR for each in days)
        return earliest <= day <= latest

    for following in labelled(visible, ANY_LABELS):
        moment = _read(following[:_REACH_CHARS], locale.script, fits)
        if moment:
            yield moment


def _has_short(visible: bytes) -> bool:
    """Return whether any text of a page looks like such a date: asking for labels costs more."""
    return bool(_ANY_SHORT.search(text_between_tags(visible)))


def _read(text: str, script: Script, fits: Callable[[date], bool]) -> Moment | None:
    """Return the one day that fits, with the time of day behind it."""
    folded = fold(text)
    match = _SHORT.search(folded)
    if not match:
        return None
    fitting = {day: calendar for day, calendar in _days(match, script) if fits(day)}
    if len(fitting) != 1:
        return None
    clock = CLOCK.search(folded, match.end())
    ((day, calendar),) = fitting.items()
    at = datetime.combine(day, time_of_day(clock))
    return Moment(at, precision_of(clock), calendar, "text")


def has_labelled_short(visible: bytes) -> bool:
    """Return whether a label of publication is followed by a date with a short year."""
    return _has_short(visible) and any(
        _SHORT.search(fold(text[:_REACH_CHARS])) for text in labelled(visible, ANY_LABELS)
    )


def _days(match: re.Match[str], script: Script) -> Iterator[tuple[date, Calendar]]:
    """Yield every day that the three numbers can mean; the year is never in the middle."""
    numbers = int(match[1]), int(match[3]), int(match[4])
    orders = _ORDERS[:2] if match[2] == "." else _ORDERS
    for calendar, century in _CENTURIES[script]:
        for year, month, day in orders:
            found, actual = to_date(calendar, century + numbers[year], numbers[month], numbers[day])
            if found:
                yield found, actual
