"""Lines that say something of their own though their words recur: `Final score: 4:3`.

The digits of a date or of a counter change from page to page and say nothing new; those of a
result, a price or a temperature are the news.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from services.extract.body.shingles import tokens
from services.extract.metadata.fact_words import COMMENT_WORDS, VIEW_WORDS

_DIGITS = re.compile(r"\d+")
_NO_DIGITS = bytes(code for code in range(128) if not chr(code).isdecimal())
_CENTURIES = ("19", "20", "25", "13", "14")
_SHARES = (
    "shares", "likes", "min read", "minutes", "mins", "minuten", "минут", "мин.", "dakika", "分钟",
    "分で読め", "ago", "page ", "seite ",
)  # fmt: skip
_COUNTS = chain(_SHARES, *VIEW_WORDS.values(), *COMMENT_WORDS.values())
_COUNTED = re.compile("|".join(re.escape(word.casefold()) for word in _COUNTS))
_ENDS = tuple(".!?。！？।؟۔")
_QUOTES = "\"'”’»」"
_SENTENCE_BYTES = 30
_SENTENCE_TOKENS = 5
"""Shorter ones may be a counter's, with a full stop: `5 min read.`"""
_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{2,4}|\d{1,2}[:.h]\d\d(?!\d)")
_DATE_NUMBERS = 2
"""A day and its year, where the month is a word."""
_LABELLED = re.compile(r"[^:：\d]{2,40}[:：]\s?\S.{0,80}")
_LABELLED_TOKENS_MAX = 14


def masked(line: str) -> str:
    """Return a line with its digits as zeros where they are a date's or a counter's.

    Those of a sentence are its news, unless they are a date and no more.
    """
    folded = line.casefold()
    numbers = _numbers(folded)
    if not numbers:  # nothing to mask, as in most lines
        return folded
    owned = "©" in folded or "copyright" in folded
    dated = _has_year(numbers) and (len(numbers) > 1 or owned)
    if not owned and _is_sentence(folded) and not (dated and _is_of_a_date(folded)):
        return folded
    return _DIGITS.sub("0", folded) if dated or _COUNTED.search(folded) else folded


def _numbers(text: str) -> list[str]:
    if text.isascii() and not text.encode().translate(None, _NO_DIGITS):
        return []
    return _DIGITS.findall(text)


def _has_year(numbers: Iterable[str]) -> bool:
    return any(len(number) == 4 and number.startswith(_CENTURIES) for number in numbers)


def _is_sentence(line: str) -> bool:
    return (
        line.rstrip(_QUOTES).endswith(_ENDS)
        and len(line.encode()) >= _SENTENCE_BYTES
        and len(tokens(line)) >= _SENTENCE_TOKENS
        and not _is_labelled(line)
    )


def _is_of_a_date(line: str) -> bool:
    """Return whether all numbers of a line are those of dates and times of day."""
    rest = _numbers(_DATE.sub("", line))
    return len(rest) <= (_DATE_NUMBERS if _has_year(rest) else 0)


def among_facts(lines: Sequence[str], recurring: Iterable[int]) -> set[int]:
    """Return which of the recurring lines stand in a list of facts, of which others are new.

    `Referee: M. Arden` between `Attendance: 3684` and `Half-time: 2:0`.
    """
    asked = set(recurring)
    found: set[int] = set()
    run: list[int] = []
    for place, line in enumerate((*lines, "")):
        if _is_labelled(line):
            run.append(place)
            continue
        if any(each not in asked for each in run):
            found.update(each for each in run if each in asked)
        run = []
    return found


def _is_labelled(line: str) -> bool:
    return bool(_LABELLED.fullmatch(line)) and len(tokens(line)) <= _LABELLED_TOKENS_MAX
