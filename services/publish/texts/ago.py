"""How long ago something was, counted anew for each reader.

Unicode CLDR has the words of each language (by `babel`); newspapers write others besides.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_timedelta

_AGO = (
    r"\d+ ?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|[smhdw]) ago",
    r"(?:an? (?:minute|hour|day|moment) ago|just now)",
    r"vor (?:\d+|eine[rm]) (?:sekunden?|minuten?|min\.?|stunden?|std\.?|tag(?:en)?)",
    r"il y a (?:\d+|une?) (?:secondes?|minutes?|min|heures?|h|jours?)",
    r"hace (?:\d+|una?) (?:segundos?|minutos?|min|horas?|h|días?)",
    r"há (?:\d+|uma?) (?:segundos?|minutos?|min|horas?|h|dias?)",
    r"\d+ (?:secondi|minut[oi]|min|or[ae]|giorn[oi]) fa|un'ora fa",
    r"(?:\d+|een) (?:minuten|minuut|uur|dag(?:en)?) geleden",
    r"\d+ (?:секунд\w*|минут\w*|мин\.?|час\w*|д(?:ень|ня|ней)) назад|(?:час|минуту) назад",
    r"\d+ (?:секунд\w*|хвилин\w*|хв\.?|годин\w*|д(?:ень|ні|нів)) тому",
    r"\d+ (?:sekund\w*|minut\w*|min\.?|godzin\w*|godz\.?|dni|dzień) temu|godzinę temu",
    r"(?:\d+|bir) (?:saniye|dakika|dk|saat|gün) önce|az önce",
    r"\d+ (?:ثانیه|دقیقه|ساعت|روز) (?:پیش|قبل)",
    r"(?:منذ|قبل) (?:\d+ )?(?:ثاني\w*|دقيق\w*|دقائق|ساع\w*|يوم\w*|أيام)",
    r"\d+ ?(?:秒|分|分钟|分鐘|時間|小时|小時|天|日)前|刚刚|剛剛|たった今",
    r"\d+ ?(?:초|분|시간|일) 전|방금 전?",
    r"\d+ (?:सेकंड|मिनट|घंटे|घंटा|दिन) पहले",
    r"πριν (?:από )?\d+ (?:δευτερόλεπτα|λεπτ[άό]|ώρ[αε]ς?|μέρες|ημέρες)",
    r"(?:för )?\d+ (?:sekunder|minut(?:er)?|min|timm(?:e|ar)|dag(?:ar)?) sedan",
    r"(?:for )?\d+ (?:sekunder|minut(?:t?er)?|min\.?|time[r]?|dag[e]?[r]?) siden",
    r"\d+ (?:sekuntia|minuuttia|min|tuntia|päivää) sitten",
    r"před \d+ (?:sekundami|minutami|hodinami|dny)",
    r"\d+ (?:menit|jam|hari) (?:yang )?lalu",
    r"\d+ (?:phút|giờ|ngày) trước",
    r"\d+ (?:perce|órája|napja)|\d+ (?:সেকেন্ড|মিনিট|ঘণ্টা|ঘন্টা|দিন) আগে",
    r"\d+ ?(?:วินาที|นาที|ชั่วโมง|ชม\.|วัน)(?:ที่แล้ว|ที่ผ่านมา|ก่อน)",
)
_COUNTS = (1, 2, 3, 5, 11, 21)
"""One for each plural of each language."""
_AGES = (
    *(timedelta(**{unit: count}) for unit in ("seconds", "minutes", "hours") for count in _COUNTS),
    *(timedelta(**{unit: count}) for unit in ("days", "weeks") for count in _COUNTS[:3]),
)
_STYLES: tuple[Literal["long", "short"], ...] = ("long", "short")
_LANGUAGES_KEPT = 64
_LETTER = r"[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""But of scripts that put no blanks between words, and of Korean, which adds endings."""


def without_ago(text: str, language: str) -> str:
    """Leave out how long ago something was; `language` is that of the text, or empty."""
    return _pattern(language).sub(" ", text)


@lru_cache(maxsize=_LANGUAGES_KEPT)
def _pattern(language: str) -> re.Pattern[str]:
    phrases = (*_AGO, *sorted(_cldr(language), key=len, reverse=True))
    return re.compile(rf"(?<!{_LETTER})(?:{'|'.join(phrases)})(?!{_LETTER})", re.IGNORECASE)


def _cldr(language: str) -> set[str]:
    """Return patterns of CLDR's words; none for a language that it lacks."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return set()
    return set(_written(locale))


def _written(locale: Locale) -> Iterator[str]:
    for age in _AGES:
        for style in _STYLES:
            try:
                said = format_timedelta(
                    -age, threshold=1, add_direction=True, format=style, locale=locale
                )
            except KeyError:  # the locale has no such words
                continue
            if said[:1] not in "-−\u200e":
                yield re.sub(r"\d+", r"\\d+", re.escape(said))
