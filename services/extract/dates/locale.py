"""Where and when a page was written: what its dates and labels are read by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from services.extract.dates.calendars import Script
from services.extract.dates.zones import country_zone

_ENOUGH_LETTERS = 40
"""Fewer are a stray name or a language switch, not a page in that script."""
_ASCII = bytes(range(128))
_BY_LANGUAGE: dict[str, Script] = {
    "fa": "persian", "prs": "persian", "ps": "persian", "ckb": "persian", "ar": "arabic",
    "th": "thai", "am": "amharic", "ne": "nepali",
}  # fmt: skip
_BY_SCRIPT: dict[Script, str] = {"persian": "fa", "arabic": "ar", "thai": "th"}
_ENOUGH_OF_ONE_LETTER = 10
_BY_LETTER = {
    "ja": "の", "ko": "다", "zh": "的", "el": "α", "he": "ה", "th": "า", "ka": "ა", "hy": "ա",
}  # fmt: skip
"""A common letter of each language that has letters of its own and one time zone; Japanese before
Chinese, whose letters it has, too."""
_BASES = {"prs": "fa", "ps": "fa", "ckb": "fa"}


@dataclass(frozen=True, slots=True)
class Locale:
    """The page's script, address, language and time of fetch."""

    script: Script
    host: str
    language: str
    fetched_at: datetime
    month_first: Callable[[], bool | None] = lambda: None
    """Return whether the page writes the month first, where it shows that elsewhere (`order.py`).

    Asked only where a date is in doubt: it reads the whole page."""
    days: tuple[date, ...] = ()
    """Days near publication that the page states otherwise: its last change, its address."""
    written: str = ""
    """Language that the letters tell, of a page that declares none."""

    @property
    def names_any_month(self) -> bool:
        """Whether the page's dates may be in words of any language, of the Gregorian calendar."""
        return self.script in ("amharic", "nepali", "other")

    @property
    def country(self) -> tzinfo | None:
        """The zone of the site's country, where it has only one."""
        return country_zone(self.host, self.language or self.written)


def script_of(visible: bytes, language: str) -> Script:
    """Tell by declared language, else by letters, which calendars a page may use."""
    declared = _BY_LANGUAGE.get(language.partition("-")[0])
    if declared:
        return declared
    wide = visible.translate(None, _ASCII)
    if _count(wide, "ا") < _ENOUGH_LETTERS:  # alef: in every text of every Arabic alphabet
        if _count(wide, "የ") >= _ENOUGH_LETTERS and _count(wide, "አ") > _count(wide, "ኣ"):
            return "amharic"  # Tigrinya spells its vowels so
        return "thai" if _count(wide, "า") >= _ENOUGH_LETTERS else "other"
    if _count(wide, "ے"):  # Urdu
        return "other"
    persian = sum(_count(wide, letter) for letter in "گچپژ")
    return "persian" if persian > _count(wide, "ة") + _count(wide, "ى") else "arabic"


def language_of_letters(visible: bytes) -> str:
    """Return the language that letters alone tell, of those with one time zone, else nothing."""
    found = (
        language
        for language, letter in _BY_LETTER.items()
        if _count(visible, letter) >= _ENOUGH_OF_ONE_LETTER
    )
    return next(found, "")


def _count(wide: bytes, letter: str) -> int:
    return wide.count(letter.encode())


def of_language(table: dict[str, tuple[str, ...]], locale: Locale) -> tuple[str, ...]:
    """Return the words of the page's language, of its script's, and of English.

    Of all languages where the language is unknown. An English article in a Persian frame may be
    declared English; the labels of the frame are Persian still.
    """
    base = locale.language.partition("-")[0]
    if not base:
        return tuple(word for words in table.values() for word in words)
    bases = dict.fromkeys((_BASES.get(base, base), _BY_SCRIPT.get(locale.script, base), "en"))
    return tuple(word for each in bases for word in table.get(each, ()))
