"""Whether hardly any new article comes from a site. Pure."""

from schemas.events import SiteState
from services.ledger.sites.finding import Finding, day_since
from services.ledger.sites.rules import SiteRules
from services.ledger.sites.usual import WINDOW_DAYS, History, Turnout, usual_articles


def quiet(
    history: History, today: int, turnout: Turnout, was: SiteState | None, rules: SiteRules
) -> Finding | None:
    """Judge the whole days up to yesterday; None: nothing new can be said."""
    before = min(today, day_since(was)) if was else today
    observed = expected = 0.0
    for start in range(today - 1, today - 1 - WINDOW_DAYS, -1):
        usual = usual_articles(history, start, min(before, start))
        if usual is None:
            break
        observed += _new(history, start)
        expected += usual * turnout.get(start, 1.0)
        if expected >= rules.articles_least:
            return _compared(history, today, start, observed, expected, was, rules)
    return _unless_heard(history, today, was)


def _compared(
    history: History, today: int, start: int, observed: float, expected: float,
    was: SiteState | None, rules: SiteRules,
) -> Finding:  # fmt: skip
    if was is not None:
        is_quiet = observed + _new(history, today) <= rules.loud_share * expected
    else:
        is_quiet = observed <= rules.quiet_share * expected
    since = _silent_since(history, start) if is_quiet else start
    return Finding(is_quiet, "articles", since, observed, round(expected, 1))


def _unless_heard(history: History, today: int, was: SiteState | None) -> Finding | None:
    """A site whose silence has outlived what was usual there is itself again with one article."""
    if was is None:
        return None
    heard = sum(_new(history, day) for day in range(today - WINDOW_DAYS, today + 1))
    return Finding(False, "articles", today, heard, 0.0) if heard else None


def _silent_since(history: History, start: int) -> int:
    """Go back over days on which articles are usual and none came."""
    since = start
    for day in range(start - 1, min(history, default=start), -1):
        if _new(history, day):
            return since
        if usual_articles(history, day, day):
            since = day
    return since


def _new(history: History, day: int) -> float:
    return history.get(day, {}).get("new", 0.0)
