"""The publication date and the last change: which of the page's dates are believed.

Order: JSON-LD, meta, microdata and `<time>`, lines beside the headline in any calendar, then
htmldate. Prose, footers and the page's own clock are never asked.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from schemas.passport import Hints
from services.extract.dates.moment import Moment, is_plausible
from services.extract.dates.sources import structured as dates
from services.extract.dates.sources.attributes import attribute_dates
from services.extract.dates.sources.dateline import dateline_dates
from services.extract.dates.sources.paired import paired_dates
from services.extract.dates.sources.updated import updated_dates
from services.extract.dates.sources.visible import changed_times
from services.extract.metadata.dates_on_page import only_plausible, shown_dates
from services.extract.metadata.day_of_site import on_the_day_shown
from services.extract.metadata.page_data import PageData

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
    shown = [] if changed else only_plausible(_changes_shown(data), data)
    published = _best(
        _nearest(_at_its_hour(_first_shown(data, stated, changed), data), hints.published_at)
        or _exact(shown_dates(data, changed or shown, vague), data),
        seen,
        data,
    )
    if published is None and hints.published_at is not None:
        hinted = Moment(hints.published_at, "second", "gregorian", "hint")
        published = next(iter(only_plausible([hinted], data)), None)
    change = _not_before(_best(changed, seen, data), published)
    return published, change or _later(_best(shown, seen, data), published)


def _changes_shown(data: PageData) -> Iterator[Moment]:
    yield from changed_times(data.document.tree, data.title, data.locale)
    yield from updated_dates(data.visible, data.locale)
    yield from (paired_dates(data.visible, data.title, data.locale) or ())[1:]


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
    return [*only_plausible(shown, data)[:1], *stated]


def _at_its_hour(stated: list[Moment], data: PageData) -> list[Moment]:
    """Put before a stated day the time that the page shows of it beside the headline."""
    if not stated or stated[0].precision != "day":
        return stated
    shown = dateline_dates(data.visible, data.title, data.locale)
    same = (each for each in shown if each.at.date() == stated[0].at.date())
    return [*(each for each in islice(same, 1) if each.precision != "day"), *stated]


def _nearest(moments: list[Moment], hint: datetime | None) -> list[Moment]:
    """Put first the dates that agree with the hint, where the page's own disagree."""
    if hint is None:
        return moments
    return sorted(moments, key=lambda moment: abs(moment.instant - hint) > _HINT_SLACK)


def _exact(found: list[Moment], data: PageData) -> list[Moment]:
    """Add the instants that attributes beside the headline hold: to a day, or to nothing.

    Before a time of day, as before `3 hours ago`, come those that are at most an hour from it.
    """
    if found and found[0].zoned and found[0].precision == "second":
        return found
    heading = data.title
    instants = only_plausible(attribute_dates(data.visible, heading, data.locale), data)
    if not found or found[0].precision == "day":
        return [*found, *instants]
    at = found[0].instant
    return [*(each for each in instants if abs(each.instant - at) <= _HOUR), *found]


def _best(moments: list[Moment], seen: list[Moment], data: PageData) -> Moment | None:
    """Return the most trusted date in its zone, which others of the page (`seen`) may tell.

    None where there is none, or it is not plausible.
    """
    best = dates.choose(moments)
    if best is None:
        return None
    if best.zoned:
        best = on_the_day_shown(dates.by_site_clock(best, seen), data)
    best = dates.with_zone(best, seen, data.locale)
    return best if is_plausible(best.at, data.locale.fetched_at) else None
