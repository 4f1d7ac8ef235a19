"""What stands between quotation marks, of ten languages and more."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

QUOTE_MAX_CHARACTERS = 800
LEAST_WORDS = 4
LEAST_DENSE_CHARACTERS = 8
"""Shorter is a word in quotation marks, or a name."""
MOST_CAPITALS = 0.6
"""Share of longer words; with more it is the title of a work."""
REVERSED_LANGUAGES = frozenset(["de", "da", "sk", "sl", "hr"])
"""They also write »so«."""

_CLOSERS = {
    "“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "”": "”",
    "「": "」", "『": "』", "‹": "›",
}  # fmt: skip
_OPENER = re.compile(r"""[“„«»"”「『‹]""")
# not Thai: eight of its characters are a word or two
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")


class Quotation(NamedTuple):
    """A quotation in its paragraph."""

    text: str
    before: str
    after: str


def quotations(text: str, language: str | None) -> Iterator[Quotation]:
    """Yield what is quoted, paragraph by paragraph; words in quotation marks are no quotation."""
    for line in text.split("\n"):
        last = 0
        for start, end in _pairs(line, language):
            inside = line[start + 1 : end].strip()
            if is_quotation(inside):
                yield Quotation(inside, line[last:start], line[end + 1 :])
            last = end + 1


def _pairs(line: str, language: str | None) -> Iterator[tuple[int, int]]:
    """Yield where quotation marks open and close."""
    at = 0
    while (mark := _OPENER.search(line, at)) is not None:
        start, opener = mark.start(), mark.group()
        at = start + 1
        if opener == "»" and language not in REVERSED_LANGUAGES:
            continue
        if opener == '"' and start and line[start - 1].isalnum():  # 27"
            continue
        until = at + QUOTE_MAX_CHARACTERS
        ends = [e for closer in _CLOSERS[opener] if (e := line.find(closer, at, until)) >= 0]
        if ends:
            yield start, min(ends)
            at = min(ends) + 1


def is_quotation(inside: str) -> bool:
    """Whether somebody says this: long enough, and not the title of a book."""
    if not inside.isascii() and _DENSE.search(inside):
        return len(inside) >= LEAST_DENSE_CHARACTERS
    words = inside.split()
    if len(words) < LEAST_WORDS:
        return False
    long = [word for word in words[1:] if len(word) > LEAST_WORDS]
    return sum(word[0].isupper() for word in long) <= MOST_CAPITALS * len(long)
