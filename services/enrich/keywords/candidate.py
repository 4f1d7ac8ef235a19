"""What may become a keyword, and what is known of the words of its language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from services.enrich.keywords.word_class import CAPITAL_NOUNS
from services.text.forms import lower_form, stem
from services.text.words import WORD_MAX_CHARACTERS, fold

LOWERED = frozenset(["ar", "fa", "ko", "ru", "tr"])
"""Languages whose words are shown in their lower form."""
LEAST_LETTERS = 2


class Candidate(NamedTuple):
    """A word or phrase, and what speaks for it."""

    key: str
    """Folded."""
    form: str
    times: int
    first: float
    """Where it stands first: 0 the beginning of the text, 1 its end."""
    name: bool = False
    person: bool = False
    short: frozenset[str] = frozenset()
    """Other ways in which the text says the same, folded."""
    nominal: bool = True
    """Something beside it says that it is a noun; always where we know no such words."""
    bare: bool = False
    """Of German: no article ever stands before it, as before a name."""


@dataclass(frozen=True)
class Vocabulary:
    """The words of a language, and those that the names of this text have taken."""

    language: str | None
    stop: frozenset[str]
    lexicon: Mapping[str, float]
    named: frozenset[str] = frozenset()

    @cached_property
    def capital_nouns(self) -> bool:
        """Whether every noun has a capital."""
        return self.language in CAPITAL_NOUNS

    def lower(self, word: str) -> str:
        """Return the lower form of a folded word."""
        return lower_form(word, self.language, self.lexicon)

    def key(self, form: str) -> str | None:
        """Return what the forms of a word have in common, None for one that names nothing."""
        word = fold(form)
        taken = word in self.stop or word in self.named
        if taken or not LEAST_LETTERS <= len(word) <= WORD_MAX_CHARACTERS:
            return None
        if self.capital_nouns and not form[0].isupper():
            return None
        if self.language not in LOWERED:
            return stem(word, self.language)
        lower = self.lower(word)
        return None if lower in self.stop or lower in self.named else lower


def shown(form: str, lower: str) -> str:
    """Write a lower form, which is folded, with the letters and the capital that the text has."""
    if fold(form) == lower:
        return form.rstrip("\u0654")
    for cut in range(1, len(form)):
        if fold(form[:-cut]) == lower:
            return form[:-cut].rstrip("\u200c\u0654")
        if fold(form[cut:]) == lower:
            return form[cut:]
    return lower[0].upper() + lower[1:] if form[0].isupper() else lower
