"""A date as a machine writes it, read into an instant; and what its zone is when it names none."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from html import unescape
from urllib.parse import unquote

from schemas.events import Calendar
from services.extract.dates.calendars import (
    Script,
    calendar_of,
    fold,
    read_calendar,
    to_date,
)
from services.extract.dates.clock import Precision, hour_of_day
from services.extract.dates.zones import read_offset

_MAX_CHARS = 100
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
FUTURE_LIMIT = timedelta(days=1)

_ISO = re.compile(
    r"(\d{4})(?P<sep>[-/.]?)(\d{2}|\d(?=[-/.]))(?P=sep)(\d{1,2})(?!\d)"
    r"(?:(?:t|\s+|,\s*|\s+-\s+|\s*\|\s*)(?P<half>[上下午][午前後]\s*|오[전후]\s*)?(?P<hour>\d{1,2}):"
    r"(?P<minute>\d{2})(?::(?P<second>\d{2}|\d(?!\d))(?:[.,]\d+)?)?\s*(?P<last>[ap]\.?m\.?)?)?"
    r"\s*\(?(?P<zone>z\b|(?:utc|gmt)?\s*[+-]\s?\d{1,2}:?\d{2}|(?:utc|gmt)?\s*[+-]\d{1,2}\b|[a-z]{2,5}\b"
    r"|(?<=\d\s)\d{2}:?\d{2}$|(?<=:\d\d:\d\d\s)\d{2}$)?"
)
"""The last part: an offset whose `+` a decoder of forms made a space."""
_NOT_MAIL = re.compile(r"\d\s?[ap]\.?\s?m\b|(?:gmt|utc)\s?[+-]", re.IGNORECASE)
"""Half days, which the standard does not have, and offsets that it would leave out."""
_EPOCH = re.compile(r"(?:/date\()?(\d{10}(?:\d{3})?(?:\.\d+)?)(?:[+-]\d{4})?(?:\)/)?")
_RUN_TOGETHER = re.compile(
    r"((?:19|20)\d\d)-?([01]\d)-?([0-3]\d)(t?)([0-2]\d)([0-5]\d)([0-5]\d)?(?![\d:])"
)
"""`20261118T184011Z`, `2026-11-18T1840+0200`, `20261118184011` (ISO 8601, basic format)."""
_MAIL_ZONE = re.compile(r"\d ([A-Z]{3,4})(?: \d{4})?$")
_SCRIPT_DATE = re.compile(
    r"^(?:\w{3} )?(\w{3}) (\d{1,2}) (\d{4}) (\d{2}:\d{2}:\d{2}) (?:GMT|UTC)?(?:([+-])|\s)(\d{4}).*"
)
"""What JavaScript's `Date.toString()` writes, also where a decoder of forms took its `+`."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date of the page: an instant where it names its zone, else a wall clock."""

    at: datetime
    """Aware where `zoned`, else naive."""
    precision: Precision
    calendar: Calendar
    source: str

    @property
    def zoned(self) -> bool:
        """Whether the page itself states the offset."""
        return self.at.tzinfo is not None

    @property
    def instant(self) -> datetime:
        """The date in its zone, UTC where it has none: near enough to compare it."""
        return self.at if self.zoned else self.at.replace(tzinfo=UTC)


def read_moment(
    text: str, script: Script, source: str, country: tzinfo | None = None
) -> Moment | None:
    """Read ISO 8601 and its relatives, an epoch, RFC 5322, or a date of another calendar.

    `country` is the zone of the site's country: it says which `CST` is meant.
    """
    text = _unescaped(text) if len(text) <= _MAX_CHARS else ""
    folded = _with_signs(fold(text).strip())
    if not folded:
        return None
    return (
        _iso(folded, script, source, country)
        or _epoch(folded, source)
        or _mail(text, source, country)
        or _other_calendar(folded, script, source, country)
    )


def _unescaped(text: str) -> str:
    r"""Return a date without what templates and forms escape: `&#43;`, `%2B`, `\u002b`."""
    text = unescape(text) if "&" in text else text
    text = unquote(text) if "%" in text else text
    return text.replace("\\u002b", "+").replace("\\u002B", "+")


def _with_signs(folded: str) -> str:
    """Return a date with the signs that the basic form of ISO 8601 leaves out."""
    together = _RUN_TOGETHER.match(folded)
    if not together or not (together[4] or together[7]):
        return folded
    year, month, day, _, *clock = together.groups()
    return f"{year}-{month}-{day}t{':'.join(filter(None, clock))}{folded[together.end() :]}"


def _iso(text: str, script: Script, source: str, country: tzinfo | None) -> Moment | None:
    """Read a date that begins with its year, in the calendar that the year tells."""
    match = _ISO.match(text)
    if not match:
        return None
    year, month, number = int(match[1]), int(match[3]), int(match[4])
    calendar = calendar_of(year, script)
    day = to_date(calendar, year, month, number)[0] if calendar else None
    if not day or not calendar:
        return None
    midnight = datetime(day.year, day.month, day.day)
    if match["hour"] is None:
        return Moment(midnight, "day", calendar, source)
    half = (match["half"] or match["last"] or "").strip()
    hour = hour_of_day(int(match["hour"]), half)
    minute, second = int(match["minute"]), int(match["second"] or 0)
    if hour > 24 or minute > 59:
        return None
    at = midnight + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    zone = read_offset(match["zone"] or "", at, country)
    is_day = not (hour or minute or second)
    precision: Precision = "day" if is_day else ("second" if match["second"] else "minute")
    return Moment(at.replace(tzinfo=zone), precision, calendar, source)


def _epoch(text: str, source: str) -> Moment | None:
    match = _EPOCH.fullmatch(text)
    if not match:
        return None
    number = match[1]
    seconds = float(number[:13]) / 1000 if len(number.split(".")[0]) == 13 else float(number)
    return Moment(datetime.fromtimestamp(int(seconds), UTC), "second", "gregorian", source)


def _mail(text: str, source: str, country: tzinfo | None) -> Moment | None:
    """Read the date of a mail or of HTTP (RFC 5322, RFC 9110), whose zone must be one it knows.

    JavaScript's has the same parts in another order.
    """
    if script := _SCRIPT_DATE.match(text):
        month, day, year, clock, sign, offset = script.groups()
        text = f"{day} {month} {year} {clock} {sign or '+'}{offset}"
    elif _NOT_MAIL.search(text):
        return None
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if at.tzinfo is None and ("(" in text or text.rstrip(" .")[-1:].isalpha()):
        return None  # a zone in brackets would be a comment there, one it does not know nothing
    word = _MAIL_ZONE.search(text)
    if word:
        at = at.replace(tzinfo=read_offset(word[1], at.replace(tzinfo=None), country) or at.tzinfo)
    precision: Precision = "day" if not (at.hour or at.minute or at.second) else "second"
    return Moment(at, precision, "gregorian", source)


def _other_calendar(
    text: str, script: Script, source: str, country: tzinfo | None
) -> Moment | None:
    reading = read_calendar(text, script, country)
    return Moment(*reading, source) if reading else None


def localise(moment: Moment, zone: tzinfo) -> Moment:
    """Give a wall clock its zone."""
    return moment if moment.zoned else replace(moment, at=_fixed(moment.at.replace(tzinfo=zone)))


def _fixed(at: datetime) -> datetime:
    """Replace a named zone by its offset at that instant, so that the value is self-contained."""
    offset = at.utcoffset() or timedelta()
    return at.replace(tzinfo=timezone(offset) if offset else UTC)


def is_plausible(at: datetime, fetched_at: datetime) -> bool:
    """Return whether an aware instant can be an article's: not before 1990, not in the future."""
    return EARLIEST <= at <= fetched_at + FUTURE_LIMIT
