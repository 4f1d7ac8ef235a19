"""Dates in attributes beside the headline: `data-timestamp="1794984000"`, `<relative-time>`.

Pages that show `2 days ago`, or let a script write the date, keep the instant there.
"""

import re
from collections.abc import Iterator
from itertools import islice

from services.extract.dates.locale import Locale
from services.extract.dates.moment import Moment, read_moment
from services.extract.dates.sources.headline import headline_span, runs_on
from services.extract.dates.sources.line import read_line

_ATTRIBUTE = re.compile(
    rb"[\s\"'](?P<name>data-(?:[a-z]+-){0,3}(?:date|time|datetime|timestamp|ts|dt|epoch|unix(?:time)?|utime"
    rb"|seconds|stamp|pubdate|publish(?:ed|date)?|posted|created|livestamp|iso|at|est)(?:-[a-z]+){0,2}|datetime|title"
    rb"|content)=(?P<quote>[\"']?)(?P<value>\d{10}(?:\d{3})?"
    rb"|(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:[^\"'<>]{2,25})?|20[0-4]\d[01]\d[0-3]\d"
    rb"|(?<=[\"'])(?=[^\"'<>]{0,40}(?:(?:19|20)\d\d|\xdb\xb1\xdb[\xb3\xb4]))[^\"'<>]{8,60})"
    rb"(?P=quote)[\s>/\"']",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    rb"modif|updat|event|start|end|expir|now|current|server|duration|upload|image|video",
    re.IGNORECASE,
)
"""In the names of an element: its date is not that of publication."""
_PUBLISHED = re.compile(rb"publ|post(?:ed|-)|creat", re.IGNORECASE)
_BEFORE_BYTES = 2_000
_AFTER_BYTES = 4_000
_FOUND_MAX = 20


def attribute_dates(visible: bytes, heading: str, locale: Locale) -> Iterator[Moment]:
    """Yield the instants in attributes below the headline, then those named so above it."""
    start, end = headline_span(visible, heading)
    if end < 0:
        return
    for match in islice(_ATTRIBUTE.finditer(visible, end, end + _AFTER_BYTES), _FOUND_MAX):
        if runs_on(visible[end : visible.rfind(b"<", 0, match.start())]):
            return
        yield from _read(visible, match, locale)
    above = _ATTRIBUTE.finditer(visible, max(0, start - _BEFORE_BYTES), start)
    for match in islice(above, _FOUND_MAX):
        if _PUBLISHED.search(match["name"]):
            yield from _read(visible, match, locale)


def _read(visible: bytes, match: re.Match[bytes], locale: Locale) -> Iterator[Moment]:
    tag = visible[visible.rfind(b"<", 0, match.start()) : visible.find(b">", match.end())]
    if _ANOTHER.search(tag[:300].replace(match["value"], b"")):
        return
    text = match["value"].decode("utf-8", "ignore")
    moment = read_moment(text, locale.script, "attribute", locale.country)
    moment = moment or read_line(text, locale)
    is_named = match["name"].lower().startswith(b"data-")  # others hold events, and births
    if moment and (is_named or moment.precision != "day"):
        yield moment
