"""Dates told from the reader's now: `3 hours ago`, `vor 3 Stunden`, `3時間前`."""

import re
from datetime import UTC, timedelta

from services.extract.dates.calendars import Precision, fold
from services.extract.dates.locale import Setting
from services.extract.dates.moment import Moment, country_zone

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
_DAYS = {
    0: (
        "today", "heute", "hoy", "hoje", "oggi", "aujourd'hui", "aujourd’hui", "vandaag", "idag",
        "i dag", "dzisiaj", "dziś", "dnes", "сегодня", "сьогодні", "bugün", "σήμερα", "tänään",
        "hari ini", "hôm nay", "今日", "本日", "今天", "오늘", "اليوم", "امروز", "היום",
    ),
    1: (
        "yesterday", "gestern", "ayer", "ontem", "ieri", "hier", "gisteren", "igår", "i går",
        "wczoraj", "včera", "вчера", "вчора", "dün", "χθες", "εχθές", "eilen", "tegnap", "kemarin",
        "hôm qua", "昨日", "昨天", "어제", "أمس", "دیروز", "אתמול",
    ),
}  # fmt: skip
_DAY_WORDS = {fold(name): days for days, names in _DAYS.items() for name in names}
_ON_DAY = re.compile(
    rf"({'|'.join(sorted(map(re.escape, _DAY_WORDS), key=len, reverse=True))})"
    r"(?:\s*[,|-]?\s*(?:at|um|à|a las|alle|às|om|kl\.?|o|в|о|saat|ore|klo|στις|pukul|lúc)?\s*"
    r"(\d{1,2})\s?[:.h]\s?(\d{2})(?:\s*(?:uhr|h|hs?\.?))?\s*(?:([ap])\.?\s?m\.?)?)?"
)


def read_relative(text: str, setting: Setting) -> Moment | None:
    """Read a line that says how long ago the article appeared, by when the page was fetched.

    Minutes and hours give an instant, days a day.
    """
    if len(text) > _LINE_CHARS_MAX:
        return None
    folded = fold(text).strip()
    match = _AGO.fullmatch(folded)
    if not match:
        return _on_day(folded, setting)
    number, unit = match[1] or match[3], match[2] or match[4]
    step = _STEPS[unit]
    at = setting.fetched_at - step * (int(number) if number.isdigit() else 1)
    precision: Precision = "minute" if step < timedelta(days=1) else "day"
    at = at.replace(second=0, microsecond=0)
    at = at if precision == "minute" else at.replace(hour=0, minute=0)
    return Moment(at, precision, "gregorian", "text")


def _on_day(text: str, setting: Setting) -> Moment | None:
    """Read `Yesterday`, `Heute, 09:05 Uhr` by the calendar of the site's country."""
    match = _ON_DAY.fullmatch(text)
    if not match:
        return None
    days, is_timed = _DAY_WORDS[match[1]], match[2] is not None
    is_here = match[1] == "hier" and not setting.language.startswith("fr")  # German: at this place
    if is_here or not (days or is_timed):
        return None  # `Today` alone is a rubric
    hour, minute = (int(match[2]), int(match[3])) if is_timed else (0, 0)
    if match[4] and hour <= 12:
        hour = hour % 12 + (12 if match[4] == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    zone = country_zone(setting.host, setting.language) or UTC
    at = setting.fetched_at.astimezone(zone) - timedelta(days=days)
    at = at.replace(hour=hour, minute=minute, second=0, microsecond=0, tzinfo=None)
    return Moment(at, "minute" if is_timed else "day", "gregorian", "text")
