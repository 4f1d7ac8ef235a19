"""Whether a heading is that of an error page, and not of an article about something not found.

A site under work, one that failed, and a domain for sale are such pages, too.
"""

import re

from services.extract.verdict.words import NOT_FOUND

_SET_OFF = re.compile(r"\s[-–—·•»/]\s|[|｜]")
"""Between an error and the site's name."""
_WHOLE = 0.9
"""Share of a heading's letters in words of error pages, for it to be nothing else."""
_MOST = 0.45
"""The same where it says that a page or an article is missing: `The page you asked for …`."""
_MOST_OF_A_SITE = 0.7
"""The same where it says that a site is away: `Our website is under maintenance`."""


def is_not_found(heading: str, host: str) -> bool:
    """Return whether a heading speaks of an error and of (nearly) nothing but the site."""
    parts = _SET_OFF.split(heading.lower().replace(host, "site"))
    return any(_is_error(part, not place) for place, part in enumerate(parts))


def _is_error(part: str, first: bool) -> bool:
    """Judge a set-off part; a bare `not found` behind a headline belongs to the headline."""
    found = list(NOT_FOUND.finditer(part))
    kinds = {match.lastgroup for match in found}
    if kinds.isdisjoint({"status", "missing", "away", "failed"}):
        return False
    share = sum(_letters(match[0]) for match in found) / _letters(part)
    if kinds >= {"missing", "page"}:
        return share >= _MOST
    if kinds >= {"away", "site"}:
        return share >= _MOST_OF_A_SITE
    return share >= _WHOLE and (first or "status" in kinds)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
