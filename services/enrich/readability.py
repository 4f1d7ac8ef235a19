"""How hard a text is to read: LIX, for the languages that it was made and tried for."""

from itertools import chain

from services.enrich.reading import Fields, Reading
from services.text.classes import Pattern, character_class
from services.text.parts import parts_of
from services.text.sentences import line_sentences

LANGUAGES = frozenset(
    ["sv", "no", "nb", "nn", "da", "de", "en", "fr", "es", "fi", "nl", "it", "pt"]
)
"""Björnsson 1968 for Swedish; 1983 for the others, in Reading Research Quarterly 18(4)."""
READ_CHARACTERS = 10_000
LONG_LETTERS = 7
LEAST_WORDS = 100
"""Of a shorter text one long sentence decides."""

_LETTERS = character_class(r"\p{L}\p{M}")
_GOES_ON = f"['’-][{_LETTERS}]++"
_WORD = Pattern(f"[{_LETTERS}]++(?:{_GOES_ON}(?:{_GOES_ON})*|)")


def fields(reading: Reading) -> Fields:
    """Return `lix`."""
    return {"lix": lix(reading.article.text, reading.language)}


def lix(text: str, language: str | None) -> int | None:
    """Return words to a sentence plus percent of words over 6 letters: 25 easy, 55 hard."""
    if language not in LANGUAGES:
        return None
    head = text[:READ_CHARACTERS]
    words = parts_of(head).words_like(_WORD.of(head))
    if len(words) < LEAST_WORDS:
        return None
    found = chain.from_iterable(line_sentences(line.strip(), language) for line in head.split("\n"))
    count = len([sentence for sentence in found if " " in sentence])
    long = sum(map(LONG_LETTERS.__le__, map(len, words)))
    return round(len(words) / max(count, 1) + 100 * long / len(words))
