"""The day on which an article was published by the clock of its site, not in UTC."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from services.extract.dates.moment import Moment
from services.extract.dates.sources.address import url_dates
from services.extract.dates.sources.dateline import dateline_dates
from services.extract.dates.zones import AMERICAN_ABBREVIATIONS
from services.extract.metadata.page_data import PageData


def on_the_day_shown(moment: Moment, data: PageData) -> Moment:
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
