"""Dates with the month in words, on pages that do not say their language."""

from datetime import datetime

import pytest

from services.extract.dates.month_words import find_worded, read_worded
from services.extract.dates.zones import country_zone, jalali_zone


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("7 de agosto de 2023", "2023-08-07T00:00"),
        ("Monday, August 7th, 2023 at 9:05 pm", "2023-08-07T21:05"),
        ("Montag, 7. August 2023, 18.30 Uhr", "2023-08-07T18:30"),
        ("Le 1er août 2023 à 18h30", "2023-08-01T18:30"),
        ("lunedì 7 agosto 2023 18:30", "2023-08-07T18:30"),
        ("7 Ağustos 2023 Pazartesi 09:15", "2023-08-07T09:15"),
        ("7. elokuuta 2023 12.30", "2023-08-07T12:30"),
        ("7 sierpnia 2023", "2023-08-07T00:00"),
        ("7. srpna 2023", "2023-08-07T00:00"),
        ("понедельник, 7 августа 2023, 12:00", "2023-08-07T12:00"),
        ("7 серпня 2023", "2023-08-07T00:00"),
        ("7 Αυγούστου 2023", "2023-08-07T00:00"),
        ("7 अगस्त 2023", "2023-08-07T00:00"),
        ("2023. augusztus 7.", "2023-08-07T00:00"),
        ("2023年8月7日 17時05分", "2023-08-07T17:05"),
        ("2023년 8월 7일 오후 5:48", "2023-08-07T17:48"),
        ("2023. 8. 7. 오전 12:10", "2023-08-07T00:10"),
        ("7 August 2023 14:03 GMT", "2023-08-07T14:03+00:00"),
        ("31 February 2023", None),
        ("7. listopada 2023", None),
        ("The lamp went out on 7 August 2023", None),
        ("7 August 2023 to 12 August 2023", None),
        ("7 August 2023: what the keeper saw that night", None),
        ("August 2023", None),
        ("", None),
    ],
)
def test_a_line_in_any_language_is_a_date_or_is_none(line: str, expected: str | None) -> None:
    moment = read_worded(line)
    assert (moment.at if moment else None) == (
        datetime.fromisoformat(expected) if expected else None
    )


def test_a_label_announces_the_date_that_follows_it() -> None:
    moment = find_worded(" am 7. August 2023 um 10:30 Uhr von der Redaktion der Hafenpost")
    assert moment is not None
    assert (moment.at, moment.precision) == (datetime(2023, 8, 7, 10, 30), "minute")


@pytest.mark.parametrize(
    ("host", "language", "zone"),
    [
        ("harbourpost.example", "ar", None),  # .ar is Argentina, ar is Arabic
        ("harbourpost.example", "uk", "Europe/Kyiv"),
        ("harbourpost.example", "en-GB", "Europe/London"),
        ("harbourpost.example", "sr-Latn-RS", "Europe/Belgrade"),
        ("harbourpost.example", "ko", "Asia/Seoul"),
        ("harbourpost.example", "", None),
        ("harbourpost.ar", "es", "America/Argentina/Buenos_Aires"),
        ("harbourpost.uk", "uk", "Europe/London"),
    ],
)
def test_a_language_is_not_taken_for_the_country_of_the_same_letters(
    host: str, language: str, zone: str | None
) -> None:
    found = country_zone(host, language)
    assert (found.key if found else None) == zone


@pytest.mark.parametrize(
    ("host", "language", "zone"),
    [
        ("bandarnews.ir", "fa", "Asia/Tehran"),
        ("bandarnews.example", "en-GB", "Asia/Tehran"),
        ("hindukush.af", "fa", "Asia/Kabul"),
        ("hindukush.example", "prs", "Asia/Kabul"),
    ],
)
def test_a_jalali_date_is_of_tehran_or_kabul(host: str, language: str, zone: str) -> None:
    assert jalali_zone(host, language).key == zone
