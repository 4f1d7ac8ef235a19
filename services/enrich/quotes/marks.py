"""What stands between quotation marks, of ten languages and more."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

from services.enrich.quotes.works import is_title
from services.text.words import CAPITAL_NOUNS

QUOTE_MAX_CHARACTERS = 800
LEAST_WORDS = 4
LEAST_DENSE_CHARACTERS = 8
"""Shorter is a word in quotation marks, or a name."""
LEAST_UTTERED_WORDS = 2
"""Of a sentence, or the begin of one, that somebody is said to say: `“We won,” Ana Gil said.`"""
MOST_CAPITALS = 0.6
"""Share of longer words, if there are some; with more it is the title of a work."""
REVERSED_LANGUAGES = frozenset(["de", "da", "sk", "sl", "hr"])
"""They also write »so«."""

SINGLE_LANGUAGES = frozenset(["en", "hi", "ko"])
"""They also write 'so'."""
APOSTROPHE_LANGUAGES = frozenset(["en"])
"""Of these, those that write the same mark within words, and behind them."""
DASH_LANGUAGES = frozenset(["fr", "es", "pt", "it", "ru", "uk", "tr", "pl", "sv", "no", "nb", "da"])
"""They also begin a line of speech with a dash."""

_CLOSERS = {
    "“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "”": "”",
    "「": "」", "『": "』", "‹": "›",
}  # fmt: skip
_OPENING = frozenset("“„«")
"""They open and never close, but in German."""
_STOPS = ",.!?…।"
_SAID = (",", " dedi", " diye", " ifade", " sözleri", " şeklinde")
"""Behind the marks; Turkish says `said` and `saying` without a comma."""
_FINITE_DE = frozenset(
    ["ist", "sind", "war", "waren", "wird", "werden", "hat", "haben", "habe", "bin", "muss",
     "müssen", "kann", "können", "will", "wollen", "soll", "sollen"]
)  # fmt: skip
"""A sentence has a verb, though its nouns have capitals as the words of a title do."""
_OPENER = re.compile(r"""[“„«»"”「『‹‘']""")
_SINGLE_END = regex.compile(r"(?<=\S)['’](?!\w)")
_KOREAN_END = regex.compile(r"['’]")
_KOREAN_SAID = regex.compile(r"이?라|다[고며]|[고며] ")
"""Koreans set off words so, too: what is said is followed by an ending."""
_DASHED = regex.compile(r"^[—–-] ?(?=\S)")
_DASH_ENDS = regex.compile(
    r"(?<=[,.!?…]) [—–-] |(?<=\w) — (?=\p{Ll})|(?<=\w[,.!?…]?) —(?=\w)|, (?=\p{Ll})"
)
"""Behind the words of a dashed line: `…, — said`, ` — disse`, ` —dijo`, `, raconte`."""
# not Thai: eight of its characters are a word or two
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_NAME_JA = regex.compile(r"(?=.*\p{Katakana})\P{Hiragana}+")
"""A sentence of Japanese has hiragana."""


class Quotation(NamedTuple):
    """A quotation in its paragraph."""

    text: str
    before: str
    after: str
    place: int
    """Which paragraph of the text it stands in."""
    is_dashed: bool = False
    """Whether a dash begins it."""
    is_short: bool = False
    """Whether it has less than four words."""

    @property
    def needs_speaker(self) -> bool:
        """Whether it is a quotation only where somebody is said to say it."""
        return self.is_dashed or self.is_short


def quotations(text: str, language: str | None) -> Iterator[Quotation]:
    """Yield what is quoted, paragraph by paragraph; words in quotation marks are no quotation."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if language in DASH_LANGUAGES and (dash := _DASHED.match(line)):
            yield from _dashed(line, dash.end(), place)
        following = lines[place + 1] if place + 1 < len(lines) else ""
        last = 0
        for start, end in _pairs(line, following, language):
            inside = line[start + 1 : end].strip()
            before, after = line[last:start], line[end + 1 :]
            is_whole = is_quotation(inside) or _is_german_sentence(inside, language)
            is_said = is_whole or _is_uttered(inside, after, language)
            if is_said and not is_title(inside, before, after, language):
                yield Quotation(inside, before, after, place, is_short=not is_whole)
            last = end + 1


def _dashed(line: str, start: int, place: int) -> Iterator[Quotation]:
    """Yield what each end of a dashed line would make of it: one of them has a speaker behind."""
    for end in _DASH_ENDS.finditer(line, start, start + QUOTE_MAX_CHARACTERS):
        inside = line[start : end.start()].rstrip(" ,")
        if is_quotation(inside):
            yield Quotation(inside, "", line[end.end() :], place, is_dashed=True)


def _pairs(line: str, following: str, language: str | None) -> Iterator[tuple[int, int]]:
    """Yield where quotation marks open and close.

    One that stays open is closed by the end of its paragraph where the next one opens it again.
    """
    at = 0
    while (mark := _OPENER.search(line, at)) is not None:
        start, opener = mark.start(), mark.group()
        at = start + 1
        if not _may_open(line, start, opener, language):
            continue
        end = _end(line, opener, at, language)
        if end is None and opener in _OPENING and following.startswith(opener):
            end = len(line) if len(line) - at <= QUOTE_MAX_CHARACTERS else None
        if end is not None:
            yield start, end
            at = end + 1


def _may_open(line: str, start: int, opener: str, language: str | None) -> bool:
    is_inside = start > 0 and line[start - 1].isalnum()
    match opener:
        case "»":
            return language in REVERSED_LANGUAGES
        case '"':
            return not is_inside  # 27"
        case "‘":  # ‘90s
            is_number = line[start + 1 : start + 2].isdigit()
            return language not in REVERSED_LANGUAGES and not is_inside and not is_number
        case "'":
            return language in SINGLE_LANGUAGES and not is_inside
    return True


def _end(line: str, opener: str, at: int, language: str | None) -> int | None:
    until = at + QUOTE_MAX_CHARACTERS
    if opener in "‘'":
        found = (_KOREAN_END if language == "ko" else _SINGLE_END).search(line, at, until)
        if found is None or not _closes(line, found.start(), opener, language):
            return None
        return int(found.start())
    ends = (line.find(closer, at, until) for closer in _CLOSERS[opener])
    return min((end for end in ends if end >= 0), default=None)


def _closes(line: str, end: int, opener: str, language: str | None) -> bool:
    """Whether the first mark that could end a quotation does; an apostrophe looks alike."""
    if language == "ko":
        return _KOREAN_SAID.match(line, end + 1) is not None
    return opener == "‘" or language not in APOSTROPHE_LANGUAGES or line[end - 1] in _STOPS


def is_quotation(inside: str) -> bool:
    """Whether somebody says this: long enough, and not the title of a book."""
    if not inside.isascii() and _DENSE.search(inside):
        return len(inside) >= LEAST_DENSE_CHARACTERS and not _NAME_JA.fullmatch(inside)
    return _is_no_title(inside.split(), LEAST_WORDS)


def _is_german_sentence(inside: str, language: str | None) -> bool:
    words = inside.split()
    is_long = language in CAPITAL_NOUNS and len(words) >= LEAST_WORDS
    return is_long and not _FINITE_DE.isdisjoint(words)


def _is_uttered(inside: str, after: str, language: str | None) -> bool:
    """Whether it may be what somebody says: it begins and ends as a sentence does.

    In German, capitals do not tell a title from what is said.
    """
    if language in CAPITAL_NOUNS and after.startswith(",") and len(inside.split()) >= LEAST_WORDS:
        return inside[0].isupper()
    is_ended = (
        inside.endswith(tuple(_STOPS)) or after.startswith(_SAID) or _KOREAN_SAID.match(after)
    )
    return (
        bool(is_ended)
        and not inside[0].islower()
        and _is_no_title(inside.split(), LEAST_UTTERED_WORDS)
    )


def _is_no_title(words: list[str], least: int) -> bool:
    if len(words) < least:
        return False
    if words[0][0].islower() or words[-1].endswith("!"):
        return True
    long = [word for word in words[1:] if len(word) > LEAST_WORDS] or words[1:]
    return sum(word[0].isupper() for word in long) <= MOST_CAPITALS * len(long)
