"""Whether a site's pages are read less well than before. Pure."""

from collections import Counter
from dataclasses import replace
from math import sqrt

from schemas.events import SiteState
from services.ledger.sites.tally import FIELDS, day_of
from services.ledger.sites.usual import USUAL_DAYS, History
from services.ledger.sites.window import Finding, Window, earlier, last_week, recent

SIGNS = ("readable", "confidence", *FIELDS)
"""What is compared: `readable` is a share of the pages, the others of those that could be read."""
PAGES_LEAST = 20.0
"""Pages, now and before, below which they are not compared."""
ERRORS_LEAST = 4.0
"""Standard errors that a sign must have fallen by: few pages differ by chance."""
VARIANCE_LEAST = 0.02
"""Of a share that was always 1 so far."""


def worse(history: History, today: int, was: SiteState | None, drop: float) -> Finding | None:
    """Compare the latest pages with those of the four weeks before; None: too few to say.

    `drop`: by how much a mean or a share has fallen; at half of it the site is as usual again.
    """
    now = recent(history, today, ("read", "unreadable"), PAGES_LEAST)
    if now is None:
        return None
    if was is not None:
        return _goes_on(history, now, was, today, drop)
    found = _compared(now, earlier(history, now.start), drop)
    return found if found is None or found.holds else _declined(history, today, drop) or found


def _declined(history: History, today: int, drop: float) -> Finding | None:
    """Compare with the four weeks before the last four what falls too slowly for these.

    It must still be falling: what fell weeks ago is usual by now.
    """
    now = last_week(history, today)
    found = _compared(now, earlier(history, now.start - USUAL_DAYS), drop)
    if found is None:
        return None
    is_falling = _is_falling(history, today, found.sign, ERRORS_LEAST)
    return replace(found, holds=found.holds and is_falling)


def _is_falling(history: History, today: int, sign: str, errors: float) -> bool:
    """Tell whether a sign is still below what it was in the last four weeks."""
    now = last_week(history, today)
    return _fall(now.sums, earlier(history, now.start), sign, errors) > 0


def _goes_on(history: History, now: Window, was: SiteState, today: int, drop: float) -> Finding:
    """Tell whether it is still as bad; what is worse for four weeks and falls no more is usual."""
    observed = share(now.sums, was.sign)
    fall = was.expected - (observed if observed is not None else was.observed)
    is_new = today - day_of(was.since) <= USUAL_DAYS
    is_worse = fall >= drop / 2
    holds = is_worse and (is_new or _is_falling(history, today, was.sign, ERRORS_LEAST / 2))
    return Finding(holds, was.sign, now.start, observed or 0.0, was.expected)


def _compared(now: Window, before: Counter[str], drop: float) -> Finding | None:
    """Compare by the sign that has fallen most; None: too few pages before."""
    if before["read"] + before["unreadable"] < PAGES_LEAST:
        return None
    falls = {sign: _fall(now.sums, before, sign, ERRORS_LEAST) for sign in SIGNS}
    sign = max(falls, key=lambda name: falls[name])
    observed, expected = share(now.sums, sign), share(before, sign)
    holds = falls[sign] >= drop
    return Finding(holds, sign, now.start, observed or 0.0, expected or 0.0)


def share(sums: Counter[str], sign: str) -> float | None:
    """Return the mean confidence, or the share of pages; None where there are no pages."""
    pages = _pages(sums, sign)
    return sums["read" if sign == "readable" else sign] / pages if pages else None


def _fall(now: Counter[str], before: Counter[str], sign: str, errors: float) -> float:
    """Return by how much a sign has fallen; 0 where it is less than so many standard errors."""
    observed, expected = share(now, sign), share(before, sign)
    pages = _pages(now, sign)
    if observed is None or expected is None:
        return 0.0
    error = sqrt(max(VARIANCE_LEAST, expected * (1 - expected)) / pages)
    fall = expected - observed
    return fall if fall >= errors * error else 0.0


def _pages(sums: Counter[str], sign: str) -> float:
    """Return how many pages a sign is the share of."""
    return sums["read"] + (sums["unreadable"] if sign == "readable" else 0)
