"""What a name is of: a person by a given name or a title, a body by a word for one."""

import re
from functools import cache

from services.enrich.given_names import is_given
from services.enrich.name_words import CONNECTORS, PARTICLES
from services.enrich.names.short_forms import Name
from services.enrich.noise_words import noise_words
from services.enrich.places.table import place_names
from services.text.frequency import RAREST, frequencies
from services.text.lists import by_language, lists_of, words_of
from services.text.tokens import Token, Tokens
from services.text.words import CAPITAL_NOUNS, fold, stop_words

_LISTS = lists_of(__file__)
_WORDS = words_of(__file__)
_CALLED_AFTER = by_language(_LISTS["called_after"])
_CALLED_AFTER_SOMEONE = _WORDS["no_people"] - _WORDS["organisation"]
"""Of places and prizes, and none of bodies: Times Square."""

NOUN_ZIPF = 4.0
"""The family name of someone whose given name we do not know is rarer than this."""
ACRONYM_LETTERS = range(3, 7)
LEAST_ACRONYM_TIMES = 2

_GIVEN_LAST = re.compile(r"[A-Z][a-z]{1,7}(?:[ -][A-Za-z][a-z]{1,5})?")
_INITIALS = re.compile(r"(?:\w\. ){2,}\w{2}")
_JOINED = re.compile(r"\w-[a-z]{3,}$")
"""No name, but what is made of one: Dakota-sized."""


def is_person(name: Name, language: str | None) -> bool:
    """Whether a name of two words or more begins with a given name, or is led by a title."""
    words = [fold(word) for word in name.form.split()]
    if len(words) == 1 or " ".join(words) in place_names():
        return False
    others = set(words) - PARTICLES
    if is_given(words[0]) and not is_given(words[1]):
        others.discard(words[0])  # April Jones, Jan Petersen
    if not noise_words().isdisjoint(others) or words[-1] in _WORDS["no_people"]:
        return False
    if words[1] in CONNECTORS - PARTICLES or _is_acronym_led(name.form):
        return False
    if _is_family_first(name.form) or _INITIALS.match(name.form):
        return True
    if _JOINED.search(name.form):
        return False
    if is_given(words[0]):
        return True
    if name.titled:
        return stop_words(language).isdisjoint(others)
    if language in CAPITAL_NOUNS:
        return False
    lexicon = frequencies(language)
    return name.person and all(lexicon.get(word, RAREST) < NOUN_ZIPF for word in words)


def _is_acronym_led(form: str) -> bool:
    """Whether only the first word is all capitals: RIA Match."""
    first, _, others = form.partition(" ")
    return first.isupper() and len(first) in ACRONYM_LETTERS and not others.isupper()


def _is_family_first(form: str) -> bool:
    """Whether a name is written as in Korea and Taiwan: `Lee Jae-myung`, or `Kim Jong Un`."""
    family, _, given = form.partition(" ")
    return fold(family) in _WORDS["family_first"] and _GIVEN_LAST.fullmatch(given) is not None


def is_called_after(name: Name, words: Tokens, language: str | None) -> bool:
    """Whether the word before a name says that a place has it: `avenida Juan Bravo`."""
    is_led = name.first > 0 and words[name.first].joined
    return is_led and words[name.first - 1].folded in _CALLED_AFTER.get(language, ())


def is_body_word(word: str) -> bool:
    """Whether a word says that a name is that of a body: `Bank`."""
    return fold(word) in _WORDS["organisation"]


def is_legal_form(word: Token) -> bool:
    """Whether a word behind a name says which form a firm has: `AG`, `Co`."""
    return word.capital and word.folded in _WORDS["legal_forms"]


def is_organisation(name: Name, language: str | None) -> bool:
    """Whether a word of the name says so, or it is an acronym that comes again."""
    words = [fold(word) for word in name.form.split()]
    if len(words) > 1:
        if " ".join(words) in place_names():  # United Kingdom
            return False
        if words[0] in _WORDS["no_bodies"] or words[-1] in _CALLED_AFTER_SOMEONE:
            return False
        last = words[-2] if words[-1] in place_names() else words[-1]
        if not _WORDS["organisation"].isdisjoint((words[0], last)):
            return True
        if words[0] in _WORDS["before_places"] and " ".join(words[1:]) in place_names():
            return True
        is_family_name = is_given(words[0]) and "-" not in last
        return not is_family_name and last.endswith(_endings(language))
    if name.form.isupper() and len(name.form) in ACRONYM_LETTERS:
        known = words[0] in place_names() or words[0] in _WORDS["no_organisation"]
        return name.times >= LEAST_ACRONYM_TIMES and not known and words[0].isalpha()
    return False


@cache
def _endings(language: str | None) -> tuple[str, ...]:
    return tuple(_LISTS["organisation_endings"].get(language, "").split())
