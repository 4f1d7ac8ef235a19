"""Candidates that are names."""

import re
from collections.abc import Sequence

from services.enrich.keywords.candidate import Candidate, Vocabulary, shown
from services.enrich.names.russian import nominative
from services.enrich.names.short_forms import Name
from services.enrich.places.others import words_first
from services.enrich.places.table import place_names
from services.text.words import fold

_OBLIQUE = {
    "ru": re.compile(r"[\w-]+(?:ого|ому|ском|ской|скую|ским|ских|ские|ское|ская)"),
    "tr": re.compile(r"\w+[dt][ae]ki"),
}
"""An adjective, or somebody in another case: Пермского, Батагайской; Barajlardaki."""
SHOUTED_LETTERS = 5
"""A longer word in capitals is no acronym: `MEXICO CITY` at the head of a report."""
SHOUTED_CITY_LETTERS = 4
"""Nor is a city of this many: ROMA."""


def of_names(names: Sequence[Name], size: int, words: Vocabulary) -> list[Candidate]:
    """Make candidates of names; forms of one name in different cases are one."""
    found: dict[str, Candidate] = {}
    oblique, no_names = _OBLIQUE.get(words.language or ""), words_first(words.language)
    for name in names:
        if name.times == 1 and " " not in name.form:
            is_verb = name.first == 0 and fold(name.form) in no_names  # Gana el equipo
            if is_verb or (oblique and oblique.fullmatch(name.form)):
                continue
        each = _candidate(name, size, words)
        found[each.key] = _merged(found[each.key], each) if each.key in found else each
    return list(found.values())


def _candidate(name: Name, size: int, words: Vocabulary) -> Candidate:
    written = name.form.split(" ")
    if words.language == "ru":
        written = list(nominative(written, words.lexicon))
    key = " ".join(map(fold, written))
    lower = key if " " in key else words.lower(key)
    form = calm(" ".join(written) if " " in key else shown(name.form, lower))
    short = name.short if lower == key else name.short | {key}
    if key != (found := " ".join(map(fold, name.form.split(" ")))):
        short |= {found}
    return Candidate(lower, form, name.times, name.first / size, True, name.person, short)


def calm(form: str) -> str:
    """Write a name of several words, or a place, in small letters if it is shouted."""
    words = form.split(" ")
    place = place_names().get(fold(form))
    least = SHOUTED_CITY_LETTERS if place and place.kind == "city" else SHOUTED_LETTERS
    if not form.isupper() or max(map(len, words)) < least:
        return form
    if len(words) == 1 and place is None:  # UNICEF
        return form
    return " ".join([word.capitalize() for word in words])


def _merged(one: Candidate, other: Candidate) -> Candidate:
    return one._replace(
        times=one.times + other.times,
        first=min(one.first, other.first),
        person=one.person or other.person,
        short=one.short | other.short,
    )
