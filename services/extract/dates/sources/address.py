"""The day that stands in the page's address."""

import re
from collections.abc import Iterator

from services.extract.dates.calendars import Script
from services.extract.dates.moment import Moment, read_moment

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_URL_DAY = re.compile(r"/((?:19|20)\d{2})[/.-]?([01]\d)[/.-]?([0-3]\d)(?=[/\-_.]|$)")
_URL_JALALI_DAY = re.compile(r"/(1[34]\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/\-_.]|$)")
_SLUG_DAY = re.compile(
    r"[-_]((?:19|20)\d{2})([01]\d)([0-3]\d)(?=[._/-]|$)"
    r"|/(20\d{2})([01]\d)([0-3]\d)(?:\d{4}|\d{6}|\d{8})(?=[/?#.]|$)"
)
"""Behind the words of an address, or before a number: asked where nothing else says the day."""
_URL_DAY_FIRST = re.compile(r"/(1[3-9]|2\d|3[01])-(0[1-9]|1[0-2])-((?:19|20)\d{2})(?=[/\-_.]|$)")
_URL_WORDED_DAY = re.compile(rf"/((?:19|20)\d{{2}})/({'|'.join(_MONTHS)})[a-z]*/([0-3]?\d)(?=/)")


def url_dates(url: str, script: Script = "other") -> Iterator[Moment]:
    """Yield the day that stands in the address."""
    match = _URL_DAY.search(url) or (_URL_JALALI_DAY.search(url) if script == "persian" else None)
    day_first = _URL_DAY_FIRST.search(url)
    worded = _URL_WORDED_DAY.search(url.lower())
    text = "-".join(match.groups()) if match else ""
    if day_first:
        text = "-".join(reversed(day_first.groups()))
    if worded:
        text = f"{worded[1]}-{_MONTHS.index(worded[2]) + 1:02}-{int(worded[3]):02}"
    moment = read_moment(text, script, "url")
    if moment:
        yield moment


def slug_dates(url: str) -> Iterator[Moment]:
    """Yield the day that stands in the last part of the address, run together."""
    match = _SLUG_DAY.search(url)
    moment = read_moment("-".join(filter(None, match.groups())), "other", "url") if match else None
    if moment:
        yield moment
