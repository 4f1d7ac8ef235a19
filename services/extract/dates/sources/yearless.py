"""Dates without a year: read only where the page, or the weekday, says which it is."""

import re
from datetime import date, timedelta

from services.extract.dates.locale import Locale
from services.extract.dates.moment import Moment
from services.extract.dates.month_forms import any_name
from services.extract.dates.month_names import WORLD, fold_months
from services.extract.dates.month_words import read_worded
from services.extract.dates.order import near, on_its_weekday

_NAMES = any_name(WORLD)
_ANY_YEAR = re.compile(r"\d{4}|['’]\d\d")
_WORDED = re.compile(
    rf"(?<![\w.:/])(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s(?:de\s)?(?:{_NAMES})(?![^\W\d_])\.?"
    rf"|(?:{_NAMES})\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?![\d:.]))"
)
_IN_FIGURES = re.compile(r"(?<!\d)\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]")
_RECENT = timedelta(days=330)
"""Sites that leave out the year mean the last such day; close to a year, it may be the next."""
_TODAY = timedelta(days=1)
"""From the fetch; such a day can be the page's own clock."""


def read_yearless(text: str, locale: Locale) -> Moment | None:
    """Read `Wed 18 Nov, 18:40`: near another day that the page states, or on its weekday."""
    folded = fold_months(text)
    worded = _WORDED.search(folded)
    match = worded or _IN_FIGURES.search(folded)
    if match is None or _ANY_YEAR.search(folded):
        return None
    before, after = folded[: match.start()], folded[match.end() :]
    this_year = locale.fetched_at.year
    for year in dict.fromkeys((*(day.year for day in locale.days), this_year, this_year - 1)):
        day = f"{match[0]} {year}" if worded else f"{year}年 {match[0]}"
        moment = read_worded(before + day + after, locale.country, locale.language)
        if moment and _is_told(moment.at.date(), before + " " + after, locale):
            return moment
    return None


def _is_told(day: date, beside: str, locale: Locale) -> bool:
    """Return whether another day of the page tells the year, or the weekday of a recent day."""
    if near({day}, locale.days):
        return True
    is_recent = _TODAY < locale.fetched_at.date() - day < _RECENT
    return is_recent and bool(on_its_weekday(beside, {day}, locale.language))
