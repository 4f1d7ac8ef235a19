"""The publication date and the last change: which of the page's dates are believed."""

from schemas.passport import Hints
from services.extract import dates
from services.extract.instants import Moment, is_plausible
from services.extract.readings import Readings
from services.extract.visible import labelled_dates, time_elements


def find_dates(got: Readings, hints: Hints) -> tuple[Moment | None, Moment | None]:
    """Return when the article was published and last changed, each None where not stated."""
    stated = list(dates.structured(got.articles, got.meta, got.microdata, got.setting))
    changed = list(dates.modified(got.articles, got.meta, got.microdata, got.setting))
    seen = [*stated, *changed]
    published = _settled(stated or _shown(got), seen, got)
    if published is None and hints.published_at is not None:
        published = Moment(hints.published_at, "second", "gregorian", "hint")
    return published, _settled(changed, seen, got)


def _shown(got: Readings) -> list[Moment]:
    """Return the dates that only the visible page holds."""
    found = list(labelled_dates(got.raw, got.setting))
    return found or list(time_elements(got.document.tree, got.setting))


def _settled(moments: list[Moment], seen: list[Moment], got: Readings) -> Moment | None:
    best = dates.choose(moments)
    if best is None:
        return None
    best = dates.with_zone(best, seen, got.setting)
    return best if is_plausible(best.at, got.setting.fetched_at) else None
