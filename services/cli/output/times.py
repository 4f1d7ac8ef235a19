"""Instants and ages as they are shown: always UTC."""

from datetime import UTC, datetime


def column(at: datetime) -> str:
    """Write an instant as a column of its own: `2026-03-01T12:00:00Z`."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def to_minute(at: datetime) -> str:
    """Write an instant in a sentence: `2026-03-01 12:00 UTC`."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def to_millisecond(at: datetime) -> str:
    """Write an instant in a sentence: `2026-03-01 12:00:00.000 UTC`."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(' ', 'milliseconds')} UTC"


def from_unix(unix_time: float) -> str:
    """Write an instant, given as Unix time, in a sentence: `2026-03-01 12:00:00 UTC`."""
    return f"{datetime.fromtimestamp(unix_time, UTC):%Y-%m-%d %H:%M:%S} UTC"


def from_iso(text: str) -> str:
    """Write an instant, given as ISO 8601, in a sentence, to the minute."""
    return to_minute(datetime.fromisoformat(text))


def age(seconds: float) -> str:
    """Write an age in its largest unit: `40s`, `3m`, `5h`, `2d`."""
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds >= size:
            return f"{seconds / size:.0f}{unit}"
    return f"{max(seconds, 0):.0f}s"
