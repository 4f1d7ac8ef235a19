"""Names in capitals, as sites shout them in bylines."""

import re

from services.extract.metadata.people.author_words import PARTICLES

_SURNAME_CHARS = 5
"""A shorter word in capitals may be initials."""
_TURKISH = re.compile("[ĞğŞşİı]")
_VOWEL = re.compile("[aeiouyà-æè-ïò-öø-ÿœάέήίαεηιουωаеёиоуыэюяіїє]", re.IGNORECASE)
_PREFIX = re.compile(r"\b(?:Mc|Mac|Fitz|De|Di|Le|La)(?=[A-ZÀ-Þ]{2})")
"""Small letters in a name in capitals: `McBRIDE`."""
_ARTICLES = ("la", "le")
_MAC = re.compile(r"\bMc(?=[a-z])(.)")


def as_written_elsewhere(name: str) -> str:
    """Write a name, or surname, in capitals with small letters: `JOHN O'NEIL` → `John O'Neil`."""
    words = name.split()
    is_loud = _PREFIX.sub(lambda match: match[0].upper(), name).isupper()
    shouted = [is_loud or (word.isupper() and len(word) >= _SURNAME_CHARS) for word in words]
    if _TURKISH.search(name):
        words = [
            word.replace("I", "ı").replace("İ", "i") if loud else word
            for word, loud in zip(words, shouted, strict=True)
        ]
    words = [
        _in_small_letters(word) if loud else word for word, loud in zip(words, shouted, strict=True)
    ]
    if is_loud:
        words = list(map(_with_article, ["", *words], words))
    return " ".join(words)


def _with_article(before: str, word: str) -> str:
    """Write `Le Goff`, but `de la Cruz`."""
    return word.title() if word in _ARTICLES and before not in PARTICLES else word


def _in_small_letters(word: str) -> str:
    prefix = _PREFIX.match(word)
    if prefix:
        return prefix[0] + word[prefix.end() :].title()
    lower = word.lower()
    if lower in PARTICLES and len(lower) > 1 and "." not in lower:
        return lower
    if len(word) <= 1 or "." in word or (word.isascii() and not _VOWEL.search(word)):
        return word
    return _MAC.sub(lambda match: f"Mc{match[1].upper()}", word.title())
