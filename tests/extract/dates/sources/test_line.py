"""Lines that are a date and nothing more, as sites of a language set them."""

from datetime import UTC, datetime

import pytest

from services.extract.dates.locale import Locale, script_of
from services.extract.dates.sources.line import read_line

FETCHED = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        # times of day with a unit, without minutes or with a comma
        ("de", "Mittwoch, 18. Nov. 2026, 6 Uhr 05", "2026-11-18T06:05"),
        ("de", "18.11.2026, 9 Uhr", "2026-11-18T09:00"),
        ("fr", "le 1er novembre 2026 à 9 h", "2026-11-01T09:00"),
        ("fr", "18 novembre 2026 à 18 heures", "2026-11-18T18:00"),
        ("it", "18 novembre 2026, ore 9", "2026-11-18T09:00"),
        ("bg", "18.11.2026 г. в 14,05 ч.", "2026-11-18T14:05"),
        ("bg", "публикувано на 18.11.26 г. в 14,05 ч.", "2026-11-18T14:05"),
        ("uk", "18 листопада 2026 р., 12 год. 40 хв.", "2026-11-18T12:40"),
        ("ru", "18 ноября 2026 г., 15 часов 20 минут", "2026-11-18T15:20"),
        ("sv", "18 november 2026 kl 9", "2026-11-18T09:00"),
        ("sv", "18 november 2026 klockan 9", "2026-11-18T09:00"),
        ("pl", "18 listopada 2026, godz. 9", "2026-11-18T09:00"),
        # marks and words of a language, a second calendar
        ("ar", "18 نوفمبر تشرين الثاني 2026 الساعة 6:05 مساءً", "2026-11-18T18:05"),
        ("he", "יום רביעי, ח' בכסלו תשפ\"ז, 18 בנובמבר 2026", "2026-11-18T00:00"),
        ("he", "18 בנובמבר 2026, ח׳ בכסלו ה׳תשפ״ז", "2026-11-18T00:00"),
        ("ur", "18 نومبر ، 2026", "2026-11-18T00:00"),
        ("ta", "பதிவு செய்த நாள்: 18 நவ 2026", "2026-11-18T00:00"),
        ("te", "ప్రచురించిన తేదీ: 18 నవంబర్ 2026", "2026-11-18T00:00"),
        ("hy", "2026թ. նոյեմբերի 18, 11:05", "2026-11-18T11:05"),
        ("my", "၂၀၂၆ ခုနှစ် နိုဝင်ဘာ ၁၈", "2026-11-18T00:00"),
        ("my", "နိုဝင်ဘာ ၁၈၊ ၂၀၂၆", "2026-11-18T00:00"),
        ("en", "Wednesday, the 18th day of November 2026", "2026-11-18T00:00"),
        # two numbers that the clock puts in order
        ("en", "04/11/2026 08:15 IST", "2026-11-04T08:15+05:30"),
        ("en", "11/04/2026 8:15 PM EST", "2026-11-04T20:15-05:00"),
        ("en", "04/11/2026 8:15 UTC", None),
        ("nl", "eergisteren", "2026-11-18T00:00"),
        # how the press writes months and years, and noon
        ("id", "Rabu, 18 Nopember 2026 18:40 WIB.", "2026-11-18T18:40+07:00"),
        ("uz", "2026 йил 5 сентябрь", "2026-09-05T00:00"),
        ("ru", "5 Сентябрь 2026", "2026-09-05T00:00"),
        ("te", "సెప్టెంబరు 5, 2026", "2026-09-05T00:00"),
        ("lo", "ວັນທີ 5 ເດືອນກັນຍາ ປີ 2026", "2026-09-05T00:00"),
        ("ka", "2026 წლის 5 სექტემბერი", "2026-09-05T00:00"),
        ("lt", "2026 m. rugsėjo mėn. 5 d.", "2026-09-05T00:00"),
        ("ps", "د ۲۰۲۶ کال د سپتمبر ۵مه", "2026-09-05T00:00"),
        ("en", "Sept. 5, 2026, 12 noon EDT", "2026-09-05T12:00-04:00"),
        ("sq", "5 shtator 2026, 7:15 MD", "2026-09-05T19:15"),
        # prose is no date
        ("en", "On 4 March 2019 all of them sang.", None),
        ("de", "Am 4. März 2019 tagte der Rat erneut.", None),
        ("en", "Posted on Wed, Nov. 18, 2026, at 6:40 p.m.", "2026-11-18T18:40"),
        # without a year, where nothing tells it
        ("en", "Wed 18 Nov, 18:40", None),
        ("en", "18 November", None),
        # an issue appears on its first day
        ("en", "Weekend edition, November 14–15, 2026", "2026-11-14T00:00"),
        ("en", "Weekend Edition: 31 October – 1 November 2026", "2026-10-31T00:00"),
        ("de", "Ausgabe vom 14./15. November 2026", "2026-11-14T00:00"),
        ("fr", "Édition du samedi 14 et dimanche 15 novembre 2026", "2026-11-14T00:00"),
        ("es", "Edición del 14 y 15 de noviembre de 2026", "2026-11-14T00:00"),
        ("ru", "Выпуск № 44 от 6–12 ноября 2026", "2026-11-06T00:00"),
        ("de", "Wochenendausgabe 14./15. November 2026", "2026-11-14T00:00"),
        ("ru", "№ 46 (12–18 ноября 2026 года)", "2026-11-12T00:00"),
        # other ranges are of events
        ("en", "November 14–15, 2026", None),
        ("en", "14 to 15 November 2026", None),
        ("fr", "du 14 au 15 novembre 2026", None),
        ("fr", "Samedi 14 et dimanche 15 novembre 2026", None),
        ("de", "14./15. November 2026", None),
        ("it", "3 e 4 novembre 2026", None),
        ("en", "9 h of rain", None),
    ],
)
def test_a_line_that_is_a_date_is_read_in_its_language(
    language: str, line: str, expected: str | None
) -> None:
    locale = Locale(script_of(line.encode(), language), "post.example", language, FETCHED)
    moment = read_line(line, locale)
    assert (moment.at.isoformat(timespec="minutes") if moment else None) == expected
