"""Lines that say something of their own though their words recur: `Final score: 4:3`.

The digits of a date or of a counter change from page to page and say nothing new; those of a
result, a price or a temperature are the news.
"""

import re
from collections.abc import Iterable, Sequence

from services.extract.body.shingles import tokens
from services.extract.metadata.fact_words import COMMENT_WORDS, VIEW_WORDS

_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)(?:19|20|25)\d\d(?!\d)|(?<!\d)1[34]\d\d(?!\d)")
_SHARES = (
    "shares", "likes", "min read", "minutes", "mins", "minuten", "минут", "мин.", "dakika", "分钟",
    "分で読め", "ago", "page ", "seite ",
)  # fmt: skip
_COUNTED = re.compile(
    "|".join(
        re.escape(word.casefold())
        for word in (
            *_SHARES,
            *(w for t in (VIEW_WORDS, COMMENT_WORDS) for ws in t.values() for w in ws),
        )
    )
)
_SENTENCE_END = re.compile("[.!?。！？।؟۔][\"'”’»」]*$")
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
    numbers = len(_DIGITS.findall(folded))
    if not numbers:  # nothing to mask, as in most lines
        return folded
    owned = "©" in folded or "copyright" in folded
    dated = bool(_YEAR.search(folded)) and (numbers > 1 or owned)
    if not dated and not _COUNTED.search(folded):
        return folded
    if not owned and _is_sentence(folded) and not (dated and _is_of_a_date(folded)):
        return folded
    return _DIGITS.sub("0", folded)


def _is_sentence(line: str) -> bool:
    return (
        _SENTENCE_END.search(line) is not None
        and len(line.encode()) >= _SENTENCE_BYTES
        and len(tokens(line)) >= _SENTENCE_TOKENS
        and not _is_labelled(line)
    )


def _is_of_a_date(line: str) -> bool:
    """Return whether all numbers of a line are those of dates and times of day."""
    rest = _DATE.sub("", line)
    return len(_DIGITS.findall(rest)) <= (_DATE_NUMBERS if _YEAR.search(rest) else 0)


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
