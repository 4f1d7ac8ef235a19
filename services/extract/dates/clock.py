"""Times of day as pages write them."""

import re
from datetime import time
from typing import Literal

Precision = Literal["second", "minute", "day"]

CLOCK = re.compile(
    r"(?P<first>오전|오후|上午|下午|午前|午後|早上|晚上|凌晨)?\s*(?<![\d:+])(?P<hour>[01]?\d|2[0-3])"
    r"\s?[:.h시時时点點]\s?(?P<minute>[0-5]\d)[분分]?(?::(?P<second>[0-5]\d))?(?!\d)"
    r"\s*(?P<last>(?:[ap]\.?\s?m|[πμ]\.?\s?μ)\b\.?|[قب]\.?\s?ظ|[صم](?=\s|$)|صباحا?|مساء?|صبح|عصر"
    r"|بعد ?از ?ظهر)?"
)
"""In folded text."""
_AFTERNOON = ("p", "μ", "ب", "م", "عصر", "下", "午後", "오후", "晚上")
"""How the words for the second half of the day begin, in folded text."""


def time_of_day(clock: re.Match[str] | None) -> time:
    """Return the time of day of a match of `CLOCK` or its like, midnight where there is none."""
    if clock is None:
        return time()
    hour = hour_of_day(int(clock["hour"]), clock["first"] or clock["last"] or "")
    return time(hour, int(clock["minute"]), int(clock["second"] or 0))


def precision_of(clock: re.Match[str] | None) -> Precision:
    """Return how exact a date is made by a match of `CLOCK`."""
    if clock is None:
        return "day"
    return "second" if clock["second"] else "minute"


def hour_of_day(hour: int, half: str) -> int:
    """Return the hour from 0 to 23 of an hour of half a day; as it is where none is named."""
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half.startswith(_AFTERNOON) else 0)
