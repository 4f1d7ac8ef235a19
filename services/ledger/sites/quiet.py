"""Whether hardly any new article comes from a site. Pure."""

from schemas.events import SiteState
from services.ledger.sites.tally import day_of
from services.ledger.sites.usual import WINDOW_DAYS, History, Turnout, new_articles, usual_articles
from services.ledger.sites.window import Finding
from services.settings import Settings

LOUD_SHARE = 0.3
"""Of the expected articles; with more a silent site is as usual again."""


def quiet(
    history: History, today: int, turnout: Turnout, was: SiteState | None, settings: Settings
) -> Finding | None:
    """Judge the whole days up to yesterday; None: too little is usual to say."""
    before = min(today, day_of(was.since)) if was else today
    observed = expected = 0.0
    for start in range(today - 1, today - 1 - WINDOW_DAYS, -1):
        usual = usual_articles(history, start, min(before, start))
        if usual is None:
            break
        observed += new_articles(history, start)
        expected += usual * turnout.get(start, 1.0)
        if expected >= settings.sites_articles_least:
            share = LOUD_SHARE if was else settings.sites_quiet_share
            late = new_articles(history, today) if was else 0.0
            is_quiet = observed + late <= share * expected
            since = _silent_since(history, start) if is_quiet else start
            return Finding(is_quiet, "articles", since, observed, round(expected, 1))
    return _heard_again(history, today) if was else None


def _heard_again(history: History, today: int) -> Finding | None:
    """Find an article of a site that was silent for so long that none is usual there."""
    articles = sum(new_articles(history, day) for day in range(today - WINDOW_DAYS, today + 1))
    return Finding(False, "articles", today, articles, 0.0) if articles else None


def _silent_since(history: History, start: int) -> int:
    """Go back over days on which articles are usual and none came."""
    since = start
    for day in range(start - 1, min(history, default=start), -1):
        if new_articles(history, day):
            return since
        if usual_articles(history, day, day):
            since = day
    return since
