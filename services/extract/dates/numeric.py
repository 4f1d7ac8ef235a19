"""Dates in numbers with the year last: `03/04/2026` is read where the page says in which order."""

import re
from datetime import datetime

from services.extract.dates.calendars import fold
from services.extract.dates.locale import Setting
from services.extract.dates.moment import FUTURE_LIMIT, Moment, read_offset

_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/\-](\d{1,2})[/\-](\d{4})(?!\d)")
_CLOCK = re.compile(
    r"(?<!\d)([01]?\d|2[0-3])[:.h]([0-5]\d)(?!\d)(?::\d\d)?\s*(?:([ap])\.?m\b\.?)?"
    r"\s*((?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?|[a-z]{2,5}\b)?"
)
_MONTH_FIRST = ("us", "ph")
"""Countries that write the month first (Unicode CLDR, short dates of their languages)."""
_DAY_FIRST = ("uk", "gb", "au", "nz", "ie", "in", "za", "ng", "ke", "sg", "my", "pk", "hk", "mt")
"""Countries where English dates have the day first."""
_TWO_ORDERS = ("en", "")
"""Languages that do not say the order."""


def is_numeric(text: str) -> bool:
    """Tell whether a text holds a date in numbers with the year last."""
    folded = fold(text)
    return bool(_DOTTED.search(folded) or _SLASHED.search(folded))


def read_numeric(text: str, setting: Setting) -> Moment | None:
    """Read such a date with its time of day; None where its order is in doubt.

    In doubt are two numbers up to 12 in English, unless the country of the page's language or
    domain decides, or one of the two days is still to come.
    """
    folded = fold(text)
    dotted = _DOTTED.search(folded)
    match = dotted or _SLASHED.search(folded)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    clock = _CLOCK.search(folded, match.end()) or _CLOCK.search(folded[: match.start()])
    language = setting.language.partition("-")[0]
    if dotted or language not in _TWO_ORDERS:
        orders = [(second, first)]
    elif (month_first := _is_month_first(setting)) is not None:
        orders = [(first, second)] if month_first else [(second, first)]
    else:
        orders = [(second, first), (first, second)]
    if max(first, second) > 12 and (not dotted or language in _TWO_ORDERS):
        orders = [(min(first, second), max(first, second))]
    found = {at for month, day in orders if (at := _at(year, month, day, clock))}
    latest = setting.fetched_at.replace(tzinfo=None) + FUTURE_LIMIT
    past = {at for at in found if at <= latest}
    if len(past) != 1:
        return None
    at = past.pop()
    zone = read_offset(clock[4] or "", at) if clock else None
    return Moment(at.replace(tzinfo=zone), "minute" if clock else "day", "gregorian", "text")


def _is_month_first(setting: Setting) -> bool | None:
    """Tell by the region of the language, then by the domain; None where neither says."""
    region = setting.language.rpartition("-")[2].lower()
    for country in (region, setting.host.rpartition(".")[2]):
        if country in _MONTH_FIRST or country in _DAY_FIRST:
            return country in _MONTH_FIRST
    return None


def _at(year: int, month: int, day: int, clock: re.Match[str] | None) -> datetime | None:
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    if clock and clock[3] and hour <= 12:
        hour = hour % 12 + (12 if clock[3] == "p" else 0)
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None
