"""What the reading of a date depends on besides its text."""

from dataclasses import dataclass
from datetime import datetime

from services.extract.calendars import Script

_ENOUGH_LETTERS = 40
"""Fewer are a stray name or a language switch, not a page in that script."""
_BY_LANGUAGE: dict[str, Script] = {
    "fa": "persian", "prs": "persian", "ps": "persian", "ckb": "persian", "ar": "arabic",
    "th": "thai",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """The page's script, address, language and time of fetch."""

    script: Script
    host: str
    language: str
    fetched_at: datetime


def script_of(html: str, language: str) -> Script:
    """Tell by declared language, else by letters, which calendars a page may use."""
    declared = _BY_LANGUAGE.get(language.partition("-")[0])
    if declared:
        return declared
    if html.isascii():
        return "other"
    # ی and گ/چ/پ are Persian; ي and ة Arabic; counting single letters costs microseconds
    persian = html.count("ی")
    if persian >= _ENOUGH_LETTERS and html.count("گ") + html.count("پ") and not html.count("ے"):
        return "persian"
    if html.count("ا") >= _ENOUGH_LETTERS and html.count("ي") >= _ENOUGH_LETTERS:
        return "persian" if html.count("گ") + html.count("پ") + html.count("چ") > 20 else "arabic"
    return "thai" if html.count("า") >= _ENOUGH_LETTERS else "other"
