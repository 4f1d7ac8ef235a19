"""Times of day as pages write them, with the zone behind them."""

import re
from datetime import datetime, time, tzinfo

from services.extract.dates.calendars import Precision, hour_of_day
from services.extract.dates.moment import read_offset

CLOCK = re.compile(
    r"(?P<first>오전|오후|上午|下午|午前|午後|早上|晚上|凌晨)?\s*(?<!\d)(?P<hour>[01]?\d|2[0-3])"
    r"\s?[:.h시時时点點]\s?(?P<minute>[0-5]\d)[분分]?(?::(?P<second>[0-5]\d))?(?!\d)"
    r"\s*(?P<last>(?:[ap]\.?\s?m|[πμ]\.?\s?μ)\b\.?)?"
)
"""In folded text."""
_DIGITS = frozenset("0123456789")
_ZONE = re.compile(
    r"[\s(\[]{0,3}((?:utc|gmt)?\s?[+-]\s?\d{1,2}(?::?\d{2})?(?!\d)|[^\W\d_]{2,5}(?!\w))[)\]]?"
)


def time_of_day(clock: re.Match[str] | None) -> time:
    """Return the time of day of a match of `CLOCK`, midnight where there is none."""
    if clock is None:
        return time()
    hour = hour_of_day(int(clock["hour"]), clock["first"] or clock["last"] or "")
    return time(hour, int(clock["minute"]), int(clock["second"] or 0))


def precision_of(clock: re.Match[str] | None) -> Precision:
    """Return how exact a date is made by a match of `CLOCK`."""
    if clock is None:
        return "day"
    return "second" if clock["second"] else "minute"


def zone_behind(text: str, at: datetime, country: tzinfo | None) -> tzinfo | None:
    """Return the zone that stands behind the last time of day of folded text, None where none."""
    clocks = list(CLOCK.finditer(text))
    words = text[clocks[-1].end() :].split() if clocks else []
    zones = (
        read_offset(word.strip("()[],.;"), at, country) for word in words if word[0] not in _DIGITS
    )
    return next((zone for zone in zones if zone), None)


def zone_at(
    text: str, place: int, at: datetime, country: tzinfo | None
) -> tuple[tzinfo | None, int]:
    """Return the zone that stands at a place of folded text, and where it ends; None where none."""
    match = _ZONE.match(text, place)
    zone = read_offset(match[1], at, country) if match else None
    return (zone, match.end()) if match and zone else (None, place)
