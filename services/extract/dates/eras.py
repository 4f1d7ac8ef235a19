"""Years and numbers of East Asia's own: eras of Japan and Taiwan, dates in Chinese numerals."""

import re

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The year before the first of an era."""
_ERA_YEAR = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)\s?年")
_TWICE = re.compile(r"(\d{4})\s?年?\s?[(（]\s?\d{4}\s?年\s?[)）]\s?年?")
"""`2026年（令和8年）`, once the era is read."""
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_NUMERALS = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)


def western(text: str) -> str:
    """Write the years of eras and dates in Chinese numerals with digits of the common era."""
    if "年" not in text:
        return text
    text = _ERA_YEAR.sub(_common_year, text)
    text = _TWICE.sub(r"\1年", text)
    return _NUMERALS.sub(_in_digits, text)


def _common_year(match: re.Match[str]) -> str:
    year = 1 if match[2] == "元" else int(match[2])
    return f"{_ERAS[match[1]] + year}年"


def _in_digits(match: re.Match[str]) -> str:
    return f"{match[1].translate(_DIGITS)}年{_number(match[2])}月{_number(match[3])}日"


def _number(text: str) -> int:
    """Read a numeral up to 99: `十`, `十一`, `三十一`."""
    tens, ten, ones = text.rpartition("十")
    last = int(ones.translate(_DIGITS)) if ones else 0
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + last if ten else last
