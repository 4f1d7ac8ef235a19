from datetime import datetime

import pytest

from services.extract.dates.calendars import Script, read_calendar

NOON_ESFAND = datetime(2020, 3, 1, 11, 34)

FORMS: list[tuple[str, Script, datetime, str, str]] = [
    # Jalali: month names, digits, letters
    ("۱۱ اسفند ۱۳۹۸ - ۱۱:۳۴", "persian", NOON_ESFAND, "minute", "jalali"),
    ("11 اسفند 1398 - 11:34", "persian", NOON_ESFAND, "minute", "jalali"),
    ("١١ اسفند ١٣٩٨ - ١١:٣٤", "persian", NOON_ESFAND, "minute", "jalali"),
    ("یکشنبه، ۱۱ اسفند ماه ۱۳۹۸، ساعت ۱۱:۳۴", "persian", NOON_ESFAND, "minute", "jalali"),
    ("ساعت ۱۱:۳۴ - ۱۱ اسفند ۱۳۹۸", "persian", NOON_ESFAND, "minute", "jalali"),
    ("۱۱:۳۴:۲۵ ۱۱ اسفند ۱۳۹۸", "persian", datetime(2020, 3, 1, 11, 34, 25), "second", "jalali"),
    ("۱۱ اسفند ۱۳۹۸", "persian", datetime(2020, 3, 1), "day", "jalali"),
    ("۲۱ ارديبهشت ۱۳۹۹ - ۱۸:۵۹", "persian", datetime(2020, 5, 10, 18, 59), "minute", "jalali"),
    ("۵ اردی‌بهشت ۱۴۰۳", "persian", datetime(2024, 4, 24), "day", "jalali"),
    ("۲ تير ۱۳۹۹ - ۱۲:۰۹:۰۸ ب.ظ", "persian", datetime(2020, 6, 22, 12, 9, 8), "second", "jalali"),
    ("۲ تیر ۱۳۹۹ ۹:۰۵ ب.ظ", "persian", datetime(2020, 6, 22, 21, 5), "minute", "jalali"),
    ("۲ تیر ۱۳۹۹ ۱۲:۰۵ ق.ظ", "persian", datetime(2020, 6, 22, 0, 5), "minute", "jalali"),
    ("۳۰ اسفند ۱۳۹۹", "persian", datetime(2021, 3, 20), "day", "jalali"),
    # Jalali: numbers
    ("۱۳۹۸/۱۲/۱۱ - ۱۱:۳۴", "persian", NOON_ESFAND, "minute", "jalali"),
    ("1398/12/11 11:34", "persian", NOON_ESFAND, "minute", "jalali"),
    ("1398-12-11T11:34", "persian", NOON_ESFAND, "minute", "jalali"),
    ("1398-12-11T11:34:00", "persian", NOON_ESFAND, "second", "jalali"),
    ("۱۳۹۸.۱۲.۱۱", "persian", datetime(2020, 3, 1), "day", "jalali"),
    ("۱۱/۱۲/۱۳۹۸", "persian", datetime(2020, 3, 1), "day", "jalali"),
    # Jalali: Dari, Pashto, Sorani
    ("۶ ثور ۱۴۰۳", "persian", datetime(2024, 4, 25), "day", "jalali"),
    ("۱۱ حوت ۱۳۹۸ ۱۱:۳۴", "persian", NOON_ESFAND, "minute", "jalali"),
    ("۱۱ کب ۱۳۹۸", "persian", datetime(2020, 3, 1), "day", "jalali"),
    ("١١ ڕەشەمە ١٣٩٨", "persian", datetime(2020, 3, 1), "day", "jalali"),
    # the Jalali date wins over the Gregorian one that a bilingual page adds
    ("۱۱ اسفند ۱۳۹۸ - ۱۱:۳۴ 01 March 2020", "persian", NOON_ESFAND, "minute", "jalali"),
    # Gregorian months in Persian and Arabic
    ("۱ مارس ۲۰۲۰، ۱۱:۳۴", "persian", NOON_ESFAND, "minute", "gregorian"),
    ("۱ ژانویه ۲۰۲۰", "persian", datetime(2020, 1, 1), "day", "gregorian"),
    ("١٥ مارس ٢٠٢٤ 3:05 م", "arabic", datetime(2024, 3, 15, 15, 5), "minute", "gregorian"),
    ("15 أغسطس 2024", "arabic", datetime(2024, 8, 15), "day", "gregorian"),
    ("15 آب 2024 - 09:10", "arabic", datetime(2024, 8, 15, 9, 10), "minute", "gregorian"),
    ("15 كانون الثاني 2024", "arabic", datetime(2024, 1, 15), "day", "gregorian"),
    ("15 أوت 2024", "arabic", datetime(2024, 8, 15), "day", "gregorian"),
    ("2024/08/15 - 09:10", "arabic", datetime(2024, 8, 15, 9, 10), "minute", "gregorian"),
    # Hijri
    ("١٥ رمضان ١٤٤٥ هـ", "arabic", datetime(2024, 3, 25), "day", "hijri"),
    ("15 رمضان 1445", "arabic", datetime(2024, 3, 25), "day", "hijri"),
    ("1 محرم 1446", "arabic", datetime(2024, 7, 7), "day", "hijri"),
    ("١٠ ذو الحجة ١٤٤٥", "arabic", datetime(2024, 6, 16), "day", "hijri"),
    ("1445/09/15", "arabic", datetime(2024, 3, 25), "day", "hijri"),
    # Buddhist
    ("12 มกราคม 2567 10:30 น.", "thai", datetime(2024, 1, 12, 10, 30), "minute", "buddhist"),
    ("๑๒ มกราคม ๒๕๖๗", "thai", datetime(2024, 1, 12), "day", "buddhist"),
    ("12 ม.ค. 2567 เวลา 10:30", "thai", datetime(2024, 1, 12, 10, 30), "minute", "buddhist"),
    ("12 มกราคม พ.ศ. 2567", "thai", datetime(2024, 1, 12), "day", "buddhist"),
    ("12 มกราคม ค.ศ. 2024", "thai", datetime(2024, 1, 12), "day", "gregorian"),
    ("12/01/2567", "thai", datetime(2024, 1, 12), "day", "buddhist"),
    # Ethiopian: leap years, numerals of its own
    ("ኅዳር 9 ቀን 2019 ዓ.ም", "amharic", datetime(2026, 11, 18), "day", "ethiopian"),
    ("ረቡዕ፣ ህዳር 9፣ 2019 - 10:30", "amharic", datetime(2026, 11, 18, 10, 30), "minute", "ethiopian"),
    ("ኅዳር ፱ ቀን ፳፻፲፱ ዓ.ም.", "amharic", datetime(2026, 11, 18), "day", "ethiopian"),
    ("መስከረም 1 ቀን 2016", "amharic", datetime(2023, 9, 12), "day", "ethiopian"),
    ("ጳጉሜን 6 ቀን 2015", "amharic", datetime(2023, 9, 11), "day", "ethiopian"),
    ("ጥር 11, 2017", "amharic", datetime(2025, 1, 19), "day", "ethiopian"),
    ("9 ሕዳር 2019", "amharic", datetime(2026, 11, 18), "day", "ethiopian"),
    # Bikram Sambat
    (
        "२ मंसिर २०८३, बुधबार १०:२०",
        "other",
        datetime(2026, 11, 18, 10, 20),
        "minute",
        "bikram_sambat",
    ),
    ("बुधबार, मंसिर २, २०८३", "other", datetime(2026, 11, 18), "day", "bikram_sambat"),
    ("२०८३ मङ्सिर २ गते १५:३०", "other", datetime(2026, 11, 18, 15, 30), "minute", "bikram_sambat"),
    ("२०८३-०८-०२", "nepali", datetime(2026, 11, 18), "day", "bikram_sambat"),
    ("2083/8/2 10:15", "nepali", datetime(2026, 11, 18, 10, 15), "minute", "bikram_sambat"),
    ("2026-11-18", "nepali", datetime(2026, 11, 18), "day", "gregorian"),
    ("१ वैशाख २०८०", "other", datetime(2023, 4, 14), "day", "bikram_sambat"),
    ("2567-01-12T10:30:00", "thai", datetime(2024, 1, 12, 10, 30), "second", "buddhist"),
]


@pytest.mark.parametrize(("text", "script", "at", "precision", "calendar"), FORMS)
def test_a_date_of_any_calendar_and_digits_is_read(
    text: str, script: Script, at: datetime, precision: str, calendar: str
) -> None:
    reading = read_calendar(text, script)
    assert reading is not None
    assert (reading.at, reading.precision, reading.calendar) == (at, precision, calendar)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("1398-12-11", "other"),  # a Jalali year outside a Persian page
        ("2567-01-12", "other"),
        ("۳۱ مهر ۱۴۰۲", "persian"),  # Mehr has thirty days
        ("۳۰ اسفند ۱۴۰۰", "persian"),  # no leap year
        ("۱۳۹۸/۱۳/۱۱", "persian"),
        ("کد خبر ۹۶۲۷۹۲", "persian"),
        ("۱۱ اسفند", "persian"),  # no year
        ("30 رمضان 1600", "arabic"),
        ("ساعت ۱۱:۳۴", "persian"),
    ],
)
def test_what_is_no_date_of_the_page_is_not_read(text: str, script: Script) -> None:
    assert read_calendar(text, script) is None
