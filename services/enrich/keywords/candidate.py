"""What may become a keyword, and what is known of the words of its language."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from services.enrich.keywords.subjects import subjects
from services.enrich.keywords.word_class import KNOWN_LANGUAGES
from services.enrich.places.cases import bases
from services.enrich.places.others import is_place
from services.text.forms import lower_form, stem
from services.text.frequency import LANGUAGES_MAX, frequencies
from services.text.lexicon import Lexicon
from services.text.tokens import Tokens
from services.text.words import (
    CAPITAL_NOUNS,
    WORD_MAX_CHARACTERS,
    Kept,
    fold,
    fold_once,
    stop_words,
)

LOWERED = frozenset(["ar", "fa", "hi", "ko", "ru", "tr"])
"""Languages whose words are shown in their lower form."""
PLACES_LOWERED = frozenset(["ru"])
"""Languages whose places the table knows in their cases, and a list of words does not: в Баку."""
LEAST_PLACE = 5
"""Letters of such a place: `печи` is of a stove, not of Pécs."""
LEAST_LETTERS = 2
_OVERDONE = frozenset(["fire", "information", "novel", "research", "system", "test"])
"""Words of the English list of stop words that name a subject all the same."""


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
    bare: bool = False
    """Of German: no article ever stands before it, as before a name."""


@dataclass(frozen=True)
class Vocabulary:
    """The words of a language, and those that the names of this text have taken."""

    language: str | None
    stop: frozenset[str]
    lexicon: Lexicon
    named: frozenset[str] = frozenset()

    @cached_property
    def capital_nouns(self) -> bool:
        """Whether every noun has a capital."""
        return self.language in CAPITAL_NOUNS

    @property
    def has_classes(self) -> bool:
        """Whether we can tell nouns and verbs of the language (`word_class.py`)."""
        return self.language in KNOWN_LANGUAGES

    @cached_property
    def subjects(self) -> frozenset[str]:
        """What newsrooms file under."""
        return subjects(self.language)

    @cached_property
    def known(self) -> Callable[[str], bool]:
        """Tell what may be a subject wherever it stands: a usual one, a place, an acronym."""
        return _known(self.language).__getitem__

    def lower(self, word: str) -> str:
        """Return the lower form of a folded word."""
        return _lower(self.language)[word] if self.language in LOWERED else word

    def keys(self, tokens: Tokens) -> list[str | None]:
        """Return what the forms of each word have in common, None for one that names nothing."""
        named = self.named
        found = list(map(_keys(self.language).__getitem__, tokens.forms))
        if not named:
            return found
        if self.language in LOWERED:
            found = [None if key in named else key for key in found]
        return [
            None if word in named else key for key, word in zip(found, tokens.folded, strict=True)
        ]

    def key(self, form: str) -> str | None:
        """Return the key of one word."""
        key = _keys(self.language)[form]
        is_named = key in self.named if self.language in LOWERED else False
        return None if is_named or fold(form) in self.named else key


@lru_cache(LANGUAGES_MAX)
def empty_words(language: str | None) -> frozenset[str]:
    """Return the stop words that are no subject, and what the lists lack of the commonest words."""
    stop = stop_words(language) | frequencies(language).commonest
    return stop - _OVERDONE if language == "en" else stop


@lru_cache(LANGUAGES_MAX)
def _lower(language: str | None) -> Kept[str]:
    lexicon = frequencies(language)
    if language not in PLACES_LOWERED:
        return Kept(lambda word: lower_form(word, language, lexicon))

    def lower(word: str) -> str:
        found = (base for base in bases(word, language) if is_place(base, language))
        sure = (base for base in found if base == word or len(base) >= LEAST_PLACE)
        return next(sure, None) or lower_form(word, language, lexicon)

    return Kept(lower)


@lru_cache(LANGUAGES_MAX)
def _keys(language: str | None) -> Kept[str | None]:
    return Kept(partial(_key, language))


@lru_cache(LANGUAGES_MAX)
def _known(language: str | None) -> Kept[bool]:
    usual = subjects(language)

    def known(form: str) -> bool:
        word = fold_once(form)
        if form.isupper() or word in usual:
            return True
        return not form[0].islower() and is_place(word, language)  # Caen, but the verb: `caen`

    return Kept(known)


def _key(language: str | None, form: str) -> str | None:
    """Return the key of a word that no name has taken."""
    word, stop = fold_once(form), empty_words(language)
    if word in stop or not LEAST_LETTERS <= len(word) <= WORD_MAX_CHARACTERS:
        return None
    if len(form) > WORD_MAX_CHARACTERS:
        return None
    if language in CAPITAL_NOUNS and not form[0].isupper():
        return None
    if language not in LOWERED:
        return stem(word, language)
    lower = _lower(language)[word]
    return None if lower in stop else lower


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
