"""Retry-After (RFC 9110 section 10.2.3): seconds or a time, trusted within bounds."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

RETRY_AFTER_MAX_SECONDS = 86_400.0
"""Nobody means more than a day: `317100` was seen."""

_UNIX_TIME_LEAST = 1_000_000_000.0
"""So large a number is a time, as limits of APIs are written: 9 September 2001."""

_SECONDS = re.compile(
    r'"?([0-9]+\.?[0-9]*|\.[0-9]+) *(?:s|secs?|seconds?)?"?(?:[,;].*)?', re.IGNORECASE | re.DOTALL
)
"""Some name the unit, quote it, or say it twice."""


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """Return the wait that the header asks for, at most a day; None where it says nothing usable.

    Zero, negative and past values say nothing: to come back at once is what caused the answer.
    """
    text = (value or "").strip()
    seconds = number_of_seconds(text)
    if seconds is None:
        at = instant(text)
        seconds = (at - now).total_seconds() if at else 0.0
    elif seconds >= _UNIX_TIME_LEAST:
        seconds -= now.timestamp()
    return min(seconds, RETRY_AFTER_MAX_SECONDS) if seconds > 0 else None


def number_of_seconds(text: str) -> float | None:
    """Read seconds as servers and robots.txt write them; None where it is no number of seconds."""
    found = _SECONDS.fullmatch(text)
    return float(found[1]) if found else None


def instant(text: str) -> datetime | None:
    """Read a date as HTTP, e-mail or ISO 8601 write it; without an offset it is UTC."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            at = read(text)
            return at if at.tzinfo else at.replace(tzinfo=UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
