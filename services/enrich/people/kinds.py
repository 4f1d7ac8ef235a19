"""What a name is of: a person by a given name or a title, a body by a word for one."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from services.enrich.given_names import is_given
from services.enrich.name_words import CONNECTORS, PARTICLES
from services.enrich.names.short_forms import Name
from services.enrich.noise_words import noise_words
from services.enrich.places.table import place_names
from services.text.frequency import RAREST, frequencies
from services.text.lists import by_language, lists_of, words_of
from services.text.tokens import Token, Tokens
from services.text.words import CAPITAL_NOUNS, WORDS_KEPT, fold, stop_words

_LISTS = lists_of(__file__)
_WORDS = words_of(__file__)
_CALLED_AFTER = by_language(_LISTS["called_after"])
_CALLED_AFTER_SOMEONE = _WORDS["no_people"] - _WORDS["organisation"]
"""Of places and prizes, and none of bodies: Times Square."""

_LINKS = frozenset(["of", "for", "für", "pour", "para", "per", "voor"])
"""Behind the word for a body: `Bedford Institute of Oceanography`."""
NOUN_ZIPF = 4.0
"""The family name of someone whose given name we do not know is rarer than this."""
ACRONYM_LETTERS = range(3, 7)
ACRONYM_ZIPF = 4.5
"""A more common word is shouted: `ONLY`."""

_LAST = _WORDS["organisation"] | _WORDS["organisation_last"]
_TURKISH = _WORDS["organisation_tr"]
_DECLINED = re.compile(r"(\w+?)n(?:[iıuü]n|[ea]|d[ea]n?|[iıuü])$")
_CAPITAL_INSIDE = re.compile(
    r"(?!(?:Ma?c|De|Di|La|Le|Van|Fitz|Du)[A-Z])[A-Z]\w*[a-zçğıöşüé][A-ZÇĞİÖŞÜ]\w*"
)
"""But of people McDonald, DeSantis."""

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
    if words[0] in _WORDS["no_people_first"]:
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
    return name.person and may_be_person(name, language)


def may_be_person(name: Name, language: str | None) -> bool:
    """Whether a name has two words or more, and none that is common: as of who is quoted."""
    lexicon = frequencies(language)
    words = list(map(fold, name.form.split()))
    return len(words) > 1 and all(lexicon.get(word, RAREST) < NOUN_ZIPF for word in words)


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


def is_legal_form(word: Token) -> bool:
    """Whether a word behind a name says which form a firm has: `AG`, `Co`."""
    return word.capital and word.folded in _WORDS["legal_forms"]


def is_organisation(name: Name, language: str | None) -> bool:
    """Whether a word of the name says so, or it is spelt as no other name is."""
    written = name.form.split()
    words = [fold(word) for word in written]
    if " ".join(words) in place_names():  # United Kingdom
        return False
    if len(words) == 1:
        return words[0] in _WORDS["alone"]
    if words[0] in _WORDS["no_bodies"] or words[-1] in _CALLED_AFTER_SOMEONE:
        return False
    last = words[-2] if words[-1] in place_names() else words[-1]
    if is_body_word(words[0]) or is_last_of_body(last) or is_club(written[0]):
        return True
    if any(link in _LINKS and is_body_word(word) for word, link in pairwise(words)):
        return True
    if words[0] in _WORDS["before_places"] and " ".join(words[1:]) in place_names():
        return True
    if is_given(words[0]) and "-" not in last:  # a family name
        return False
    return is_ending_body(last, language) or is_first_of_body(words[:2])


def is_body_word(word: str) -> bool:
    """Whether a word says that a name is that of a body: `Bank`."""
    return fold(word) in _WORDS["organisation"]


@lru_cache(maxsize=WORDS_KEPT)
def is_last_of_body(word: str) -> bool:
    """Whether a folded word ends the name of a body."""
    return word in _LAST or is_turkish_body(word)


def is_turkish_body(word: str) -> bool:
    """Whether a folded word ends the name of a Turkish body, in any case: `Müdürlüğünden`."""
    return word in _TURKISH or turkish_ending(word) > 0


@lru_cache(maxsize=WORDS_KEPT)
def turkish_ending(word: str) -> int:
    """Count the letters of the case at the end of such a word, which needs no apostrophe."""
    found = _DECLINED.match(word)
    return len(word) - len(found[1]) if found is not None and found[1] in _TURKISH else 0


def is_first_of_body(words: Sequence[str]) -> bool:
    """Whether folded words begin the name of a body: `Fiscalía`, `Real Academia`."""
    return not _WORDS["organisation_first"].isdisjoint(words)


def is_spelt_as_body(form: str, word: str, language: str | None) -> bool:
    """Tell acronyms and words with a capital inside: `NatWest`; `word` is the folded one."""
    if word in _WORDS["no_organisation"] or not word.isalpha():
        return False
    if not form.isupper():
        return _CAPITAL_INSIDE.fullmatch(form) is not None
    if len(form) not in ACRONYM_LETTERS or word in stop_words(language) or word in place_names():
        return False
    return word in _WORDS["alone"] or frequencies(language).get(word, RAREST) < ACRONYM_ZIPF


def is_club(word: str) -> bool:
    """Whether a word stands before a place in the name of a club: `VfL`."""
    return word in _WORDS["clubs"]


def is_ending_body(word: str, language: str | None) -> bool:
    """Whether a folded word ends as those do that name bodies: `Landgericht`."""
    return word.endswith(_endings(language))


@cache
def _endings(language: str | None) -> tuple[str, ...]:
    return tuple(_LISTS["organisation_endings"].get(language, "").split())
