"""The date in the data that a page's programs read, on pages that state it nowhere else."""

import re
from collections.abc import Iterator
from itertools import islice

from services.extract.dates.locale import Locale
from services.extract.dates.moment import Moment, read_moment

_SEARCHED_CHARS = 3_000_000
_FOUND_MAX = 5
_TAG_CHARS = 300
_STATED = re.compile(
    r"[\"'{,;\s](?=[acdfp])(?:datePublished|(?:article_?)?publish(?:ed)?_?(?:at|date|time|on)"
    r"|first_?publish(?:ed)?_?(?:at|date|time|on)?"
    r"|pub_?date|post_?date|publication_?date|pagePostDate|(created_?(?:at|date)))"
    r"\\{0,3}(?:[\"']|&quot;)?\s{0,3}:\s{0,3}\\{0,3}(?:[\"']|&quot;)?([0-9][^\"',}&\\]{7,40})",
    re.IGNORECASE,
)
"""Looks at one letter before it tries all names."""


def scripted_dates(html: str, locale: Locale) -> Iterator[Moment]:
    """Yield the dates of publication in a page's scripts in page order, then those of creation."""
    found = islice(_STATED.finditer(html, 0, _SEARCHED_CHARS), _FOUND_MAX)
    for match in sorted(found, key=lambda each: each[1] is not None):
        moment = read_moment(match[2], locale.script, "script")
        if moment and not _is_in_jsonld(html, match.start()):
            yield moment


def _is_in_jsonld(html: str, place: int) -> bool:
    """Return whether a place is in a JSON-LD block: what that says was read before."""
    start = html.rfind("<script", 0, place)
    return start >= 0 and "ld+json" in html[start : start + _TAG_CHARS].partition(">")[0]
