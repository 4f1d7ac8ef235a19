"""What a person's name looks like, in scripts with capitals and without."""

import re
from functools import lru_cache

from services.extract.metadata.people.author_words import NO_PEOPLE, PARTICLES, ROLES

NAME_CHARS_MAX = 80
_NAME_WORDS_MAX = 5
_PARTICLES_MAX = 2
"""More of them than one do not count: `João Pedro da Silva e Souza`."""
_DASHES = frozenset("-–—")
_UNCASED_WORDS = range(2, 5)
_UNCASED_CHARS_MAX = 30
_NO_NAME_SIGNS = frozenset(":?!()[]：【】《》…")
_ROLE = re.compile(rf"(?<!\w)(?:{'|'.join(ROLES)})(?!\w)", re.IGNORECASE)
"""Vowel signs of India end words, and are no `\\w`: there is no `\\b` behind them."""
_NO_PEOPLE = re.compile("|".join(NO_PEOPLE), re.IGNORECASE)
_CASED = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]")
_LOWER_FIRST = re.compile(r"[dDlL]['’]\w|(?:a[dhlnrst]|el|ul)-\w|[tnh]-?[A-ZÁÉÍÓÚ]")
"""`d'Orval`, `al-Haytham`, Irish `tSaoir`."""
_INITIALS_FIRST = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{3,}")
"""`Б.Энхбаяр`."""
_EAST_ASIAN_NAME = re.compile(
    "[\u4e00-\u9fff]{2,4}|[々\u3040-\u30ff\u4e00-\u9fff]{3,7}|[가-힣]{2,4}"
)
"""Names without a space between family and given name; what they are, only a label can say."""
_TEXTS_CACHED = 500
"""The steps that read a byline ask the same of the same pieces."""


@lru_cache(maxsize=_TEXTS_CACHED)
def is_name_like(text: str) -> bool:
    """Return whether visible text can be a person's name: two to five words, capitals, no digits.

    Words of scripts without case cannot be told from others: two to four of them count, or one as
    short as Chinese, Japanese and Korean names are.
    """
    words = text.split()
    if any(char.isdigit() or char in _NO_NAME_SIGNS for char in text) or _DASHES & set(words):
        return False
    if ".." in text or names_role(text) or _NO_PEOPLE.search(text):
        return False
    if not has_case(text):
        is_short = len(words) in _UNCASED_WORDS and len(text) <= _UNCASED_CHARS_MAX
        return is_short or is_east_asian_name(text)
    if _INITIALS_FIRST.fullmatch(text) and text[0].isupper():
        return True
    particles = sum(word in PARTICLES for word in words[1:-1])
    most = _NAME_WORDS_MAX + (particles if particles == _PARTICLES_MAX else 0)
    return 2 <= len(words) <= most and all(
        word[0].isupper() or word.lower() in PARTICLES or _LOWER_FIRST.match(word) for word in words
    )


def is_east_asian_name(text: str) -> bool:
    """Return whether text is as short as a Chinese, Japanese or Korean name, and one word."""
    return bool(_EAST_ASIAN_NAME.fullmatch(text))


def has_case(text: str) -> bool:
    """Return whether text has letters of a script with capitals."""
    return bool(_CASED.search(text))


@lru_cache(maxsize=_TEXTS_CACHED)
def names_role(text: str) -> bool:
    """Return whether text has a word for what a person does: `Political Editor`."""
    return bool(_ROLE.search(text))


def before_end_of_name(end: re.Pattern[str], text: str) -> str:
    """Return what stands before the first match of a pattern, if it is a name; else all text."""
    match = end.search(text)
    return text[: match.start()] if match and is_name_like(text[: match.start()]) else text
