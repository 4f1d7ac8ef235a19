"""Years and numbers of East Asia's own: eras of Japan and Taiwan, dates in Chinese numerals."""

import re

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The year before the first of an era."""
_NUMERAL = "[一二三四五六七八九十百]"
_ERA_YEAR = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元|{_NUMERAL}{{1,6}})\s?年")
_LETTERS = {"r": 2018, "h": 1988, "s": 1925}
_SHORT_ERA = re.compile(r"(?<![\w.])([rhs])(\d{1,2})[./](\d{1,2})[./](\d{1,2})(?![\d./])")
"""`R8.11.18`: Japanese forms write an era by its letter."""
_TAIWAN = re.compile(r"(?<![\d./-])(1[01]\d)([./-])(\d{1,2})\2(\d{1,2})(?![\d./-])")
"""`115/11/18`: no other calendar's years have three digits."""
_ANY_ERA_YEAR = rf"(?:{'|'.join(_ERAS)})\s?(?:\d{{1,3}}|元)\s?年?\s?"
_IN_BRACKETS = re.compile(rf"\s?[(（]\s?{_ANY_ERA_YEAR}[)）]")
"""`2026（令和8）年`, `2026年（令和8年）`."""
_BEFORE_BRACKETS = re.compile(rf"{_ANY_ERA_YEAR}[(（]\s?(\d{{4}})\s?年?\s?[)）]\s?年?")
"""`令和8(2026)年`, `令和8年（2026年）`."""
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_NUMERALS = re.compile(
    rf"([〇零○一二三四五六七八九]{{4}}|\d{{4}})年({_NUMERAL}{{1,3}})月({_NUMERAL}{{1,3}})日"
)


def western(text: str) -> str:
    """Write the years of eras and dates in Chinese numerals with digits of the common era."""
    if "年" not in text:
        return _TAIWAN.sub(_from_taiwan, _SHORT_ERA.sub(_from_letter, text))
    text = _BEFORE_BRACKETS.sub(r"\1年", _IN_BRACKETS.sub("", text))
    text = _ERA_YEAR.sub(_common_year, text)
    return _NUMERALS.sub(_in_digits, text)


def _common_year(match: re.Match[str]) -> str:
    said = match[2]
    year = 1 if said == "元" else int(said) if said.isdigit() else _number(said)
    return f"{_ERAS[match[1]] + year}年"


def _from_letter(match: re.Match[str]) -> str:
    return f"{_LETTERS[match[1]] + int(match[2])}年{match[3]}月{match[4]}日"


def _from_taiwan(match: re.Match[str]) -> str:
    return f"{_ERAS['民國'] + int(match[1])}年{match[3]}月{match[4]}日"


def _in_digits(match: re.Match[str]) -> str:
    return f"{match[1].translate(_DIGITS)}年{_number(match[2])}月{_number(match[3])}日"


def _number(text: str) -> int:
    """Read a numeral up to 999: `十`, `十一`, `三十一`, `一百一十五`."""
    hundreds, hundred, text = text.rpartition("百")
    tens, ten, ones = text.rpartition("十")
    last = int(ones.translate(_DIGITS)) if ones else 0
    last += (int(tens.translate(_DIGITS)) if tens else 1) * 10 if ten else 0
    return (int(hundreds.translate(_DIGITS)) if hundreds else 1) * 100 + last if hundred else last
