"""Lines that are a date: below a headline, or above the text."""

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from lxml.html import HtmlElement

from services.extract.body.segments import Segment
from services.extract.body.selection import HEADINGS, Selection
from services.extract.body.sentence_ends import SENTENCE_ENDS
from services.extract.markup.measure import measure_all
from services.extract.markup.query import holds

_LINE_CHARS_MAX = 60
_PARTS_MAX = 20
"""Elements looked at in a line that may be a date."""
_DAY = re.compile(r"(?<!\d)(?:\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}([./-]) ?\d{1,2}\2 ?\d{1,2})(?!\d)")
_WRITTEN_DAY = re.compile(
    r"(?<!\d)\d{1,2}\S{0,2} (?:de )?[^\s\d]{3,14} (?:de )?\d{4}(?!\d)"
    r"|[^\s\d]{3,12} \d{1,2}, \d{4}(?!\d)|\d{4} ?[年년] ?\d{1,2} ?[月월] ?\d{1,2}"
)
"""A day with its month in words, and a year: it stands in a short line of its own."""
_ANY_DAY = re.compile(f"{_DAY.pattern}|{_WRITTEN_DAY.pattern}")
_CLOCK_LETTERS_MAX = 3
"""Of a time: `10h12`, `9 a.m.`, `Uhr`."""
_CLOCK = re.compile(r"(?<!\d)\d{1,2} ?[:h.時시点點] ?\d\d")
_WEEKDAY = re.compile(r"[^\W\d][\w-]{1,14}[,،] ")
"""A word with a comma before the day."""
_TABLES = frozenset(["dl", "table"])
_LISTS = frozenset(["ul", "ol"])
_DAYS_MAX = 2
"""Of a page: it came out, and was changed. A list with more tells what happened when."""
_ITEMS_MAX = 6
_DATED_CHARS_MIN = 400
"""Of a shorter text every line may count for its being long enough."""


def drop_dateline(selection: Selection, titles: frozenset[str]) -> Selection:
    """Leave out the line above the text that says who wrote it, and on which day.

    It is the first line, or the one below the title or the lead.
    """
    page = selection.page
    below = [n for n in selection.numbers if n and page[n - 1].key in titles]
    lead = sum(page[n].text.endswith(SENTENCE_ENDS) for n in selection.ordered[:1])
    found = {n for n in (*selection.ordered[: 1 + lead], *below) if _is_dateline(page[n])}
    if not found or measure_all(each.text for each in selection.segments) < _DATED_CHARS_MIN:
        return selection
    return selection.without(found)


def drop_record(selection: Selection) -> Selection:
    """Leave out a table above the text that has a day, and no sentence: number, office, date."""
    page = selection.page
    above = list(takewhile(lambda n: not _is_sentence(page[n]), selection.ordered))
    dated = (page[n] for n in above if _ANY_DAY.search(page[n].text))
    tables = {each for line in dated for each in line.path if each.tag in _TABLES}
    tables -= {each for n in selection.numbers.difference(above) for each in page[n].path}
    return selection.without(selection.inside(tables | _short_record(selection)))


def _short_record(selection: Selection) -> set[HtmlElement]:
    """Return a short list with the day, above the text or its lead's, and outside of its box."""
    page = selection.page
    lead = sum(page[n].text.endswith(SENTENCE_ENDS) for n in selection.ordered[:1])
    above = list(takewhile(lambda n: not _is_sentence(page[n]), selection.ordered[lead:]))
    dated = [page[n] for n in above if _ANY_DAY.search(page[n].text)]
    boxes = {each.element.getparent() for each in selection.segments[lead + len(above) :]}
    is_short = len(dated) <= _DAYS_MAX and len(above) <= _ITEMS_MAX
    lists = {each for line in dated for each in line.path if each.tag in _LISTS}
    return {each for each in lists if each.getparent() not in boxes} if is_short else set()


def _is_sentence(segment: Segment) -> bool:
    return len(segment.text) > _LINE_CHARS_MAX and segment.text.endswith(SENTENCE_ENDS)


def _is_dateline(segment: Segment) -> bool:
    """Return whether a line is a day, or has one in a `<time>` and is no heading."""
    if not is_day(segment):
        return False
    is_timed = segment.element.tag not in HEADINGS and holds(segment.element, "time")
    return is_timed or _is_alone(segment.text)


def is_day(segment: Segment) -> bool:
    """Return whether a short line that is no sentence has a day, with its year."""
    text = segment.text
    if len(text) > _LINE_CHARS_MAX or text.endswith(SENTENCE_ENDS):
        return False
    return _ANY_DAY.search(text) is not None


def _is_alone(text: str) -> bool:
    """Return whether a line with a day has its weekday or a time beside it, and no more."""
    rest = _WRITTEN_DAY.sub("", _DAY.sub("", text, count=1), count=1)
    if _DAY.match(text) and _CLOCK.search(rest):
        return True  # what else it says is of the time: when the page was changed
    return sum(map(str.isalpha, _WEEKDAY.sub("", rest, count=1))) <= _CLOCK_LETTERS_MAX


def is_dated(page: Sequence[Segment], heading: int) -> bool:
    """Return whether a line with a `<time>` of its own follows a heading, or a day in figures."""
    below = page[heading + 1 : heading + 2]
    return any(
        len(each.text) <= _LINE_CHARS_MAX
        and (
            _DAY.search(each.text) is not None
            or any(part.tag == "time" for part in islice(each.element.iter(), _PARTS_MAX))
        )
        for each in below
    )
