"""Whether a site's pages are read less well than before. Pure."""

from collections import Counter
from math import sqrt

from schemas.events import SiteState
from services.ledger.sites.finding import Finding
from services.ledger.sites.rules import SiteRules
from services.ledger.sites.tally import FIELDS, day_of
from services.ledger.sites.usual import History
from services.ledger.sites.window import earlier, recent

SIGNS = ("readable", "confidence", *FIELDS)
"""What is compared: `readable` is a share of the pages, the others of those that could be read."""
VARIANCE_LEAST = 0.02
"""Of a share that was always 1 so far."""


def worse(history: History, today: int, was: SiteState | None, rules: SiteRules) -> Finding | None:
    """Compare the latest pages with those of the four weeks before; None: too few to say.

    After those four weeks what is worse is what is usual.
    """
    now = recent(history, today, ("read", "unreadable"), rules.pages_least)
    if now is None:
        return None
    before = earlier(history, min(now.start, day_of(was.since)) if was else now.start)
    if before["read"] + before["unreadable"] < rules.pages_least:
        return Finding(False, "readable", now.start, 0.0, 0.0) if was else None
    falls = {sign: _fall(now.sums, before, sign, rules) for sign in SIGNS}
    sign = max(falls, key=lambda name: falls[name])
    least = rules.worse_drop / 2 if was else rules.worse_drop
    observed, expected = share(now.sums, sign), share(before, sign)
    return Finding(falls[sign] >= least, sign, now.start, observed or 0.0, expected or 0.0)


def share(sums: Counter[str], sign: str) -> float | None:
    """Return the mean confidence, or the share of pages; None where there are no pages."""
    pages = _pages(sums, sign)
    return sums["read" if sign == "readable" else sign] / pages if pages else None


def _fall(now: Counter[str], before: Counter[str], sign: str, rules: SiteRules) -> float:
    """Return by how much a sign has fallen; 0 where that may be chance."""
    observed, expected = share(now, sign), share(before, sign)
    pages = _pages(now, sign)
    if observed is None or expected is None:
        return 0.0
    error = sqrt(max(VARIANCE_LEAST, expected * (1 - expected)) / pages)
    fall = expected - observed
    return fall if fall >= rules.errors * error else 0.0


def _pages(sums: Counter[str], sign: str) -> float:
    """Return how many pages a sign is the share of."""
    return sums["read"] + (sums["unreadable"] if sign == "readable" else 0)
