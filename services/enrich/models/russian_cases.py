"""Russian names in their cases: `Путина`, `Путину` and `Путин` are one name, shown as `Путин`.

Two words are one where they are alike without an ending each may have; no dictionary is asked, but
for given names, whose first case is known.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from services.enrich.given_names import given_names
from services.enrich.models.recogniser import FoundName

_LISTED = """
а я у ю ы и е о ь й ия ии ию ий ие ием ией ой ей ою ею ом ем ым им ого его ому ему ый ая яя ую юю ое
ее ай аю аем ае
"""
ENDINGS = frozenset(_LISTED.split())
"""Of names, nouns and adjectives in the singular."""
LEAST_STEM = 3
_FIRST_CASE = ("", "ий", "ый", "ай", "ь", "о", "ие", "ия", "ей", "а", "я", "ая", "ое", "ой")
"""Endings of the nominative, surest first."""


def to_base_form(names: list[FoundName]) -> list[FoundName]:
    """Write each name in the form that is nearest to the nominative.

    A person's is put together of words, of which each may be another's form; a body's is one that
    the text has, since its words depend on each other.
    """
    words = [word for name in names for word in name.form.split()]
    base = base_forms(words)
    whole = _whole((name.form for name in names if name.kind == "organisation"), base)
    return [
        FoundName(" ".join(_given(base[word]) for word in name.form.split()), name.kind)
        if name.kind == "person"
        else FoundName(whole[name.form], name.kind)
        for name in names
    ]


def base_forms(words: Iterable[str]) -> dict[str, str]:
    """For each word, the one of its forms to show."""
    group_of: dict[str, set[str]] = {}
    groups: dict[str, set[str]] = {}
    for word in dict.fromkeys(words):
        group = {word}
        for stem in stems(word):
            group |= group_of.get(stem, set())
        for same in group:
            groups[same] = group
            group_of |= dict.fromkeys(stems(same), group)
    return {word: _first_case(group) for word, group in groups.items()}


def stems(word: str) -> frozenset[str]:
    """Return a word, folded, and what is left of it without each ending it may have."""
    word = _folded(word)
    cuts = {word[:-size] for size in (1, 2, 3) if word[-size:] in ENDINGS}
    return frozenset([word, *(cut for cut in cuts if len(cut) >= LEAST_STEM)])


def _whole(forms: Iterable[str], base: Mapping[str, str]) -> dict[str, str]:
    by_words: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for form in forms:
        by_words[tuple(base[word] for word in form.split())][form] += 1
    shown: dict[str, str] = {}
    for words, same in by_words.items():
        best = min(same, key=lambda form: (form.split()[0] != words[0], -same[form], form))
        shown |= dict.fromkeys(same, best)
    return shown


def _first_case(forms: set[str]) -> str:
    """Return the form that others are made of, or else whose ending is the nominative's."""
    made_of = {stem for form in forms for stem in stems(form) - {_folded(form)}}

    def distance(form: str) -> tuple[int, int, str]:
        folded = _folded(form)
        ending = "" if folded in made_of else _ending(folded)
        known = _FIRST_CASE.index(ending) if ending in _FIRST_CASE else len(_FIRST_CASE)
        return known, len(form), form

    return min(forms, key=distance)


def _ending(word: str) -> str:
    return next((word[-size:] for size in (3, 2, 1) if word[-size:] in ENDINGS), "")


def _folded(word: str) -> str:
    return word.casefold().replace("ё", "е")


def _given(word: str) -> str:
    """Return the first case of a given name that we know; of other words, themselves."""
    if word.casefold() in given_names():
        return word
    known = {name for stem in stems(word) for name in _given_by_stem().get(stem, ())}
    return min(known).capitalize() if len(known) == 1 else word


@cache
def _given_by_stem() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in given_names():
        if not name.isascii():
            for stem in stems(name) - {name}:
                found[stem].add(name)
            found[name].add(name)
    return {stem: frozenset(names) for stem, names in found.items()}
