"""How dates with the month in words are written: with the names of all languages, or of one.

A month's name says its language by itself, where it is in `month_names.WORLD`. Of other languages,
Unicode CLDR has the names (by `babel`): the script of a text tells which language it is, where only
one writes it, else the page.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from babel import UnknownLocaleError

from services.extract.dates.month_names import WORLD, cldr_months, fold_months

_ORDINAL = r"(?:\.?[ºª°]|\.|(?:er|st|nd|rd|th|e|:[ae]|η|-[^\W\d_]{1,3}|লা|রা|ঠা|ই|শে)(?![^\W\d_]))"
_OF = r"(?:de\s|del\s|do\s|(?:day\s)?of\s|d['’]|ta['’]\s|[-/]|ב|ខែ\s?|ឆ្នាំ\s?|ເດືອນ\s?|ປີ\s?)?\s*"
_OF_YEAR = (
    r"(?:\.|e?ko|\(e\)ko|[\s-](?:m\.|yil|иил|წლის|ж\.|жылғы|жылдын|жылы|оны|ခုနှစ်)|\s?թ\.|\.\sgada)?"
    r"[,،]?\s+"
)
"""What stands behind a year that comes first."""
_FORMS = (
    rf"(?<![\d.:/])(?P<day>\d{{1,2}}){_ORDINAL}?,?\s*{_OF}(?P<month>MONTH)(?![^\W\d_])\.?\s?[,،]?\s*{_OF}"
    r"(?P<year>(?:19|20)\d{2})(?!\d)",
    r"(?<!\w)(?P<month>MONTH)(?![^\W\d_])\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?[,၊]?\s+"
    r"(?P<year>(?:19|20)\d{2})(?!\d)",
    rf"(?<!\d)(?P<year>(?:19|20)\d{{2}}){_OF_YEAR}(?P<month>MONTH)(?![^\W\d_])\.?(?:\smen\.)?\s+(?P<day>\d{{1,2}})(?!\d)"
    r"\.?(?:\sd\.)?",
    rf"(?<!\d)(?P<year>(?:19|20)\d{{2}}){_OF_YEAR}(?P<day>\d{{1,2}})[.-]?\s?(?P<month>MONTH)(?![^\W\d_])",
    r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*(?:[年년.]|оны)\s*(?P<month>\d{1,2})(?:-р)?\s*(?:[月월.]|сарын)\s*"
    r"(?P<day>\d{1,2})(?!\d)\s*[日일.]?",
    r"(?:ngay\s+)?(?<![\d.:/])(?P<day>\d{1,2})\s+th(?:ang|g)?\s*(?P<month>\d{1,2})(?:,|\s+nam)?\s+"
    r"(?P<year>(?:19|20)\d{2})(?!\d)",
)
"""`MONTH` stands for the names."""
_ENDING = r"[^\W\d_]{0,2}"
"""Of a case, behind a name of CLDR's."""
_LANGUAGES = {
    "TELUGU": "te", "MALAYALAM": "ml", "GUJARATI": "gu", "GURMUKHI": "pa", "KANNADA": "kn",
    "TAMIL": "ta", "SINHALA": "si", "ORIYA": "or", "KHMER": "km", "LAO": "lo", "MYANMAR": "my",
    "GEORGIAN": "ka", "ARMENIAN": "hy", "ETHIOPIC": "am", "THAANA": "dv", "TIBETAN": "bo",
    "GREEK": "el",
}  # fmt: skip
"""By script, as Unicode names its letters, of those that one language writes, nearly alone."""
LANGUAGES_KEPT = 64
"""Whose names are kept: a worker meets pages of any, and tags that are none."""


class WrittenDay(NamedTuple):
    """A day as it is written in a text, and from where to where."""

    year: int
    month: int
    day: int
    start: int
    end: int


class _Language(NamedTuple):
    """What dates are read by."""

    months: Mapping[str, int]
    forms: tuple[re.Pattern[str], ...]


def any_name(names: Iterable[str]) -> str:
    """Return a pattern of all names, the longest first."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def first_day(text: str, language: str = "") -> WrittenDay | None:
    """Return the first date of a folded text; `language` is what the page declares (BCP 47)."""
    found = _first(text, _WORLD)
    own = (language_of_script(text), language.partition("-")[0]) if found is None else ()
    return found or next(filter(None, (_first(text, _of_cldr(each)) for each in own if each)), None)


def _first(text: str, language: _Language) -> WrittenDay | None:
    matches = [match for form in language.forms if (match := form.search(text))]
    match = min(matches, key=re.Match.start, default=None)
    if match is None:
        return None
    month = language.months.get(match["month"]) or int(match["month"])
    return WrittenDay(int(match["year"]), month, int(match["day"]), match.start(), match.end())


def language_of_script(text: str) -> str:
    """Return the language of a text's first letter that is in a script of one language alone."""
    letters = (unicodedata.name(char, "").partition(" ")[0] for char in text if char > "\u0370")
    return next((_LANGUAGES[script] for script in letters if script in _LANGUAGES), "")


@lru_cache(LANGUAGES_KEPT)
def _of_cldr(language: str) -> _Language:
    """Return the names that CLDR has for a language; none where they are known, or it is not."""
    try:
        names = cldr_months(language)
    except (ValueError, UnknownLocaleError):
        return _Language({}, ())
    months = {fold_months(name): number for name, number in names.items()}
    return _compiled({} if months.items() <= WORLD.items() else months, _ENDING)


def _compiled(months: Mapping[str, int], ending: str = "") -> _Language:
    names = any_name(months)
    forms = (form.replace("MONTH)", f"{names}){ending}") for form in _FORMS)
    return _Language(months, tuple(map(re.compile, forms)) if months else ())


_WORLD = _compiled(WORLD)
