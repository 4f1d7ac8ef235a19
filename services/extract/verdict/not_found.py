"""Whether a heading is that of an error page, and not of an article about something not found.

A site under work, one that failed, and a domain for sale are such pages, too.
"""

import re

from services.extract.verdict.error_words import NOT_FOUND, SERVER_PAGE

_SET_OFF = re.compile(r"\s[-–—·•»/]\s|[|｜]")
"""Between an error and the site's name."""
_WHOLE = 0.9
"""Share of a heading's letters in words of error pages, for it to be nothing else."""
_MOST = 0.45
"""The same where it says that a page or an article is missing: `The page you asked for …`."""
_PAIRS = ({"away", "site"}, {"failed", "site"}, {"gone", "page"})
_MOST_OF_A_SITE = 0.7
"""The same where it says that a site is away or a page taken down: `This article was deleted`."""


def is_not_found(heading: str, host: str) -> bool:
    """Return whether a heading speaks of an error and of (nearly) nothing but the site."""
    parts = _SET_OFF.split(heading.lower().replace(host, "site"))
    return any(_is_error(part, not place) for place, part in enumerate(parts)) or bool(
        SERVER_PAGE.fullmatch(heading.strip())
    )


def is_away(line: str) -> bool:
    """Return whether a line says at all that a site is away: where its name is the only heading."""
    kinds = {match.lastgroup for match in NOT_FOUND.finditer(line.lower())}
    return kinds >= {"away", "site"}


def _is_error(part: str, first: bool) -> bool:
    """Judge a set-off part; a bare `not found` behind a headline belongs to the headline."""
    found = list(NOT_FOUND.finditer(part))
    kinds = {match.lastgroup for match in found}
    share = sum(_letters(match[0]) for match in found) / max(1, _letters(part))
    if kinds >= {"missing", "page"}:
        return share >= _MOST
    if any(map(kinds.issuperset, _PAIRS)):
        return share >= _MOST_OF_A_SITE
    if kinds.isdisjoint({"status", "missing", "away", "failed"}):
        return False
    return share >= _WHOLE and (first or "status" in kinds)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
