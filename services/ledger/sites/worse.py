"""Whether a site's pages are read less well than before. Pure."""

from collections import Counter
from math import sqrt

from schemas.events import SiteState
from services.ledger.sites.tally import FIELDS, day_of
from services.ledger.sites.usual import History
from services.ledger.sites.window import Finding, earlier, recent

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
    After those four weeks what is worse is what is usual.
    """
    now = recent(history, today, ("read", "unreadable"), PAGES_LEAST)
    if now is None:
        return None
    before = earlier(history, min(now.start, day_of(was.since)) if was else now.start)
    if before["read"] + before["unreadable"] < PAGES_LEAST:
        return Finding(False, "readable", now.start, 0.0, 0.0) if was else None
    falls = {sign: _fall(now.sums, before, sign) for sign in SIGNS}
    sign = max(falls, key=lambda name: falls[name])
    least = drop / 2 if was else drop
    observed, expected = share(now.sums, sign), share(before, sign)
    return Finding(falls[sign] >= least, sign, now.start, observed or 0.0, expected or 0.0)


def share(sums: Counter[str], sign: str) -> float | None:
    """Return the mean confidence, or the share of pages; None where there are no pages."""
    pages = _pages(sums, sign)
    return sums["read" if sign == "readable" else sign] / pages if pages else None


def _fall(now: Counter[str], before: Counter[str], sign: str) -> float:
    """Return by how much a sign has fallen; 0 where that may be chance."""
    observed, expected = share(now, sign), share(before, sign)
    pages = _pages(now, sign)
    if observed is None or expected is None:
        return 0.0
    error = sqrt(max(VARIANCE_LEAST, expected * (1 - expected)) / pages)
    fall = expected - observed
    return fall if fall >= ERRORS_LEAST * error else 0.0


def _pages(sums: Counter[str], sign: str) -> float:
    """Return how many pages a sign is the share of."""
    return sums["read"] + (sums["unreadable"] if sign == "readable" else 0)
