"""Dates that the page shows its readers: labelled lines and `<time>` elements."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from lxml import etree

from services.extract.dates.calendars import read_calendar
from services.extract.dates.day_parts import with_plain_clock
from services.extract.dates.labels import PUBLISHED_LABELS, UPDATED_LABELS
from services.extract.dates.locale import Locale
from services.extract.dates.moment import Moment, read_moment
from services.extract.dates.month_words import find_worded
from services.extract.dates.numeric import in_full, read_numeric
from services.extract.dates.sources.other_boxes import is_announced, is_in_comment
from services.extract.markup.lines import labelled
from services.extract.markup.normalise import key
from services.extract.markup.query import is_inside, outside, text_of
from services.extract.markup.teasers import is_teaser, with_its_link

_BOILERPLATE = ("aside", "footer", "nav")
_PLACES = ("article", "main")
_MARKS = ("publish", "entry-date", "posted")
_CHANGED = ("updated", "modified")
_UPDATED_WORDS = tuple({label.lower() for label in UPDATED_LABELS})
_NUMERIC_CHARS = 30
"""Of a date in numbers, which stands at the start."""
_TIP_CHARS = 80
_YEAR = re.compile(r"\d{4}")
_ZONES_APART = timedelta(days=1)
"""As far one instant's days are apart in two zones."""
_LINK_WORDS = re.compile(r"^[\s:：|–-]*(?:[^\d|·•]{1,25}(?=\d))?")
"""Between a label and a date in numbers: `on`, `den`, a weekday."""
_TIMES_MAX = 200
"""Looked at of the elements `<time datetime>`: a list of teasers has dozens."""


def labelled_dates(visible: bytes, locale: Locale) -> Iterator[Moment]:
    """Yield the dates that follow a label like `تاریخ انتشار` or `Published`, in page order."""
    found = (read_visible(each[:90], locale) for each in labelled(visible, PUBLISHED_LABELS))
    yield from filter(None, found)


def read_visible(text: str, locale: Locale) -> Moment | None:
    """Read the date in a piece of visible text that is known to hold one."""
    text = in_full(with_plain_clock(text), locale)
    moment = read_dated(text, locale)
    if moment:
        return moment
    if locale.names_any_month:
        worded = find_worded(text, locale.country, locale.language)
        if worded:
            return worded
    text = in_full(_LINK_WORDS.sub("", text), locale)
    if moment := _plain(text, locale):
        return moment
    return read_numeric(text[:_NUMERIC_CHARS], locale) if text[:1].isdigit() else None


def read_dated(text: str, locale: Locale) -> Moment | None:
    """Read a date of a calendar, with the zone that stands behind its time."""
    reading = read_calendar(text, locale.script, locale.country)
    return Moment(*reading, "text") if reading else None


def _plain(text: str, locale: Locale) -> Moment | None:
    return read_moment(text, locale.script, "text", locale.country)


def time_elements(tree: etree._Element, heading: str, locale: Locale) -> Iterator[Moment]:
    """Yield the dates of `<time datetime>`: those marked as publication, then the article's.

    The times of teasers, and of a last change, are not the article's.
    """
    dated = (
        element
        for element in tree.iter("time")
        if (element.get("datetime") or element.get("title")) and not _is_of_change(element)
    )
    times = _own(dated, heading) or _own(filter(_is_of_entry, tree.iter("time")), heading)
    marked = [element for element in times if _is_marked(element)]
    has_places = next(tree.iter(*_PLACES), None) is not None
    own = (element for element in times if not has_places or is_inside(element, _PLACES))
    yield from filter(None, (_of_time(each, locale) for each in (*marked[:2], *islice(own, 3))))


def changed_times(tree: etree._Element, heading: str, locale: Locale) -> Iterator[Moment]:
    """Yield the dates of the article's `<time>` that its class calls the last change."""
    own = _own(filter(_is_of_change, tree.iter("time")), heading)
    yield from filter(None, (_of_time(each, locale) for each in own))


def _own(times: Iterable[etree._Element], heading: str) -> list[etree._Element]:
    """Leave out the times of boilerplate, of other stories and of readers' comments."""
    own = key(heading)
    return [
        element
        for element in outside(islice(times, _TIMES_MAX), _BOILERPLATE)
        if not (
            is_teaser(with_its_link(element), own)
            or is_in_comment(element)
            or is_announced(element)
        )
    ]


def _of_time(element: etree._Element, locale: Locale) -> Moment | None:
    """Read what an element says of its date: a machine's form, else what its tip shows.

    Where the day that it shows its readers is another, that is it: some templates write the time
    of the build, or day and month swapped, into the attribute.
    """
    stated, text = element.get("datetime") or "", text_of(element).strip()
    moment = read_moment(stated, locale.script, "time", locale.country)
    is_dated = moment is not None and len(text) <= _TIP_CHARS and _YEAR.search(text)
    shown = read_visible(text, locale) if is_dated else None
    if moment and shown and abs(shown.at.date() - moment.at.date()) > _ZONES_APART:
        return shown
    for tip in (element.get("title"), stated):
        # the clock of the readers, so that its zone is theirs
        if moment is None and tip and len(tip) <= _TIP_CHARS:
            moment = read_visible(tip, locale)
    return moment


def _is_marked(element: etree._Element) -> bool:
    names = element.get("class") or ""
    return element.get("pubdate") is not None or any(word in names for word in _MARKS)


def _words_of(element: etree._Element) -> Iterator[str]:
    """Yield the words in an element and those before it, in small letters."""
    before, parent = element.getprevious(), element.getparent()
    yield (element.text or "").strip().lower()
    if before is not None:
        yield ((before.tail or "").strip(" \n|·•-–,(") or text_of(before).strip()).lower()
    elif parent is not None:
        yield (parent.text or "").strip().lower()


def _is_of_entry(element: etree._Element) -> bool:
    """Return whether a class names the time of the entry itself, as `entry-date updated` does.

    Where it is the only one, the entry was never changed.
    """
    return "entry-date" in (element.get("class") or "")


def _is_of_change(element: etree._Element) -> bool:
    """Return whether a class says that a time is that of the last change, and not the first.

    So may its name in microdata, and the words in it or right before it.
    """
    if any(words.startswith(_UPDATED_WORDS) for words in _words_of(element)):
        return True
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    return any(word in names for word in _CHANGED) and not any(
        word in names for word in ("publish", "posted")
    )
