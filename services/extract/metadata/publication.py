"""The publication date and the last change: which of the page's dates are believed.

Order: JSON-LD, meta, microdata and `<time>`, lines beside the headline in any calendar, then
htmldate. Prose, footers and the page's own clock are never asked.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from htmldate import find_date
from lxml import etree

from schemas.passport import Hints
from services.extract.dates.moment import Moment, is_plausible, read_moment
from services.extract.dates.order import may_be_swapped, middle_of_month
from services.extract.dates.sources import structured as dates
from services.extract.dates.sources.address import slug_dates, url_dates
from services.extract.dates.sources.attributes import attribute_dates
from services.extract.dates.sources.dateline import (
    above_headline_dates,
    below_headline,
    dateline_dates,
    dates_beside_code,
    dates_of_terms,
    dates_on_labelled_lines,
    days_of_clock,
    lone_dates,
    prose_dates,
    stands_beside,
)
from services.extract.dates.sources.named import lone_named_dates, named_dates
from services.extract.dates.sources.other_boxes import above_comments, above_end_box, strip_others
from services.extract.dates.sources.scripted import scripted_dates
from services.extract.dates.sources.updated import updated_dates
from services.extract.dates.sources.visible import (
    changed_times,
    labelled_dates,
    time_elements,
)
from services.extract.dates.two_digit_years import has_labelled_short, short_dates
from services.extract.dates.zones import AMERICAN_ABBREVIATIONS
from services.extract.markup.meta import Meta
from services.extract.metadata.page_data import PageData

_SEARCHED_BYTES = 500_000
"""htmldate walks all text; a page of median size has 100 kB of visible HTML."""
_HOUR = timedelta(hours=1)
_HINT_SLACK = timedelta(days=1)
_WEEKS = timedelta(days=28)
"""A photograph or an event may be as much older than its article."""


def find_dates(data: PageData, hints: Hints) -> tuple[Moment | None, Moment | None]:
    """Return when the article was published and last changed, each None where not stated."""
    own = dates.own_microdata(data.microdata, data.heading)
    stated = list(dates.structured(data.articles, data.meta, own, data.locale))
    changed = list(dates.modified(data.articles, data.meta, data.microdata, data.locale))
    vague = [] if stated else list(dates.vague(data.meta, data.locale))
    seen = [*stated, *vague, *changed]
    shown = [] if changed else _plausible(_changes_shown(data), data)
    published = _best(
        _nearest(_first_shown(data, stated, changed), hints.published_at)
        or _exact(_shown(data, changed or shown, vague), data),
        seen,
        data,
    )
    if published is None and hints.published_at is not None:
        published = Moment(hints.published_at, "second", "gregorian", "hint")
    change = _not_before(_best(changed, seen, data), published)
    return published, change or _later(_best(shown, seen, data), published)


def _changes_shown(data: PageData) -> Iterator[Moment]:
    yield from changed_times(data.document.tree, data.title, data.locale)
    yield from updated_dates(data.visible, data.locale)


def _not_before(change: Moment | None, published: Moment | None) -> Moment | None:
    """Leave out a change that the page dates before its publication; days are compared as days."""
    if change is None or published is None or change.at >= published.at:
        return change
    as_days = "day" in (change.precision, published.precision)
    return change if as_days and change.at.date() >= published.at.date() else None


def _later(change: Moment | None, published: Moment | None) -> Moment | None:
    """Believe a change that only the visible page states where it is later than publication."""
    if change is None or published is None:
        return change
    earliest = published.at.replace(hour=0, minute=0) if change.precision == "day" else published.at
    return change if change.at >= earliest and change.at != published.at else None


def _first_shown(data: PageData, stated: list[Moment], changed: list[Moment]) -> list[Moment]:
    """Put before the stated dates one beside the headline that is weeks older, where they doubt.

    Some sites state the day of their last build as that of publication and of the last change.
    """
    if not stated or not changed or changed[0].at.date() > stated[0].at.date():
        return stated
    latest = stated[0].at.date() - _WEEKS
    shown: list[Moment] = []
    for moment in dateline_dates(data.visible, data.title, data.locale, in_figures=True):
        if moment.at.date() > latest:
            return stated
        shown.append(moment)
    return [*_plausible(shown, data)[:1], *stated]


def _nearest(moments: list[Moment], hint: datetime | None) -> list[Moment]:
    """Put first the dates that agree with the hint, where the page's own disagree."""
    if hint is None:
        return moments
    return sorted(moments, key=lambda moment: abs(dates.as_instant(moment) - hint) > _HINT_SLACK)


def _shown(data: PageData, changed: list[Moment], vague: list[Moment]) -> list[Moment]:
    """Return the dates that only the visible page holds; the day of the address decides.

    `vague` ones of the head come next to those beside the headline.
    """
    address = next(iter(_plausible(url_dates(data.document.url, data.locale.script), data)), None)
    first: list[Moment] = []
    for found in _beside_headline(data, changed):
        plausible = _plausible(found, data)
        if address:
            plausible = [moment for moment in plausible if _is_near(moment, address)] or plausible
            if plausible and _is_near(plausible[0], address):
                return [*plausible, *vague]
        elif plausible:
            return [*plausible, *vague]
        first = first or plausible
    if address or first or vague:
        return [address, *vague] if address else [*first, *vague]
    clock = days_of_clock(data.visible, data.title, data.locale)
    for found in _elsewhere(data):
        plausible = [each for each in _plausible(found, data) if each.at.date() not in clock]
        if plausible:
            return plausible
    return []


def _exact(found: list[Moment], data: PageData) -> list[Moment]:
    """Add the instants that attributes beside the headline hold: to a day, or to nothing.

    Before a time of day, as before `3 hours ago`, come those that are at most an hour from it.
    """
    if found and found[0].zoned and found[0].precision == "second":
        return found
    heading = data.title
    instants = _plausible(attribute_dates(data.visible, heading, data.locale), data)
    if not found or found[0].precision == "day":
        return [*found, *instants]
    at = dates.as_instant(found[0])
    return [*(each for each in instants if abs(dates.as_instant(each) - at) <= _HOUR), *found]


def _is_near(moment: Moment, address: Moment) -> bool:
    """Return whether a date is the day of the address; an instant may be a day off, by its zone."""
    apart = abs(moment.at.date() - address.at.date())
    return apart <= (timedelta() if moment.precision == "day" else timedelta(days=1))


def _beside_headline(data: PageData, changed: list[Moment]) -> Iterator[Iterable[Moment]]:
    """Yield the places that hold the article's date, the safest first."""
    heading = data.title
    visible, locale = (
        above_end_box(data.visible, below_headline(data.visible, heading)),
        data.locale,
    )
    yield labelled_dates(visible, locale)
    yield short_dates(visible, _witnesses(data, changed), locale)
    times = time_elements(data.document.tree, heading, locale)
    if stands_beside(visible, heading, b"<time"):
        yield times
        yield dateline_dates(visible, heading, locale)
    else:  # one in the text is that of an event, or of a reader
        yield dateline_dates(visible, heading, locale)
        yield times
    yield named_dates(visible, heading, locale)
    yield dates_beside_code(visible, locale)
    yield dates_on_labelled_lines(visible, locale)
    yield dates_of_terms(data.document.tree, locale)
    yield above_headline_dates(visible, heading, locale)
    yield prose_dates(visible, heading, locale)


def _elsewhere(data: PageData) -> Iterator[Iterable[Moment]]:
    tree = _own_tree(data)
    visible = (
        data.visible if tree is None else etree.tostring(tree, encoding="utf-8", method="html")
    )
    visible = above_comments(visible, below_headline(visible, data.title))
    of_build = list(dates.of_generators(data.articles, data.locale))
    if of_build:
        yield lone_dates(visible, data.locale)
        yield of_build
    yield searched_dates(data, tree)
    yield dates.structured([], Meta({}), data.microdata, data.locale)
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
    return tree


def _plausible(moments: Iterable[Moment], data: PageData) -> list[Moment]:
    return [m for m in moments if is_plausible(dates.as_instant(m), data.locale.fetched_at)]


def _witnesses(data: PageData, changed: list[Moment]) -> Iterator[datetime]:
    """Yield the dates that a short year may be told by: the last change, and the address."""
    yield from (dates.as_instant(moment) for moment in changed)
    yield from (dates.as_instant(moment) for moment in url_dates(data.document.url))
    for day in middle_of_month(data.document.url):
        yield datetime.combine(day, time(), UTC)


def searched_dates(data: PageData, tree: etree._Element | None) -> Iterator[Moment]:
    """Yield what htmldate finds in markup; never where it could not read the page's calendar."""
    if data.locale.script == "other" and tree is not None:
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


def _on_the_day_shown(moment: Moment, data: PageData) -> Moment:
    """Tell an instant given in UTC by the clock of the site, where that shows another day.

    Its address may show that day, or else a line beside the headline: `…/2023/11/08/…` with
    2023-11-09T03:28Z was published on the evening of the eighth.
    """
    if moment.precision == "day" or moment.at.utcoffset() != timedelta():
        return moment
    country, day = data.locale.country, moment.at.date()
    zones = [country] if country else _zones_of_america(data.locale.language)
    clocks = [local for zone in zones if (local := moment.at.astimezone(zone)).date() != day]
    shown = _shown_by(clocks, day, data) if clocks else None
    if shown is None:
        return moment
    return replace(moment, at=shown.astimezone(timezone(shown.utcoffset() or timedelta())))


def _shown_by(clocks: list[datetime], day: date, data: PageData) -> datetime | None:
    """Return the first of some clocks whose day the page shows, and not `day`.

    Where the site's zone is a guess, a line counts with that time of day alone.
    """
    stated = next(url_dates(data.document.url), None)
    if stated is not None:
        return next((local for local in clocks if local.date() == stated.at.date()), None)
    shown = dateline_dates(data.visible, data.title, data.locale, in_figures=True)
    if data.locale.country:
        own = clocks[0]
        days = (each.at.date() for each in shown)
        told = next((each for each in days if each in (day, own.date())), day)
        return own if told != day else None
    times = {each.at.replace(tzinfo=None, second=0) for each in shown}
    wanted = (local.replace(tzinfo=None, second=0, microsecond=0) for local in clocks)
    return next((local for local, at in zip(clocks, wanted, strict=True) if at in times), None)


def _zones_of_america(language: str) -> list[ZoneInfo]:
    """Return the zones of the United States, east first, for pages in the Americas' languages."""
    base, _, region = language.partition("-")
    is_american = base in ("es", "pt") or (base == "en" and region in ("", "US"))
    return [ZoneInfo(name) for name in AMERICAN_ABBREVIATIONS.values()] if is_american else []


def _best(moments: list[Moment], seen: list[Moment], data: PageData) -> Moment | None:
    """Return the most trusted date in its zone, which others of the page (`seen`) may tell.

    None where there is none, or it is not plausible.
    """
    best = dates.choose(moments)
    if best is None:
        return None
    if best.zoned:
        best = _on_the_day_shown(dates.by_site_clock(best, seen), data)
    best = dates.with_zone(best, seen, data.locale)
    return best if is_plausible(best.at, data.locale.fetched_at) else None
