"""The date beside the headline, on pages that state it nowhere else.

Only a line of its own counts, below the headline and before the text runs on: neither prose nor a
page's own clock stands there.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from services.extract.dates.locale import Locale
from services.extract.dates.moment import Moment
from services.extract.dates.sources.headline import (
    ABOVE_BYTES,
    LEADS,
    LINE_CHARS_MAX,
    header_end,
    headline_span,
    is_long,
    window_below,
)
from services.extract.dates.sources.line import CLOCK_APART, read_fields, read_short
from services.extract.dates.sources.lone import lone_dates
from services.extract.markup.lines import fields, plain_lines

_ENDS = (b"<aside", b"<footer", b"<nav")
_HEADER_BYTES = 20_000
_TAG = re.compile(r"<[^<>]*>")
_LINE_OF_FIELDS_CHARS = 2 * LINE_CHARS_MAX
"""A date, and the last change."""
_DAY = timedelta(days=1)
_LINES_ABOVE = 8
_LESSER_HEADINGS = re.compile(rb"<h[2-6]\b[^<>]*>(.*?)</h[2-6]\b", re.IGNORECASE | re.DOTALL)
_LESSER_HEADING_END = re.compile(rb"</h[2-6]\b", re.IGNORECASE)
_FIGURE = re.compile(r"[\d年]")
_PROSE_DATE = re.compile(
    r"\(?(?:[^\W\d_][^\d,.;:!?()–—]{2,30}(?:,\s*\(?|\s*\())(?:(?:le|den|a|el|em|am)\s)?"
    r"(?P<placed>\d{1,2}[./]\d{1,2}[./]\d{4}|[^\W\d_]{3,10}\.?\s\d{1,2},\s\d{4}"
    r"|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,10}\s(?:de\s)?\d{4})(?:\s(?:г|р)\.)?"
    r"(?:\)|\s*[–—:/]|\.?\s*-|\.\s|\s\()|(?P<alone>\d{1,2}\.\d{1,2}\.\d{4})\s*[–—:„»“\"|-]"
)
"""A place and a day that a sign sets off, or a day in figures alone."""


def dateline_dates(
    visible: bytes, heading: str, locale: Locale, in_figures: bool = False
) -> Iterator[Moment]:
    """Yield the dates that stand on lines of their own below the headline.

    `in_figures`: without those that are words alone (`yesterday`), for which each line is read.
    """
    window = window_below(visible, heading)
    ends = (at for tag in _ENDS if (at := window.find(tag)) >= 0)
    long_lines = 0
    for line in plain_lines(window[: min(ends, default=None)].decode("utf-8", "ignore")):
        long_lines += is_long(line)
        if long_lines > LEADS:
            return
        if len(line) <= _LINE_OF_FIELDS_CHARS and (not in_figures or _FIGURE.search(line)):
            for field in fields(CLOCK_APART.sub(r"\1\2, ", line)):
                yield from read_short(field, locale)


def prose_dates(visible: bytes, heading: str, locale: Locale) -> Iterator[Moment]:
    """Yield the date that the text begins with: `Trieste, (12.11.2021). The harbour …`."""
    lines = plain_lines(window_below(visible, heading).decode("utf-8", "ignore"))
    for line in islice(filter(is_long, lines), LEADS + 1):
        match = _PROSE_DATE.match(line)
        if match:
            yield from read_short(match["placed"] or match["alone"], locale)
            return


def above_headline_dates(visible: bytes, heading: str, locale: Locale) -> Iterator[Moment]:
    """Yield the date that stands nearest above the headline, below menus and the page's header."""
    end, _ = headline_span(visible, heading)
    if end < 0:
        return
    window = visible[max(0, end - ABOVE_BYTES) : end]
    if _has_teaser(window, locale):
        return
    window = window[header_end(window) + 1 :]
    lines = plain_lines(window.decode("utf-8", "ignore").partition(">")[2])
    for line in reversed([line for line in lines if line][-_LINES_ABOVE:]):
        moment = next(read_fields(line, locale), None) if len(line) <= LINE_CHARS_MAX else None
        if moment:
            yield moment
            return


def days_of_clock(visible: bytes, heading: str, locale: Locale) -> set[date]:
    """Return the days that the page's header shows as today: of the fetch, and nowhere below."""
    start, end = headline_span(visible, heading)
    window = visible[max(0, start - _HEADER_BYTES) : max(0, start)]
    texts = _TAG.split(window[: max(0, header_end(window))].decode("utf-8", "ignore"))
    days = {
        moment.at.date()
        for text in texts
        if len(text) <= LINE_CHARS_MAX and any(map(str.isdigit, text))
        for moment in read_fields(text, locale)
        if abs(moment.at.date() - locale.fetched_at.date()) <= _DAY
    }
    return days and days - {moment.at.date() for moment in lone_dates(visible[end:], locale)}


def _has_teaser(html: bytes, locale: Locale) -> bool:
    """Return whether there is a lesser heading that is not a date, as blogs set theirs."""
    headings = _LESSER_HEADINGS.findall(html)
    if len(headings) < len(_LESSER_HEADING_END.findall(html)):
        return True
    texts = (" ".join(plain_lines(each.decode("utf-8", "ignore"))) for each in headings)
    return any(next(read_short(text, locale), None) is None for text in texts)
