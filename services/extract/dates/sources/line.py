"""A line that is a date, with its label or weekday or time of day, and nothing more."""

import re
from collections.abc import Iterator

from services.extract.dates.day_parts import with_plain_clock
from services.extract.dates.labels import ANY_LABELS, UPDATED_LABELS
from services.extract.dates.locale import Locale
from services.extract.dates.moment import Moment, read_moment
from services.extract.dates.month_forms import any_name
from services.extract.dates.month_names import WORLD, fold_months
from services.extract.dates.month_words import read_worded
from services.extract.dates.numeric import in_full, is_numeric, read_numeric
from services.extract.dates.order import near
from services.extract.dates.relative import read_relative
from services.extract.dates.sources.headline import LINE_CHARS_MAX
from services.extract.dates.sources.other_boxes import tells_event
from services.extract.dates.sources.ranges import first_day_of
from services.extract.dates.sources.visible import read_dated
from services.extract.markup.lines import fields
from services.extract.markup.normalise import plain_text

CLOCK_APART = re.compile(
    r"(\d\.?)\s*[|•·]\s*(?=\d{1,2}(?:[:.]|\s?h\s?)\d\d(?!\d))"
    r"|^([^|•·\d]{0,12}\d{1,2}[:.]\d\d(?!\d)[^|•·\d]{0,6})[|•·]\s*(?=[^|•·]{0,40}\d{4}(?!\d))"
)
"""Between a day and its time: `18/11/2026 | 18:40`, `18:40 | 18/11/2026`."""
ANY_LABEL = "|".join(map(re.escape, ANY_LABELS))
_LABELS = re.compile(rf"^(?:{ANY_LABEL})(?:[a-zа-яіı]{{1,4}}(?![^\W\d_]))?\s*[:：-]?\s*")
"""With the ending of a participle: `Опубликован` and `Опубликовано`."""
_ANY_UPDATE = "|".join(map(re.escape, UPDATED_LABELS))
_UPDATE = re.compile(rf"(?:{_ANY_UPDATE}|modifi)", re.IGNORECASE)
_UPDATED = re.compile(
    r"\s*[(（][^()（）]{0,30}(?:更新|수정)\s*[)）]"
    rf"|\s*[|·•(]?\s*(?:{_ANY_UPDATE}|modifi).*",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(r"\d{4}|['’]\d\d")
_NAMES = any_name(WORLD)
_YEARLESS = re.compile(
    rf"\b\d{{1,2}}\.?\s(?:de\s)?(?:{_NAMES})(?![^\W\d_])\.?|\b(?:{_NAMES})\.?\s\d{{1,2}}\b"
)
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.!?]$")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_WORDS = 5
"""A date has a weekday, a month, and a word before each."""


def is_update(line: str) -> bool:
    """Return whether a line names a last change."""
    return bool(_UPDATE.search(line))


def read_line(line: str, locale: Locale) -> Moment | None:
    """Read a line that is a date, with its label or weekday or time of day, and nothing more."""
    line = with_plain_clock(plain_text(line))
    days = None if tells_event(line) else first_day_of(line)
    if days is None:
        return None
    text = in_full(_UPDATED.sub("", _LABELS.sub("", days)).strip(" |·•,-–"), locale)
    _, comma, last = text.rpartition(", ")
    ago = read_relative(text, locale) or (read_relative(last, locale) if comma else None)
    if ago:
        return ago
    if not any(map(str.isdigit, text)) and "年" not in text:
        return None
    if _SENTENCE_END.search(text) and len(_WORD.findall(text)) >= _SENTENCE_WORDS:
        return None
    dated = read_dated(text, locale)
    if dated:
        return dated
    if is_numeric(text):
        return read_numeric(text, locale)
    moment = read_moment(text, locale.script, "text", locale.country)
    if moment is None and locale.names_any_month:
        worded = read_worded(text, locale.country, locale.language)
        moment = worded or _read_yearless(text, locale)
    return moment


def _read_yearless(text: str, locale: Locale) -> Moment | None:
    """Read `18 Nov, 18:40` near another day that the page states, in the year of that day."""
    if not locale.days or _ANY_YEAR.search(text):
        return None
    whole = _YEARLESS.sub(rf"\g<0> {locale.days[0].year}", fold_months(text), count=1)
    moment = read_worded(whole, locale.country, locale.language)
    return moment if moment and near({moment.at.date()}, locale.days) else None


def read_fields(line: str, locale: Locale) -> Iterator[Moment]:
    """Yield the dates that fields of a line are."""
    return filter(None, (read_line(field, locale) for field in fields(line)))


def read_short(line: str, locale: Locale) -> Iterator[Moment]:
    """Yield the date that a line is, where it is no longer than such lines are."""
    moment = read_line(line, locale) if len(line) <= LINE_CHARS_MAX else None
    if moment:
        yield moment
