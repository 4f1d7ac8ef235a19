"""Times of day as pages write them, with the zone behind them."""

import re
from datetime import datetime, tzinfo

from services.extract.dates.calendars import hour_of_day
from services.extract.dates.moment import read_offset

CLOCK = re.compile(
    r"(?P<first>오전|오후|上午|下午|午前|午後|早上|晚上|凌晨)?\s*(?<!\d)(?P<hour>[01]?\d|2[0-3])"
    r"\s?[:.h시時时点點]\s?(?P<minute>[0-5]\d)[분分]?(?::[0-5]\d)?(?!\d)"
    r"\s*(?P<last>(?:[ap]\.?\s?m|[πμ]\.?\s?μ)\b\.?)?"
)
"""In folded text."""
_AFTERNOON = ("오후", "下午", "午後", "晚上", "p", "μ")
_ZONE = re.compile(
    r"[\s(\[]{0,3}((?:utc|gmt)?\s?[+-]\s?\d{1,2}(?::?\d{2})?(?!\d)|[^\W\d_]{2,5}(?!\w))[)\]]?"
)


def hour_and_minute(clock: re.Match[str] | None) -> tuple[int, int]:
    """Return the time of day of a match of `CLOCK`, midnight where there is none."""
    if clock is None:
        return 0, 0
    half = clock["first"] or clock["last"] or ""
    return hour_of_day(int(clock["hour"]), half, _AFTERNOON), int(clock["minute"])


def zone_at(text: str, place: int, at: datetime, country: tzinfo | None) -> tuple[tzinfo, int]:
    """Return the zone that stands at a place of folded text, and where it ends.

    Raise LookupError where none stands there.
    """
    match = _ZONE.match(text, place)
    zone = read_offset(match[1], at, country) if match else None
    if match is None or zone is None:
        raise LookupError(text[place : place + 10])
    return zone, match.end()
