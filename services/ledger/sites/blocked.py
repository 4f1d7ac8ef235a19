"""Whether most of a site's pages are closed to us. Pure."""

from collections import Counter
from math import sqrt

from schemas.events import SiteState
from services.ledger.sites.tally import DOOR_WORDS
from services.ledger.sites.usual import History
from services.ledger.sites.window import Finding, earlier, recent

VISITS_LEAST = 10.0


def blocked(history: History, today: int, was: SiteState | None, most: float) -> Finding | None:
    """Judge the latest visits; None: too few to say.

    `most`: share of them that end at a closed door; at half of it the site is open again.
    """
    now = recent(history, today, ("visits",), VISITS_LEAST)
    if now is None:
        return None
    closed = doors_share(now.sums)
    least = most / 2 if was else most + _error(closed, now.sums)
    door = max(DOOR_WORDS, key=lambda word: now.sums[word])
    usual = doors_share(earlier(history, now.start))
    return Finding(closed >= least, door, now.start, closed, usual)


def _error(share: float, sums: Counter[str]) -> float:
    """Return the standard error of a share: of ten visits half may be closed by chance."""
    return sqrt(share * (1 - share) / sums["visits"])


def doors_share(sums: Counter[str]) -> float:
    """Return the share of visits that ended at a closed door; 0 where there were none."""
    visits = sums["visits"]
    return sum(sums[word] for word in DOOR_WORDS) / visits if visits else 0.0
