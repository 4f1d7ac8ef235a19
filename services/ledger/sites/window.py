"""Counts of a site over some days, and what a judgement of them comes to. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from services.ledger.sites.usual import USUAL_DAYS, WINDOW_DAYS, History


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether something is not as usual, and what shows it."""

    holds: bool
    sign: str
    since: int
    """Day since 1970, UTC."""
    observed: float
    expected: float


@dataclass(frozen=True, slots=True)
class Window:
    """Sums over the days from `start` on."""

    start: int
    sums: Counter[str]


def recent(history: History, today: int, of: tuple[str, ...], least: float) -> Window | None:
    """Sum up the latest days, today's first, until they have enough of some counts together.

    None where a week has not.
    """
    sums: Counter[str] = Counter()
    for day in range(today, today - WINDOW_DAYS, -1):
        sums.update(history.get(day, {}))
        if sum(sums[name] for name in of) >= least:
            return Window(day, sums)
    return None


def last_week(history: History, today: int) -> Window:
    """Sum up a whole week, today with it."""
    start = today + 1 - WINDOW_DAYS
    return Window(start, _summed(history, range(start, today + 1)))


def earlier(history: History, before: int) -> Counter[str]:
    """Sum up the days that say what is usual."""
    return _summed(history, range(before - USUAL_DAYS, before))


def _summed(history: History, days: Iterable[int]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for day in days:
        sums.update(history.get(day, {}))
    return sums
