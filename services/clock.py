"""What time it is: the one clock of the services. Pure functions are given the time instead."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return this instant, UTC."""
    return datetime.now(UTC)
