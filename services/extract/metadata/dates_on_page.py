"""The dates that only the visible page holds, from the safest of its places to the least safe."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from htmldate import find_date
from lxml import etree

from services.extract.dates.moment import Moment, is_plausible, read_moment
from services.extract.dates.order import may_be_swapped, middle_of_month
from services.extract.dates.sources import structured as dates
from services.extract.dates.sources.address import slug_dates, url_dates
from services.extract.dates.sources.dateline import (
    above_headline_dates,
    dateline_dates,
    days_of_clock,
    prose_dates,
)
from services.extract.dates.sources.headline import below_headline, stands_beside
from services.extract.dates.sources.line import read_short
from services.extract.dates.sources.lone import (
    dates_beside_code,
    dates_of_terms,
    dates_on_labelled_lines,
    lone_dates,
)
from services.extract.dates.sources.named import lone_named_dates, named_dates
from services.extract.dates.sources.other_boxes import (
    above_comments,
    above_end_box,
    empty,
    strip_others,
)
from services.extract.dates.sources.paired import paired_dates
from services.extract.dates.sources.scripted import scripted_dates
from services.extract.dates.sources.visible import labelled_dates, time_elements
from services.extract.dates.two_digit_years import has_labelled_short, short_dates
from services.extract.markup.normalise import key
from services.extract.markup.teasers import is_card_of_another
from services.extract.metadata.page_data import PageData
from services.extract.metadata.titles.site_in_title import parts_behind

_CARDS = ("article", "li", "tr")
_SEARCHED_BYTES = 500_000
"""htmldate walks all text; a page of median size has 100 kB of visible HTML."""


def shown_dates(data: PageData, changed: list[Moment], vague: list[Moment]) -> list[Moment]:
    """Return the dates that only the visible page holds; the day of the address decides.

    `vague` ones of the head come next to those beside the headline.
    """
    in_address = url_dates(data.document.url, data.locale.script)
    address = next(iter(only_plausible(in_address, data)), None)
    first: list[Moment] = []
    for found in _beside_headline(data, changed):
        plausible = only_plausible(found, data)
        if address:
            plausible = [moment for moment in plausible if _is_near(moment, address)] or plausible
            if plausible and _is_near(plausible[0], address):
                return [*plausible, *vague]
        elif plausible:
            return [*plausible, *vague]
        first = first or plausible
    if address:
        return [*_at_an_hour_of(address, data), address, *vague]
    if first or vague:
        return [*first, *vague]
    for found in _elsewhere(data):
        plausible = only_plausible(found, data)
        today = days_of_clock(data.visible, data.title, data.locale) if plausible else ()
        if others := [moment for moment in plausible if moment.at.date() not in today]:
            return others
    return []


def _at_an_hour_of(address: Moment, data: PageData) -> list[Moment]:
    """Return the first date away from the headline that has the address's day, and a time."""
    visible = _own_html(data, None)
    found = (lone_named_dates(visible, data.locale), lone_dates(visible, data.locale))
    dated = (each for moments in found for each in only_plausible(moments, data))
    timed = (each for each in dated if each.precision != "day" and _is_near(each, address))
    return [*islice(timed, 1)]


def _is_near(moment: Moment, address: Moment) -> bool:
    """Return whether a date is the day of the address; an instant may be a day off, by its zone."""
    apart = abs(moment.at.date() - address.at.date())
    return apart <= (timedelta() if moment.precision == "day" else timedelta(days=1))


def _beside_headline(data: PageData, changed: list[Moment]) -> Iterator[Iterable[Moment]]:
    """Yield the places that hold the article's date, the safest first."""
    heading, locale = data.title, data.locale
    visible = above_end_box(data.visible, below_headline(data.visible, heading))
    yield labelled_dates(visible, locale)
    yield (paired_dates(visible, heading, locale) or ())[:1]
    yield short_dates(visible, _witnesses(data, changed), locale)
    times = time_elements(data.document.tree, heading, locale)
    is_beside = stands_beside(visible, heading, b"<time")
    if is_beside:
        yield times
    yield dateline_dates(visible, heading, locale)
    if not is_beside:  # one in the text is that of an event, or of a reader
        yield times
    yield named_dates(visible, heading, locale)
    yield dates_beside_code(visible, locale)
    yield dates_on_labelled_lines(visible, locale)
    yield dates_of_terms(data.document.tree, locale)
    yield above_headline_dates(visible, heading, locale)
    yield _behind_headline(data)
    yield prose_dates(visible, heading, locale)


def _behind_headline(data: PageData) -> Iterator[Moment]:
    """Yield the date that `<title>` sets off: `Headline - 07.12.2017 - Site`."""
    heading = key(data.heading)
    for part in parts_behind(data.page_title):
        if key(part) not in heading:
            yield from read_short(part, data.locale)


def _elsewhere(data: PageData) -> Iterator[Iterable[Moment]]:
    tree = _own_tree(data)
    of_build = list(dates.of_generators(data.articles, data.locale))
    if of_build:
        yield lone_dates(_own_html(data, tree), data.locale)
        yield of_build
    yield searched_dates(data, tree)
    yield dates.of_microdata(data.microdata, data.locale)
    visible = _own_html(data, tree)
    yield lone_named_dates(visible, data.locale)
    yield lone_dates(visible, data.locale)
    yield scripted_dates(data.document.html, data.locale)
    yield slug_dates(data.document.url)


def _own_tree(data: PageData) -> etree._Element | None:
    """Copy the page without what holds other dates than the article's; None where it is large."""
    if len(data.visible) > _SEARCHED_BYTES:
        return None
    tree: etree._Element = deepcopy(data.document.tree)
    # what these hold was read before, and better
    etree.strip_elements(tree, "script", "style", "meta", with_tail=False)
    strip_others(tree)
    heading = key(data.heading)
    for card in [each for each in tree.iter(*_CARDS) if is_card_of_another(each, heading)]:
        empty(card)
    return tree


def _own_html(data: PageData, tree: etree._Element | None) -> bytes:
    """Return the page as `_own_tree` leaves it, up to its comments."""
    html = data.visible if tree is None else etree.tostring(tree, encoding="utf-8", method="html")
    return above_comments(html, below_headline(html, data.title))


def only_plausible(moments: Iterable[Moment], data: PageData) -> list[Moment]:
    """Return the dates on which an article that is fetched now can have been published."""
    return [m for m in moments if is_plausible(m.instant, data.locale.fetched_at)]


def _witnesses(data: PageData, changed: list[Moment]) -> Iterator[datetime]:
    """Yield the dates that a short year may be told by: the last change, and the address."""
    yield from (moment.instant for moment in changed)
    yield from (moment.instant for moment in url_dates(data.document.url))
    for day in middle_of_month(data.document.url):
        yield datetime.combine(day, time(), UTC)


def searched_dates(data: PageData, tree: etree._Element | None) -> Iterator[Moment]:
    """Yield what htmldate finds in markup; never where it could not read the page's calendar."""
    if data.locale.names_any_month and tree is not None:
        if has_labelled_short(data.visible):
            return  # it would guess what `04/05/06` means
        try:
            found = find_date(
                tree, extensive_search=False, original_date=True,
                url=data.document.url, max_date=data.locale.fetched_at,
            )  # fmt: skip
        except (ValueError, OverflowError, TypeError):  # an offset of 99 hours and its like
            return
        moment = read_moment(found, "other", "htmldate") if found else None
        # it reads the day first, whoever writes
        if moment and not may_be_swapped(data.visible, moment.at.date()):
            yield moment
