"""What the robots.txt files of one host ask for between its requests. Pure.

A host has a file for each scheme and port (RFC 9309 section 2.3), a site for each of its hosts too,
but there is one queue: the longest delay counts. What was read stands until that file is read
again, whether it is still in memory or not.
"""

from dataclasses import dataclass

CRAWL_DELAY_MAX_SECONDS = 86_400.0
"""A longer Crawl-delay is a slip of the pen; one fetch a day still honours its intent."""

REFRESH_SECONDS = 3_600.0
"""A delay that is read again unchanged is stored at most this often."""

OTHERS_SECONDS = 86_400.0
"""A file that was not read for so long no longer speaks where another one does: RFC 9309, 2.4."""

ORIGINS_MAX = 8
"""Of more only the longest are kept."""


@dataclass(frozen=True, slots=True)
class CrawlDelay:
    """What an origin asks for. The default: none was read, or none is asked for."""

    seconds: float | None = None
    origin: str = ""
    observed_at: float = 0.0
    """Unix time."""


NO_CRAWL_DELAY = CrawlDelay()

CrawlDelays = tuple[CrawlDelay, ...]
"""Of one host, longest first, each with its seconds."""


def with_observed(known: CrawlDelays, asked: CrawlDelay) -> CrawlDelays:
    """Take note of what a robots.txt asks for; the same object where that is known."""
    before = next((each for each in known if each.origin == asked.origin), None)
    is_fresh = before is None or asked.observed_at - before.observed_at < REFRESH_SECONDS
    if is_fresh and asked.seconds == (before and before.seconds):
        return known
    others = (each for each in known if each.origin != asked.origin)
    fresh = [each for each in others if asked.observed_at - each.observed_at < OTHERS_SECONDS]
    if asked.seconds is not None:
        fresh.append(asked)
    return tuple(sorted(fresh, key=_seconds, reverse=True)[:ORIGINS_MAX])


def clamp(seconds: float | None) -> float | None:
    """Read nonsense (NaN, zero, negative) as not stated."""
    if seconds is None or not seconds > 0:
        return None
    return min(seconds, CRAWL_DELAY_MAX_SECONDS)


def _seconds(delay: CrawlDelay) -> float:
    return delay.seconds or 0.0
