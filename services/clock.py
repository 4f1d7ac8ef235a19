"""What time it is: the one clock of the services. Pure functions are given the time instead."""

import time
from datetime import UTC, datetime


def unix() -> float:
    """Return this instant, Unix time, seconds."""
    return time.time()


def now() -> datetime:
    """Return this instant, UTC."""
    return datetime.fromtimestamp(unix(), UTC)
