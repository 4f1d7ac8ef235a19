"""What is usual at a site on a weekday, and how many of the articles of a day come at all. Pure."""

from collections.abc import Iterable, Mapping
from statistics import median

Counts = Mapping[str, float]
History = Mapping[int, Counts]
"""Day since 1970 → counts of that day; a day without any is missing."""
Turnout = Mapping[int, float]
"""Day → share of the usual articles that most sites had."""

USUAL_DAYS = 28
"""Four of each weekday: the median of them is right though one was a holiday."""
KEPT_DAYS = 63
"""What is usual, the four weeks before, from which a slow decline is seen, and the week that is
compared with them."""
WINDOW_DAYS = 7
"""A site that has too little in one day is judged by some days together, at most so many."""
WEEKDAYS_LEAST = 2
SILENT_WEEKDAYS = 2
"""So many weekdays without an article make one more usual: an issue comes every other week."""
SITES_LEAST = 5
"""Of fewer two may be silent for reasons of their own, and half of them say nothing of the rest."""
TURNOUT_ARTICLES_LEAST = 3.0
"""Usual articles of a day from which a site's share of them says something."""


def new_articles(history: History, day: int) -> float:
    """Return how many articles of a day were not known before."""
    return history.get(day, {}).get("new", 0.0)


def usual_articles(history: History, day: int, before: int) -> float | None:
    """Return the median number of new articles on this weekday, of the last four weeks.

    0 where there were none on two of them, or on one of two: of a site with an issue every other
    week the median is that of an issue, or of half of one.

    Days from `before` on are left out, and that on which the site was seen first: it is not a whole
    one. None where fewer than two are left.
    """
    first = min(history, default=day)
    same = [day - back for back in range(7, USUAL_DAYS + WINDOW_DAYS + 1, 7)]
    counts = [new_articles(history, each) for each in same if first < each < before]
    if len(counts) < WEEKDAYS_LEAST:
        return None
    silent = counts.count(0.0)
    return 0.0 if silent >= min(SILENT_WEEKDAYS, len(counts) / 2) else median(counts)


def share_of_usual(history: History, today: int) -> dict[int, float]:
    """Return for each whole day of the window the articles as a share of the usual, at most 1."""
    shares = {}
    for day in range(today - WINDOW_DAYS, today):
        usual = usual_articles(history, day, today - WINDOW_DAYS)
        if usual is not None and usual >= TURNOUT_ARTICLES_LEAST:
            shares[day] = min(1.0, new_articles(history, day) / usual)
    return shares


def turnout_by_day(shares: Iterable[Mapping[int, float]]) -> Turnout:
    """Return of each day the share of the usual that the median site had; of a few, the best one.

    On a holiday of everybody, or when nothing was submitted, no site is silent by itself. A day of
    a single site is left out.
    """
    by_day: dict[int, list[float]] = {}
    for of_site in shares:
        for day, share in of_site.items():
            by_day.setdefault(day, []).append(share)
    return {
        day: median(found) if len(found) >= SITES_LEAST else max(found)
        for day, found in by_day.items()
        if len(found) > 1
    }
