"""Dates told from the reader's now: `3 hours ago`, `vor 3 Stunden`, `3時間前`."""

import re
from datetime import timedelta

from services.extract.dates.calendars import Precision, fold
from services.extract.dates.locale import Setting
from services.extract.dates.moment import Moment

_UNITS = {
    "minute": (
        "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "minuti", "minuter",
        "minutter", "минут", "минуты", "минуту", "хвилин", "minut", "minuty", "dakika", "menit",
        "phút", "分", "分钟", "分鐘", "분", "دقیقه", "دقيقه", "دقائق", "นาที",
    ),
    "hour": (
        "h", "hr", "hrs", "hour", "hours", "stunde", "stunden", "heure", "heures", "hora", "horas",
        "ora", "ore", "uur", "timme", "timmar", "time", "timer", "час", "часа", "часов", "годин",
        "години", "godzine", "godzinę", "godziny", "godzin", "hodin", "hodinami", "saat", "jam",
        "giờ", "時間", "小时", "小時", "시간", "ساعت", "ساعه", "ساعات", "ชั่วโมง",
    ),
    "day": (
        "d", "day", "days", "tag", "tagen", "jour", "jours", "día", "dia", "días", "dias",
        "giorno", "giorni", "dag", "dagen", "dagar", "dage", "день", "дня", "дней", "днів",
        "dzień", "dni", "dnem", "gün", "hari", "ngày", "日", "天", "일", "روز", "یوم", "ایام", "วัน",
    ),
}  # fmt: skip
_BEFORE = (
    "vor", "il y a", "hace", "há", "ha", "منذ", "قبل", "před", "for",
)  # fmt: skip
_AFTER = (
    "ago", "fa", "atrás", "geleden", "sedan", "siden", "назад", "тому", "temu", "önce", "yang lalu",
    "lalu", "trước", "前", "전", "پیش", "قبل", "ที่แล้ว",
)  # fmt: skip
_STEPS = {
    fold(name): timedelta(**{f"{unit}s": 1}) for unit, names in _UNITS.items() for name in names
}


def _any(words: tuple[str, ...] | dict[str, timedelta]) -> str:
    return "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))


_NUMBER = rf"(\d{{1,3}}|an?|eine[rm]?|une?|una?)\s*({_any(_STEPS)})"
_AGO = re.compile(rf"(?:(?:{_any(_BEFORE)})\s+{_NUMBER}|{_NUMBER}\s*(?:{_any(_AFTER)}))\.?")
_LINE_CHARS_MAX = 40


def read_relative(text: str, setting: Setting) -> Moment | None:
    """Read a line that says how long ago the article appeared, by when the page was fetched.

    Minutes and hours give an instant, days a day.
    """
    if len(text) > _LINE_CHARS_MAX:
        return None
    match = _AGO.fullmatch(fold(text).strip())
    if not match:
        return None
    number, unit = match[1] or match[3], match[2] or match[4]
    step = _STEPS[unit]
    at = setting.fetched_at - step * (int(number) if number.isdigit() else 1)
    precision: Precision = "minute" if step < timedelta(days=1) else "day"
    at = at.replace(second=0, microsecond=0)
    at = at if precision == "minute" else at.replace(hour=0, minute=0)
    return Moment(at, precision, "gregorian", "text")
