"""Instants as users write them: ISO 8601, or how long ago."""

import re
from datetime import UTC, datetime, timedelta

from services.cli.errors import Problem
from services.clock import now

_AGO = re.compile(r"(\d+)\s*(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def read_instant(text: str, at: datetime | None = None) -> datetime:
    """Read an ISO 8601 instant (without offset: UTC), or how long ago: `90m`, `12h`, `3d`.

    `at`: what is taken for now.
    """
    if match := _AGO.fullmatch(text.strip()):
        try:
            return (at or now()) - timedelta(**{_UNITS[match[2]]: int(match[1])})
        except OverflowError:
            raise Problem(f"{text!r} is longer ago than any time", 2) from None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Problem(f"{text!r} is not a time; write e.g. 2026-03-01T12:00Z or 12h", 2) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
