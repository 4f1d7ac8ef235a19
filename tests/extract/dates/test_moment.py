from datetime import UTC, datetime, timedelta, timezone

import pytest

from services.extract.dates.calendars import Script
from services.extract.dates.locale import Locale
from services.extract.dates.moment import Moment, is_plausible, read_moment
from services.extract.dates.sources.structured import choose, with_zone

FETCHED = datetime(2026, 1, 1, tzinfo=UTC)


def zone(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))


@pytest.mark.parametrize(
    ("text", "at", "precision"),
    [
        ("2024-04-28T10:00:00Z", datetime(2024, 4, 28, 10, tzinfo=UTC), "second"),
        ("2024-04-28T10:00:00.123Z", datetime(2024, 4, 28, 10, tzinfo=UTC), "second"),
        ("2024-04-28T10:00:00.1234567Z", datetime(2024, 4, 28, 10, tzinfo=UTC), "second"),
        ("2024-04-28T10:00Z", datetime(2024, 4, 28, 10, tzinfo=UTC), "minute"),
        ("2024-04-28T10:00:00+02:00", datetime(2024, 4, 28, 10, tzinfo=zone(2)), "second"),
        ("2024-04-28T10:00:00+0200", datetime(2024, 4, 28, 10, tzinfo=zone(2)), "second"),
        ("2024-04-28 10:00:00 +02:00", datetime(2024, 4, 28, 10, tzinfo=zone(2)), "second"),
        ("2024-04-28T10:00:00+02", datetime(2024, 4, 28, 10, tzinfo=zone(2)), "second"),
        ("2024-04-28 10:00:00 UTC", datetime(2024, 4, 28, 10, tzinfo=UTC), "second"),
        ("2024-04-28T10:00:00&#43;02:00", datetime(2024, 4, 28, 10, tzinfo=zone(2)), "second"),
        ("2024-04-28T10:00:00\\u002b02:00", datetime(2024, 4, 28, 10, tzinfo=zone(2)), "second"),
        ("2024-04-28T10:00:00＋02:00", datetime(2024, 4, 28, 10, tzinfo=zone(2)), "second"),
        ("2024-04-28T10:00:00&plus;02:00", datetime(2024, 4, 28, 10, tzinfo=zone(2)), "second"),
        ("2024-04-28 10:00 CEST", datetime(2024, 4, 28, 10, tzinfo=zone(2)), "minute"),
        ("2024-04-28T10:00:00", datetime(2024, 4, 28, 10), "second"),
        ("2024-04-28 10:00:00.0", datetime(2024, 4, 28, 10), "second"),
        ("2024/04/28 10:05", datetime(2024, 4, 28, 10, 5), "minute"),
        ("2024-04-28", datetime(2024, 4, 28), "day"),
        ("20240428", datetime(2024, 4, 28), "day"),
        ("2024-04-28T00:00:00", datetime(2024, 4, 28), "day"),
        ("1714298400", datetime(2024, 4, 28, 10, tzinfo=UTC), "second"),
        ("1714298400000", datetime(2024, 4, 28, 10, tzinfo=UTC), "second"),
        ("Sun, 28 Apr 2024 10:00:00 GMT", datetime(2024, 4, 28, 10, tzinfo=UTC), "second"),
        ("Sun Apr 28 2024 10:00:00 GMT+0200 (CEST)",
         datetime(2024, 4, 28, 10, tzinfo=zone(2)), "second"),
        ("2024-04-28 04:05 PM", datetime(2024, 4, 28, 16, 5), "minute"),
        ("۲۰۲۴-۰۴-۲۸T۱۰:۰۰:۰۰", datetime(2024, 4, 28, 10), "second"),
    ],
)  # fmt: skip
def test_a_date_as_machines_write_it_is_read(text: str, at: datetime, precision: str) -> None:
    moment = read_moment(text, "other", "meta")
    assert moment is not None
    assert (moment.at, moment.at.utcoffset(), moment.precision) == (at, at.utcoffset(), precision)


@pytest.mark.parametrize(
    "text",
    ["", "today", "2024-13-01", "2024-02-30", "1398-12-11T11:34", "12", "99999999999999", "n/a"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_moment(text, "other", "meta") is None


@pytest.mark.parametrize(
    ("at", "plausible"),
    [
        (datetime(2025, 12, 31, tzinfo=UTC), True),
        (datetime(2026, 1, 1, 23, tzinfo=UTC), True),
        (datetime(2026, 1, 2, 1, tzinfo=UTC), False),
        (datetime(1990, 1, 1, tzinfo=UTC), True),
        (datetime(1989, 12, 31, tzinfo=UTC), False),
    ],
)
def test_an_article_is_neither_of_the_future_nor_older_than_1990(
    at: datetime, plausible: bool
) -> None:
    assert is_plausible(at, FETCHED) is plausible


def wall(at: datetime, source: str = "meta", calendar: str = "gregorian") -> Moment:
    return Moment(at, "minute", calendar, source)  # type: ignore[arg-type]


def locale(host: str = "example.com", language: str = "", script: Script = "other") -> Locale:
    return Locale(script, host, language, FETCHED)


@pytest.mark.parametrize(
    ("moment", "seen", "where", "offset_hours"),
    [
        # Tehran had summer time until September 2022
        (wall(datetime(2020, 3, 1, 11, 34), calendar="jalali"), [], locale(language="fa"), 3.5),
        (wall(datetime(2020, 6, 1, 11, 34), calendar="jalali"), [], locale(language="fa"), 4.5),
        (wall(datetime(2022, 9, 1, 11, 34), calendar="jalali"), [], locale(language="fa"), 4.5),
        (wall(datetime(2023, 6, 1, 11, 34), calendar="jalali"), [], locale(language="fa"), 3.5),
        (wall(datetime(2023, 6, 1, 11, 34), calendar="jalali"), [], locale(language="fa-AF"), 4.5),
        (wall(datetime(2024, 1, 12, 10), calendar="buddhist"), [], locale(language="th"), 7),
        # another date of the page lends its offset, by the country's zone where that agrees
        (
            wall(datetime(2024, 1, 5, 10)),
            [Moment(datetime(2024, 7, 1, 9, tzinfo=zone(2)), "second", "gregorian", "meta")],
            locale("example.de"),
            1,
        ),
        (
            wall(datetime(2024, 1, 5, 10)),
            [Moment(datetime(2024, 7, 1, 9, tzinfo=zone(2)), "second", "gregorian", "meta")],
            locale("example.com"),
            2,
        ),
        # a visible date is the country's clock, a machine's date without a zone is UTC
        (wall(datetime(2024, 7, 1, 10), "text"), [], locale("example.de"), 2),
        (wall(datetime(2024, 7, 1, 10), "meta"), [], locale("example.de"), 0),
        (wall(datetime(2024, 7, 1, 10), "text"), [], locale("example.com"), 0),
    ],
)
def test_a_clock_without_a_zone_gets_the_most_honest_one(
    moment: Moment, seen: list[Moment], where: Locale, offset_hours: float
) -> None:
    settled = with_zone(moment, seen, where)
    assert settled.at.utcoffset() == timedelta(hours=offset_hours)
    assert settled.at.replace(tzinfo=None) == moment.at


def test_a_day_gains_the_time_that_another_source_states_for_it() -> None:
    day = Moment(datetime(2024, 4, 28), "day", "gregorian", "json-ld")
    minute = Moment(datetime(2024, 4, 28, 10, 5, tzinfo=UTC), "minute", "gregorian", "meta")
    assert choose([day, minute]) == minute


def test_a_day_keeps_to_itself_where_the_other_source_states_another_day() -> None:
    day = Moment(datetime(2024, 4, 28), "day", "gregorian", "json-ld")
    other = Moment(datetime(2024, 4, 30, 10, 5, tzinfo=UTC), "minute", "gregorian", "meta")
    assert choose([day, other]) == day


def test_a_wall_clock_gains_the_offset_of_a_source_that_shows_the_same_time() -> None:
    naive = Moment(datetime(2024, 4, 28, 10, 5, 7), "second", "gregorian", "json-ld")
    zoned = Moment(datetime(2024, 4, 28, 10, 5, tzinfo=zone(2)), "minute", "gregorian", "meta")
    assert choose([naive, zoned]) == zoned
