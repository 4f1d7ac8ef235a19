"""Dates in elements whose name says publication: `class="post-date"`, `itemprop="datePublished"`.

Names are searched in the page's bytes; an element counts where it holds a date and little more.
"""

import re
from collections.abc import Iterator
from itertools import islice

from services.extract.dates.locale import Locale
from services.extract.dates.moment import Moment
from services.extract.dates.sources.headline import headline_span, runs_on
from services.extract.dates.sources.line import is_update, read_fields
from services.extract.dates.sources.lone import is_others
from services.extract.dates.sources.visible import read_visible
from services.extract.markup.lines import is_boilerplate, plain_lines

_WHEN = rb"[-_]{0,2}(?:[Dd]ate|[Tt]ime|[Cc]reated)"
_NAMES = (
    rb"publi(?:sh|c|ie)", rb"pub[-_]?[Dd]ate", rb"date[-_]{0,2}(?:[Pp]ub|[Pp]ost|[Cc]reat)",
    rb"posted", *(name + _WHEN for name in (b"post", b"entry", b"article", b"news", b"story")),
    rb"veroeffentlich", rb"erschein", rb"opublikow",
)  # fmt: skip
_NAME = re.compile(
    b"|".join(form for name in _NAMES for form in (name, name[:1].upper() + name[1:]))
)
"""Each alternative begins with a letter, not with `[Pp]`: so it is found six times as fast."""
_IN_A_NAME = re.compile(rb"\b(?:class|id|itemprop|data-[\w-]+)\s*=\s*[\"']?[^\"'<>=]*$")
_TAG = re.compile(rb"<([A-Za-z][\w-]*)")
_LESSER_HEADING = re.compile(rb"<h[2-6]\b")
_NAME_BYTES = 300
"""Of an attribute, before what is found in it; more would be read again for each of many."""
_CARD_BYTES = 600
_SEARCHED_BYTES = 100_000
_ELEMENTS_MAX = 100
_INNER_BYTES = 400
_TEXT_CHARS = 70
_BEFORE_BYTES = 2_000
_AFTER_BYTES = 6_000
"""How far before and after the headline such an element is the article's, with markup."""


def named_dates(visible: bytes, heading: str, locale: Locale) -> Iterator[Moment]:
    """Yield the date of such an element beside the headline: below it, else above."""
    start, end = headline_span(visible, heading)
    if end < 0:
        return
    reach = max(0, start - _BEFORE_BYTES), end + _AFTER_BYTES
    found = list(islice(_found(visible, locale, *reach), _ELEMENTS_MAX))
    after = ((at, each) for at, each in found if 0 <= at - end <= _AFTER_BYTES)
    before = [(at, each) for at, each in found if 0 < start - at <= _BEFORE_BYTES]
    for at, each in islice(after, 1):
        between = visible[end:at]
        if not runs_on(between) and not _LESSER_HEADING.search(between):
            yield each
            return
    for at, each in before[-1:]:
        if not _LESSER_HEADING.search(visible, max(0, at - _CARD_BYTES), start):
            yield each


def lone_named_dates(visible: bytes, locale: Locale) -> Iterator[Moment]:
    """Yield the date of such elements, wherever, that are all of one day."""
    named = islice(_found(visible, locale, 0, _SEARCHED_BYTES), _ELEMENTS_MAX)
    found = [each for at, each in named if not is_others(visible, visible.find(b">", at) + 1)]
    if len({each.at.date() for each in found}) == 1:
        yield found[0]


def _found(visible: bytes, locale: Locale, first: int, last: int) -> Iterator[tuple[int, Moment]]:
    """Yield where each such element begins and the date it holds."""
    end = 0
    for match in islice(_NAME.finditer(visible, first, last), _ELEMENTS_MAX * 5):
        start = visible.rfind(b"<", 0, match.start())
        near = max(start, match.start() - _NAME_BYTES)
        if start < end or not _IN_A_NAME.search(visible, near, match.start()):
            continue
        tag, end = _TAG.match(visible, start), visible.find(b">", match.end()) + 1
        text = _text(visible, end, tag[1]) if tag and end else ""
        moment = _read(text, locale) if text else None
        if moment and not is_boilerplate(visible, start):
            yield start, moment


def _text(visible: bytes, start: int, tag: bytes) -> str:
    """Return what an element holds, up to its first end tag; empty where it is long."""
    inner = visible[start : start + _INNER_BYTES]
    end = inner.find(b"</" + tag)
    lines = plain_lines(inner[: end if end >= 0 else _INNER_BYTES].decode("utf-8", "ignore"))
    text = " ".join(line for line in lines if line)
    return text if len(text) <= _TEXT_CHARS else ""


def _read(text: str, locale: Locale) -> Moment | None:
    """Read the first field that is a date, or one behind words that name no last change."""
    found = next(read_fields(text, locale), None)
    return found or (None if is_update(text) else read_visible(text, locale))
