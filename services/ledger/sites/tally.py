"""What an outcome adds to its site's counts of the day. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import get_args

from schemas.events import Outcome, WatchedField
from schemas.outcomes import DOORS, OutcomeKind, Reason
from schemas.url.hosts import host_in, site_of
from services.clock import DAY_SECONDS

SITE_MAX_CHARACTERS = 255

FIELDS: tuple[str, ...] = get_args(WatchedField)
DOOR_WORDS = tuple(door.value for door in DOORS)
COUNTS = ("visits", "new", "read", "unreadable", "confidence", *FIELDS, *DOOR_WORDS)
"""`visits`: URLs for which the site showed a page or a closed door. `new`: articles that were not
known. `read`: pages that brought an article's revision; of these are `confidence`, a sum, and how
many had each field. `unreadable`: pages in which no article could be read. Then the doors."""

SHOWN = frozenset({Reason.SAME_CONTENT, Reason.NOT_MODIFIED, Reason.OUTDATED,
                   Reason.DUP_CANONICAL, Reason.DUP_CONTENT})  # fmt: skip
"""The site showed its page, and nothing was published."""

UNREADABLE = frozenset({Reason.NO_DECODE, Reason.NO_TEXT, Reason.TOO_SHORT, Reason.NEEDS_JS,
                        Reason.NOT_AN_ARTICLE, Reason.EXTRACT_TIMEOUT, Reason.EXTRACT_MEMORY,
                        Reason.EXTRACT_CRASH})  # fmt: skip

Key = tuple[str, int]
"""Site, and day since 1970, UTC."""


def tallies(outcomes: Iterable[Outcome]) -> dict[Key, Counter[str]]:
    """Sum up what outcomes say of sites; those that say nothing of one are left out."""
    sums: dict[Key, Counter[str]] = {}
    for outcome in outcomes:
        counts, site = counts_of(outcome), site_in(outcome)
        if counts and site:
            sums.setdefault((site, day_of(outcome.decided_at)), Counter()).update(counts)
    return sums


def counts_of(outcome: Outcome) -> Mapping[str, float]:
    """Return what an outcome adds; nothing where it says nothing of the site."""
    reason = outcome.reason
    if reason in DOORS:
        return {"visits": 1, reason.value: 1}
    if reason in UNREADABLE:
        return {"visits": 1, "unreadable": 1}
    if reason in SHOWN:
        return {"visits": 1}
    return _published(outcome) if outcome.outcome is OutcomeKind.PUBLISHED else {}


def _published(outcome: Outcome) -> Mapping[str, float]:
    counts: dict[str, float] = {"visits": 1, "new": int(outcome.reason is Reason.NEW)}
    signs = outcome.signs
    if signs is None:  # an older version's
        return counts
    fields = dict.fromkeys(set(signs.fields) & set(FIELDS), 1)
    return counts | {"read": 1, "confidence": signs.confidence} | fields


def site_in(outcome: Outcome) -> str:
    """Return the article's site, else that of the URL as submitted; empty: there is none."""
    if outcome.signs is not None:
        return outcome.signs.site
    host = host_in(outcome.url)
    return site_of(host) if 0 < len(host) <= SITE_MAX_CHARACTERS else ""


def day_of(at: datetime) -> int:
    """Return the day of an instant, days since 1970, UTC."""
    return int(at.timestamp() // DAY_SECONDS)
