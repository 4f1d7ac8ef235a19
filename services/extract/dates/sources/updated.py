"""The last change as the page tells its readers: a line that is a label and a date."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from services.extract.dates.clock import CLOCK, precision_of, time_of_day
from services.extract.dates.day_parts import with_plain_clock
from services.extract.dates.labels import UPDATED_INSIDE, UPDATED_LABELS
from services.extract.dates.locale import Locale
from services.extract.dates.moment import Moment
from services.extract.dates.relative import read_relative
from services.extract.dates.relative_words import AT
from services.extract.dates.sources.line import CLOCK_APART
from services.extract.dates.sources.visible import read_visible
from services.extract.markup.lines import Line, lines_with

_LINE_CHARS_MAX = 120
"""Longer ones are prose."""
_REST_CHARS_MAX = 45
_LINK = re.compile(
    rf"^[^\s\d:：]{{0,6}}[\s:：|·•()\[\]–-]*"
    rf"(?:(?:on|am|le|el|em|il|op|den|the|{'|'.join(map(re.escape, AT))})\s+|ב-)?",
    re.IGNORECASE,
)
"""Between a label and its date; the label may have an ending."""
_LAST = ("更新", "수정")
"""Labels that may stand behind their date: `2026年11月19日 9:00 更新`."""
_STARTS = re.compile(r"^(?:\w+[.,]?\s+){0,2}\d|^(?:令和|民國|民国)", re.IGNORECASE)
"""A date begins with a number, or after a weekday and a month."""
_BRACKET = re.compile("[(（]")
_BEHIND_DATE = re.compile(r"^(?:\D{1,12}\s)?$|\d\D{0,12}[\s(,;|·–-]$")
"""Such a label follows the date of publication, or begins its field, maybe after a word."""


def updated_dates(visible: bytes, locale: Locale) -> Iterator[Moment]:
    """Yield the dates of lines like `Updated: 4 May 2024, 10:30`, in the order of the labels."""
    for label in UPDATED_LABELS:
        for line in lines_with(visible, label, beside_number=True):
            moment = _read(line, label, locale)
            if moment:
                yield moment
    for label in UPDATED_INSIDE:
        for line in lines_with(visible, label, beside_number=True):
            before = line.field.partition(label)[0]
            moment = _read(line, label, locale) if _BEHIND_DATE.search(before) else None
            if moment:
                yield moment


def _read(line: Line, label: str, locale: Locale) -> Moment | None:
    if len(line.text) > _LINE_CHARS_MAX or line.lead_chars > _LINE_CHARS_MAX // 2:
        return None
    before, _, rest = line.field.partition(label)
    clock = CLOCK_APART.search(whole := rest + line.text.partition(line.field)[2])
    if clock and clock.start() < len(rest):
        rest = whole[: clock.start()] + CLOCK_APART.sub(r"\1\2, ", whole[clock.start() :])
    if not rest.strip(")）"):
        before = _BRACKET.split(before)[-1]
        is_last = label in _LAST and _STARTS.match(before) is not None
        rest = before if is_last else line.following
    rest = _LINK.sub("", rest[:_REST_CHARS_MAX])
    if not _STARTS.match(rest):
        return None
    found = read_visible(rest, locale) or read_relative(rest, locale)
    return found or _read_clock(rest, line.text.partition(label)[0], locale)


def _read_clock(text: str, before: str, locale: Locale) -> Moment | None:
    """Read a time of day alone, of the day before it: `18.11.2026, 9:05, updated at 18:40`."""
    clock = CLOCK.match(with_plain_clock(text).lower())
    first = read_visible(before, locale) if clock else None
    if first is None:
        return None
    at = datetime.combine(first.at.date(), time_of_day(clock), first.at.tzinfo)
    return replace(first, at=at, precision=precision_of(clock))
