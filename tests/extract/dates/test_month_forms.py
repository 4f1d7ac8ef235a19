"""Dates as the languages of the world write them, by Unicode CLDR, and forms of the press."""

from datetime import UTC, date, datetime

import pytest
from babel.dates import format_date

from services.extract.dates.calendars import Script
from services.extract.dates.locale import Locale
from services.extract.dates.sources.line import read_line

LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "nn", "fi", "is", "fo", "pl",
    "cs", "sk", "hu", "ro", "hr", "sl", "sr", "sr_Latn", "bs", "mk", "bg", "ru", "uk", "be", "lt",
    "lv", "et", "el", "tr", "az", "uz", "kk", "ky", "tg", "tk", "ka", "hy", "he", "ur", "ps",
    "hi", "mr", "ne", "bn", "as", "gu", "pa", "or", "ta", "te", "kn", "ml", "si", "my", "km",
    "lo", "vi", "id", "ms", "jv", "su", "fil", "ja", "ko", "zh", "zh_Hant", "mn", "eu", "ca",
    "gl", "cy", "ga", "br", "sq", "mt", "ku", "af", "fy", "lb", "sw", "am", "ti", "so", "ha",
    "ig", "zu", "xh", "rw", "lg", "om", "sn", "ug", "sd", "ckb", "ar", "fa", "th", "en_GB",
    "es_MX", "pt_BR", "fr_CA", "de_AT",
)  # fmt: skip
FORMS = ("long", "medium", "full", "d MMMM y")
SCRIPTS: dict[str, Script] = {
    "fa": "persian", "ps": "persian", "ckb": "persian", "ar": "arabic", "th": "thai",
}  # fmt: skip


def read(line: str, language: str) -> str | None:
    """Return the instant that a line states, in ISO 8601."""
    script = SCRIPTS.get(language.partition("-")[0], "other")
    locale = Locale(script, "news.example", language, datetime(2026, 1, 5, tzinfo=UTC))
    moment = read_line(line, locale)
    return moment.at.isoformat(timespec="minutes") if moment else None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dates_of_a_language_are_read_as_it_writes_them(language: str) -> None:
    days = [date(2025, month, 13) for month in range(1, 13)]
    tag = language.replace("_", "-")
    lines = [(format_date(day, form, locale=language), day) for day in days for form in FORMS]
    wrong = {line: found for line, day in lines if (found := read(line, tag)) != f"{day}T00:00"}
    assert wrong == {}


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("el", "04 ΝΟΕΜΒΡΙΟΥ 2025", "2025-11-04T00:00"),
        ("fr", "4 FEVRIER 2025", "2025-02-04T00:00"),
        ("hu", "2025. OKTOBER 3.", "2025-10-03T00:00"),
        ("et", "4. novembril 2025 kell 10.15", "2025-11-04T10:15"),
        ("et", "3. mail 2025", "2025-05-03T00:00"),
        ("ky", "2025-жылдын 4-ноябры", "2025-11-04T00:00"),
        ("uz", "4-oktabr, 2025", "2025-10-04T00:00"),
        ("az", "4-apr, 2025", "2025-04-04T00:00"),
        ("mt", "4 ta' Ottubru 2025", "2025-10-04T00:00"),
        ("ku", "4 Mijdar 2025", "2025-11-04T00:00"),
        ("hr", "3. lip 2025.", "2025-06-03T00:00"),
        ("pl", "3 lip 2025", "2025-07-03T00:00"),
        ("hr", "7. listopada 2025.", "2025-10-07T00:00"),
        ("pl", "7 listopada 2025", "2025-11-07T00:00"),
        ("ca", "1 d'abril de 2025", "2025-04-01T00:00"),
        ("en", "04NOV2025", "2025-11-04T00:00"),
        ("en", "4 Nov 2025, 1015 hrs", "2025-11-04T10:15"),
        ("en", "Published at 1840 hrs, 4 Nov 2025", "2025-11-04T18:40"),
        ("en", "4 నవంబర్ 2025", "2025-11-04T00:00"),
        ("", "4 ਨਵੰਬਰ 2025", "2025-11-04T00:00"),
        ("en", "4 നവംബർ 2025", "2025-11-04T00:00"),
        ("fa", "۴ ژوئیهٔ ۲۰۲۵", "2025-07-04T00:00"),
        ("ps", "۲۰۲۵ اګست ۴", "2025-08-04T00:00"),
        ("ckb", "٤ی تشرینی دووەمی ٢٠٢٥", "2025-11-04T00:00"),
        ("es", "04·11·2025 | 10:15", "2025-11-04T10:15"),
        ("de", "26 | 01 | 2022", "2022-01-26T00:00"),
        ("it", "26 – 01 – 2022", "2022-01-26T00:00"),
        ("en", "26 • 01 • 2022", "2022-01-26T00:00"),
        ("en", "04 | 03 | 2022", None),
        ("en", "Mark 5, 2025", None),
        ("xx", "4 Nobody 2025", None),
    ],
)
def test_the_press_writes_months_otherwise_than_a_dictionary(
    language: str, line: str, expected: str | None
) -> None:
    """In capitals without accents, inflected, shortened, or in a page of another language."""
    assert read(line, language) == expected
