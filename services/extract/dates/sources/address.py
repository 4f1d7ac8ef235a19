"""The day that stands in the page's address."""

import re
from collections.abc import Iterator

from services.extract.dates.calendars import Script
from services.extract.dates.moment import Moment, read_moment
from services.extract.dates.month_names import MONTHS

_URL_DAY = re.compile(r"/((?:19|20)\d{2})[/.-]?([01]\d)[/.-]?([0-3]\d)(?=[/\-_.]|$)")
_URL_JALALI_DAY = re.compile(r"/(1[34]\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/\-_.]|$)")
_SLUG_DAY = re.compile(
    r"[-_]((?:19|20)\d{2})([01]\d)([0-3]\d)(?:\d{4}|\d{6}|\d{9})?(?=[._/-]|$)"
    r"|/t?(20\d{2})([01]\d)([0-3]\d)(?:(?:\d{4}|\d{6,8})(?=[/?#.]|$)|(?=[a-z_]))"
    r"|/[A-Za-z]{2}(20\d{2})([01]\d)([0-3]\d)(?=\d{0,9}(?:[/?#.]|$))"
    r"|[?&][a-z]{0,9}date=(20\d{2})-?([01]\d)-?([0-3]\d)(?!\d)"
)
"""Behind the words of an address, or before a number: asked where nothing else says the day."""
_SLUG_DAY_FIRST = re.compile(r"[-_,](1[3-9]|2\d|3[01])([-._])(0[1-9]|1[0-2])\2(20\d\d)(?=[./,]|$)")
_URL_DAY_FIRST = re.compile(
    r"/(1[3-9]|2\d|3[01])([-/])(0[1-9]|1[0-2])\2((?:19|20)\d{2})(?=[/\-_.]|$)"
)
_URL_WORDED_DAY = re.compile(rf"/((?:19|20)\d{{2}})/({'|'.join(MONTHS)})[a-z]*/([0-3]?\d)(?=/)")


def url_dates(url: str, script: Script = "other") -> Iterator[Moment]:
    """Yield the day that stands in the address."""
    match = _URL_DAY.search(url) or (_URL_JALALI_DAY.search(url) if script == "persian" else None)
    day_first = _URL_DAY_FIRST.search(url)
    worded = _URL_WORDED_DAY.search(url.lower())
    text = "-".join(match.groups()) if match else ""
    if day_first:
        text = "-".join(day_first.group(4, 3, 1))
    if worded:
        text = f"{worded[1]}-{MONTHS.index(worded[2]) + 1:02}-{int(worded[3]):02}"
    moment = read_moment(text, script, "url")
    if moment:
        yield moment


def slug_dates(url: str) -> Iterator[Moment]:
    """Yield the day that stands in the last part of the address, run together."""
    match, day_first = _SLUG_DAY.search(url), _SLUG_DAY_FIRST.search(url)
    parts = filter(None, match.groups()) if match else ()
    moment = read_moment("-".join(day_first.group(4, 3, 1) if day_first else parts), "other", "url")
    if moment:
        yield moment
