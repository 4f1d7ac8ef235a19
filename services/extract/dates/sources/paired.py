"""Two dates in one line beside the headline: the publication and the last change.

Which is which their days say, in every language and whatever words stand before them.
"""

import re
from itertools import islice

from services.extract.dates.locale import Locale
from services.extract.dates.moment import Moment
from services.extract.dates.sources.headline import LEADS, is_long, window_below
from services.extract.dates.sources.line import read_line
from services.extract.markup.lines import plain_lines

Pair = tuple[Moment, Moment]

_LINE_CHARS_MAX = 140
_LINES_MAX = 40
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_CUT = re.compile(r"[\s,;.|/()（）>，、؛،·•—–-]+(?=[^\W\d_])")
"""Where the words before the second date may begin."""
_WORD_END = re.compile(r"[\s:：]+")
_WORDS_MAX = 6
_LINE_WORDS_MAX = 11
"""With weekdays and months; a sentence has more."""
_WORD = re.compile(r"[^\W\d_]+")
_LABEL_CHARS_LEAST = 2
"""Of the words before a date: without any, two days are the first and the last of an event."""


def paired_dates(visible: bytes, heading: str, locale: Locale) -> Pair | None:
    """Return the earlier and the later date of the first line that holds two of different days."""
    long_lines = 0
    lines = plain_lines(window_below(visible, heading).decode("utf-8", "ignore"))
    for line in islice(filter(None, lines), _LINES_MAX):
        pair = _read_pair(line, locale) if len(line) <= _LINE_CHARS_MAX else None
        if pair:
            return pair
        long_lines += is_long(line) and len(_YEAR.findall(line)) != 2
        if long_lines > LEADS:
            return None
    return None


def _read_pair(line: str, locale: Locale) -> Pair | None:
    if len(_YEAR.findall(line)) != 2 or len(_WORD.findall(line)) > _LINE_WORDS_MAX:
        return None
    for cut in reversed(list(_CUT.finditer(line))):  # so that a time of day stays with its date
        before, behind = line[: cut.start()], line[cut.end() :]
        if not (_YEAR.search(before) and _YEAR.search(behind)):
            continue
        first, second = _behind_words(before, locale), _behind_words(behind, locale)
        if first and second and first.at.date() != second.at.date():
            earlier, later = sorted((first, second), key=lambda each: each.at.replace(tzinfo=None))
            return earlier, later
    return None


def _behind_words(text: str, locale: Locale) -> Moment | None:
    """Read the date at the end of a text, behind a few words that say whose it is."""
    starts = [0, *(end.end() for end in islice(_WORD_END.finditer(text), _WORDS_MAX))]
    for start in starts:
        moment = read_line(text[start:], locale)
        if moment:
            return moment if len(text[:start].strip()) >= _LABEL_CHARS_LEAST or not start else None
    return None
