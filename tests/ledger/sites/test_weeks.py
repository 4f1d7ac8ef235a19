"""Four weeks of twelve sites: what is found of the fifth, and what is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from schemas.outcomes import Reason
from tests.ledger.sites.weeks import MONDAY, SETTINGS, Change, Press, Site, press

FOUR_WEEKS = 28
LONG = 2 * FOUR_WEEKS + 7
ONE = "site3.example"


def only(name: str, **changes: Any) -> Change:
    return lambda site, day: replace(site, **changes) if site.name == name else site


@pytest.fixture
def usual() -> Press:
    sites = press()
    sites.days(0, FOUR_WEEKS)
    assert sites.found() == {}
    return sites


def test_a_site_that_falls_silent_is_quiet_from_that_day(usual: Press) -> None:
    usual.days(FOUR_WEEKS, FOUR_WEEKS + 1, only(ONE, weekday=0.0, weekend=0.0))
    assert usual.found() == {ONE: ["quiet"]}
    (state,) = usual.states[ONE]
    assert state.since == MONDAY + timedelta(days=FOUR_WEEKS)
    assert (state.sign, state.observed, state.expected > 30) == ("articles", 0, True)


def test_a_small_site_needs_some_days_of_silence(usual: Press) -> None:
    silent = only("site9.example", weekday=0.0, weekend=0.0)
    usual.days(FOUR_WEEKS, FOUR_WEEKS + 1, silent)
    assert usual.found() == {}
    usual.days(FOUR_WEEKS + 1, FOUR_WEEKS + 4, silent)
    assert usual.found() == {"site9.example": ["quiet"]}
    assert usual.states["site9.example"][0].since == MONDAY + timedelta(days=FOUR_WEEKS)


def test_a_site_that_is_heard_again_is_as_usual(usual: Press) -> None:
    usual.days(FOUR_WEEKS, FOUR_WEEKS + 10, only(ONE, weekday=0.0, weekend=0.0))
    assert usual.found() == {ONE: ["quiet"]}
    assert usual.states[ONE][0].since == MONDAY + timedelta(days=FOUR_WEEKS)
    usual.days(FOUR_WEEKS + 10, FOUR_WEEKS + 11)
    assert usual.found() == {}


def test_a_site_stays_quiet_after_its_silence_is_all_that_is_known(usual: Press) -> None:
    usual.days(FOUR_WEEKS, FOUR_WEEKS + 30, only(ONE, weekday=0.0, weekend=0.0))
    assert usual.found() == {ONE: ["quiet"]}


def test_new_markup_makes_a_site_worse_and_says_in_what(usual: Press) -> None:
    usual.days(FOUR_WEEKS, FOUR_WEEKS + 1, only(ONE, fields=("title", "authors", "image")))
    assert usual.found() == {ONE: ["worse"]}
    (state,) = usual.states[ONE]
    assert (state.sign, state.observed) == ("published_at", 0)
    assert state.expected == pytest.approx(0.95, abs=0.03)
    assert state.since == MONDAY + timedelta(days=FOUR_WEEKS)


def test_bodies_that_two_extractors_no_longer_agree_on_are_worse(usual: Press) -> None:
    usual.days(FOUR_WEEKS, FOUR_WEEKS + 1, only(ONE, confidence=0.45))
    assert [(s.name, s.sign) for s in usual.states[ONE]] == [("worse", "confidence")]


def test_pages_without_a_text_are_worse(usual: Press) -> None:
    usual.days(FOUR_WEEKS, FOUR_WEEKS + 1, only(ONE, unreadable=0.8))
    assert ("worse", "readable") in [(s.name, s.sign) for s in usual.states[ONE]]


def test_what_stays_worse_for_four_weeks_is_usual(usual: Press) -> None:
    usual.days(FOUR_WEEKS, FOUR_WEEKS + 20, only(ONE, confidence=0.45))
    assert usual.found() == {ONE: ["worse"]}
    usual.days(FOUR_WEEKS + 20, FOUR_WEEKS + 40, only(ONE, confidence=0.45))
    assert usual.found() == {}


Fall = Callable[[Site, float], Site]
FALLS: dict[str, Fall] = {
    "confidence": lambda site, fall: replace(site, confidence=0.93 - fall),
    "readable": lambda site, fall: replace(site, unreadable=0.03 + fall),
    "authors": lambda site, fall: replace(
        site, fields=("title", "published_at", "image"), rare=("authors", 0.95 - fall)
    ),
}


def falling(sign: str, first: int, whole: float, days: int) -> Change:
    """Let a sign of `ONE` fall by `whole` in so many days, then stay there."""

    def change(site: Site, day: int) -> Site:
        fall = whole * min(1.0, max(0, day - first) / days)
        return FALLS[sign](site, fall) if site.name == ONE else site

    return change


@pytest.fixture
def known_for_long() -> Press:
    sites = Press([Site(ONE, 120, 48), Site("other.example", 60, 24)])
    sites.days(0, LONG)
    assert sites.found() == {}
    return sites


@pytest.mark.parametrize("weeks", [4, 6, 8])
@pytest.mark.parametrize("sign", FALLS)
def test_a_decline_over_weeks_is_told_before_its_end(
    known_for_long: Press, sign: str, weeks: int
) -> None:
    change = falling(sign, LONG, 0.5, 7 * weeks)
    for day in range(LONG, LONG + 7 * weeks):
        known_for_long.days(day, day + 1, change)
        if known_for_long.found():
            break
    assert known_for_long.found() == {ONE: ["worse"]}
    (state,) = known_for_long.states[ONE]
    assert state.sign == sign
    assert state.expected - state.observed >= SETTINGS.sites_worse_drop


@pytest.mark.parametrize("sign", FALLS)
def test_a_decline_that_is_told_stays_told_until_it_is_mended(
    known_for_long: Press, sign: str
) -> None:
    change = falling(sign, LONG, 0.6, 60)
    known_for_long.days(LONG, LONG + 52, change)
    (state,) = known_for_long.states[ONE]
    for day in range(LONG + 52, LONG + 60):
        known_for_long.days(day, day + 1, change)
        assert known_for_long.states[ONE] == (state,)
    known_for_long.days(LONG + 60, LONG + 62)
    assert known_for_long.found() == {}


@pytest.mark.parametrize("days", [1, 14])
@pytest.mark.parametrize("sign", FALLS)
def test_what_fell_weeks_ago_and_stays_there_is_usual_for_good(
    known_for_long: Press, sign: str, days: int
) -> None:
    change = falling(sign, LONG, 0.45, days)
    known_for_long.days(LONG, LONG + days + 36, change)
    for day in range(LONG + days + 36, LONG + days + 70):
        known_for_long.days(day, day + 1, change)
        assert known_for_long.found() == {}, day


def test_closed_doors_make_a_site_blocked_by_the_most_common(usual: Press) -> None:
    closed = only(ONE, door=Reason.BOT_CHALLENGE, door_share=0.8)
    usual.days(FOUR_WEEKS, FOUR_WEEKS + 1, closed)
    assert [(s.name, s.sign) for s in usual.states[ONE]] == [("blocked", "bot_challenge")]
    usual.days(FOUR_WEEKS + 1, FOUR_WEEKS + 2)
    assert usual.found() == {}


def test_a_site_that_was_closed_from_the_first_day_is_blocked() -> None:
    sites = Press([Site("closed.example", door=Reason.HTTP_403)])
    sites.days(0, 2)
    assert sites.found() == {"closed.example": ["blocked"]}


def test_a_holiday_of_everybody_alarms_nobody(usual: Press) -> None:
    usual.days(
        FOUR_WEEKS, FOUR_WEEKS + 2, lambda site, day: replace(site, weekday=site.weekday * 0.05)
    )
    assert usual.found() == {}
    usual.days(FOUR_WEEKS + 2, FOUR_WEEKS + 14)
    assert usual.found() == {}


def test_days_without_any_submission_alarm_nobody(usual: Press) -> None:
    usual.days(FOUR_WEEKS, FOUR_WEEKS + 3, lambda site, day: replace(site, weekday=0.0))
    assert usual.found() == {}


@pytest.mark.parametrize("count", [2, 3, 4])
def test_of_a_few_sites_all_are_silent_for_our_reason_and_one_for_its_own(count: int) -> None:
    few = Press([Site(f"site{number}.example", 40, 40) for number in range(count)])
    few.days(0, FOUR_WEEKS)
    few.days(FOUR_WEEKS, FOUR_WEEKS + 3, lambda site, day: replace(site, weekday=0.0))
    assert few.found() == {}
    few.days(FOUR_WEEKS + 3, FOUR_WEEKS + 4, only("site1.example", weekday=0.0))
    assert few.found() == {"site1.example": ["quiet"]}


def test_a_single_site_is_quiet_when_nothing_comes() -> None:
    single = Press([Site("site.example", 40, 40)])
    single.days(0, FOUR_WEEKS)
    single.days(FOUR_WEEKS, FOUR_WEEKS + 1, only("site.example", weekday=0.0))
    assert single.found() == {"site.example": ["quiet"]}


def test_a_site_that_is_silent_on_a_holiday_and_after_is_found_after_it(usual: Press) -> None:
    usual.days(FOUR_WEEKS, FOUR_WEEKS + 1, lambda site, day: replace(site, weekday=0.0))
    usual.days(FOUR_WEEKS + 1, FOUR_WEEKS + 2, only(ONE, weekday=0.0))
    assert usual.found() == {ONE: ["quiet"]}


def test_weekends_alarm_nobody_where_a_site_has_none() -> None:
    sites = press(weekend=0.0)
    for day in range(FOUR_WEEKS + 8):
        sites.days(day, day + 1)
        assert sites.found() == {}


@pytest.mark.parametrize("seed", range(2))
def test_eight_weeks_of_uneven_days_alarm_nobody(seed: int) -> None:
    sites = press(spread=0.35)
    sites.seed = seed
    for day in range(56):
        sites.days(day, day + 1)
        assert sites.found() == {}, day


@pytest.mark.parametrize("week", [0, 1])
def test_an_issue_every_other_week_is_no_silence_between_them(week: int) -> None:
    sites = press()
    sites.sites.append(Site("issue.example", 60.0, 0.0))

    def every_other_wednesday(site: Site, day: int) -> Site:
        is_out = site.name != "issue.example" or day % 14 == 2 + 7 * week
        return site if is_out else replace(site, weekday=0.0)

    for day in range(2 * FOUR_WEEKS):
        sites.days(day, day + 1, every_other_wednesday)
        assert sites.found() == {}


def test_a_third_of_closed_doors_does_not_make_a_site_blocked_on_a_quiet_day() -> None:
    sites = press()
    sites.sites.append(Site("third.example", 30.0, 15.0))
    sites.days(0, FOUR_WEEKS)
    paid = only("third.example", door=Reason.PAYWALLED, door_share=0.3)
    for day in range(FOUR_WEEKS, FOUR_WEEKS + 12):
        sites.days(day, day + 1, paid)
        assert sites.found() == {}
