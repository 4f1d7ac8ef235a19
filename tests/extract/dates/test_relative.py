from datetime import UTC, datetime

import pytest

from services.extract.dates.locale import Locale
from services.extract.dates.numeric import read_numeric
from services.extract.dates.relative import read_relative

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def locale(language: str = "", host: str = "news.example") -> Locale:
    return Locale("other", host, language, NOW)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("3 hours ago", "2026-11-20T09:00"),
        ("an hour ago", "2026-11-20T11:00"),
        ("45 mins ago", "2026-11-20T11:15"),
        ("vor 3 Stunden", "2026-11-20T09:00"),
        ("il y a 3 heures", "2026-11-20T09:00"),
        ("hace 3 horas", "2026-11-20T09:00"),
        ("3 ore fa", "2026-11-20T09:00"),
        ("3 uur geleden", "2026-11-20T09:00"),
        ("3 часа назад", "2026-11-20T09:00"),
        ("3 godziny temu", "2026-11-20T09:00"),
        ("3小时前", "2026-11-20T09:00"),
        ("3時間前", "2026-11-20T09:00"),
        ("3시간 전", "2026-11-20T09:00"),
        ("۳ ساعت پیش", "2026-11-20T09:00"),
        ("منذ 3 ساعات", "2026-11-20T09:00"),
        ("2 days ago", "2026-11-18T00:00"),
        ("૩ કલાક પહેલા", "2026-11-20T09:00"),
        ("၃ နာရီအကြာက", "2026-11-20T09:00"),
        ("3 гадзіны таму", "2026-11-20T09:00"),
        ("پێش ٣ کاتژمێر", "2026-11-20T09:00"),
        ("berî 3 saetan", "2026-11-20T09:00"),
    ],
)
def test_a_line_that_says_how_long_ago_is_read_by_the_time_of_the_fetch(text: str, at: str) -> None:
    moment = read_relative(text, locale())
    assert moment is not None
    assert moment.at.strftime("%Y-%m-%dT%H:%M") == at


@pytest.mark.parametrize(
    ("language", "text", "at"),
    [
        ("so", "4 saacadood kahor", "2026-11-20T08:00"),
        ("ha", "awanni 4 da suka gabata", "2026-11-20T08:00"),
        ("br", "4 eur zo", "2026-11-20T08:00"),
        ("tk-TM", "4 sagat öň", "2026-11-20T08:00"),
        ("mt", "5 minuti ilu", "2026-11-20T11:55"),
        ("cy", "2 ddiwrnod yn ôl", "2026-11-18T00:00"),
    ],
)
def test_rarer_languages_say_it_as_cldr_has_it(language: str, text: str, at: str) -> None:
    moment = read_relative(text, locale(language))
    assert moment is not None
    assert moment.at.strftime("%Y-%m-%dT%H:%M") == at


@pytest.mark.parametrize("text", ["3 hours", "-3 h", "3 hours ago in Halmar", "hours ago", "3"])
def test_other_lines_are_no_relative_date(text: str) -> None:
    assert read_relative(text, locale()) is None


@pytest.mark.parametrize(
    ("text", "language", "host", "day"),
    [
        ("03/04/2026", "en-US", "news.example", "2026-03-04"),
        ("03/04/2026", "en-GB", "news.example", "2026-04-03"),
        ("03/04/2026", "en", "news.co.uk", "2026-04-03"),
        ("03/04/2026", "fr", "news.example", "2026-04-03"),
        ("03/12/2026", "en", "news.example", "2026-03-12"),
        ("03/04/2026", "en", "news.example", None),
        ("13/04/2026", "en-US", "news.example", "2026-04-13"),
        ("04/13/2026", "fr", "news.example", "2026-04-13"),
        ("03.04.2026", "en-US", "news.example", "2026-04-03"),
    ],
)
def test_the_order_of_a_numeric_date_is_told_by_country_language_or_the_future(
    text: str, language: str, host: str, day: str | None
) -> None:
    moment = read_numeric(text, locale(language, host))
    assert (moment.at.date().isoformat() if moment else None) == day
