"""Dates that the page shows its readers: labelled lines and `<time>` elements."""

from collections.abc import Iterator

from lxml import etree

from services.extract.calendars import read_calendar
from services.extract.date_words import PUBLISHED_LABELS
from services.extract.instants import Moment, read_moment
from services.extract.lines import labelled
from services.extract.query import elements
from services.extract.setting import Setting
from services.extract.worded import find_worded

_FURNITURE = "[not(ancestor::aside or ancestor::footer or ancestor::nav)]"
_MARKED_TIMES = elements(
    "//time[@datetime][@pubdate or contains(@class, 'publish') or contains(@class, 'entry-date')"
    f" or contains(@class, 'posted')]{_FURNITURE}"
)
_TIMES = elements(f"//article//time[@datetime]{_FURNITURE} | //main//time[@datetime]{_FURNITURE}")


def labelled_dates(raw: bytes, setting: Setting) -> Iterator[Moment]:
    """Yield the dates that follow a label like `تاریخ انتشار` or `Published`, in page order."""
    for following in labelled(raw, PUBLISHED_LABELS):
        moment = read_visible(following[:90], setting)
        if moment:
            yield moment


def read_visible(text: str, setting: Setting) -> Moment | None:
    """Read the date in a piece of visible text that is known to hold one."""
    reading = read_calendar(text, setting.script)
    if reading:
        return Moment(reading.at, reading.precision, reading.calendar, "text")
    moment = read_moment(text.lstrip(" :：-–|"), setting.script, "text")
    return moment or (find_worded(text) if setting.script == "other" else None)


def time_elements(tree: etree._Element, setting: Setting) -> Iterator[Moment]:
    """Yield the dates of `<time datetime>`: those marked as publication, then the article's."""
    for element in (*_MARKED_TIMES(tree)[:2], *_TIMES(tree)[:3]):
        moment = read_moment(element.get("datetime") or "", setting.script, "time")
        if moment:
            yield moment
