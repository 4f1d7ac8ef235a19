"""No two keywords that name the same thing."""

import re
from collections.abc import Iterable, Mapping, Sequence

from services.enrich.given_names import given_names
from services.enrich.keywords.candidate import Candidate
from services.enrich.name_words import CONNECTORS
from services.enrich.places.table import Place, place_names
from services.text.words import may_be_unspaced

SAME_COUNT_RATIO = 1.5
"""A part of a longer phrase that stands alone less often than this says nothing new."""
RARE_PART = 0.1
"""A phrase around a better word needs more than this share of its occurrences."""
LEAST_SHARED = 4
MOST_ENDING = 2
"""Letters: two words of one beginning that differ in no more are forms of one."""

LEAST_CASE_STEM = 5
_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщэюя")
_PLURALS = frozenset(["s", "들"])
_ARTICLE_AR = "ال"
"""Written with its noun."""
_CASES = frozenset(
    ["", "а", "я", "о", "е", "и", "ы", "у", "ю", "й", "ь", "ой", "ей", "ом", "ем", "ам", "ям", "ах",
     "ях", "ов", "ев", "ию", "ия", "ие", "ии", "ием", "ами", "ями"]
)  # fmt: skip
"""Endings of nouns."""

_DISTRICTS = ("県", "府", "都", "市", "省", "시", "도")
"""What stands behind the names of cities and districts."""

_SPACED = re.compile(" ").search

Scored = tuple[float, Candidate]


def without_parts(found: Sequence[Candidate]) -> list[Candidate]:
    """Leave out the parts of longer phrases that hardly stand without them."""
    least: dict[str, float] = {}
    for each in found:
        if " " in each.key:
            wanted = each.times + 1 if each.name else SAME_COUNT_RATIO * each.times
            for phrase in filter(_SPACED, (each.key, *each.short)):
                for part in _parts(phrase.split()):
                    least[part] = max(least.get(part, 0), wanted)
        elif "-" in each.key:
            for part in each.key.split("-"):
                least[part] = max(least.get(part, 0), each.times + 1)
    surnames = _surnames(found)
    return [
        each
        for each in found
        if each.key not in surnames or each.name or not each.form[0].isupper()
        if each.name or (each.times >= least.get(each.key, 0) and not _is_short(each, least))
    ]


def _is_short(candidate: Candidate, least: Mapping[str, float]) -> bool:
    """Whether another form of it stands in a longer phrase only: Савин, of `Ольга Савина`."""
    return any(candidate.times < least[form] for form in candidate.short if form in least)


def _surnames(found: Sequence[Candidate]) -> set[str]:
    """Return the last names of people, and their genitives: German has them among its nouns."""
    given = given_names()
    names = [each.key.split() for each in found if each.name and " " in each.key]
    last = {words[-1] for words in names if words[0] in given}
    return last.union(f"{word}s" for word in last)


def _parts(words: Sequence[str]) -> Iterable[str]:
    """Return the single words of a phrase, and the pairs of one of three words."""
    return [*words, *(map(" ".join, (words[:2], words[1:])) if len(words) == 3 else ())]


def distinct(ranked: Iterable[Scored], most: int) -> list[Scored]:
    """Take the best, none of which names what a better one does, or several of them together."""
    kept: list[Scored] = []
    words: set[str] = set()
    for score, each in ranked:
        if _is_sum(each, words) or any(is_same(each, other) for _, other in kept):
            continue
        kept.append((score, each))
        words.add(each.key)
        if len(kept) == most:
            break
    return kept


def _is_sum(candidate: Candidate, better: set[str]) -> bool:
    """Whether it is a compound of what stands before it: `Ahrtal-Flut` behind both its parts."""
    key = candidate.key
    return "-" in key and " " not in key and better.issuperset(key.split("-"))


def is_same(candidate: Candidate, better: Candidate) -> bool:
    """Whether a candidate names what a better one does: a form, a short form, a mere part of it."""
    key, other = candidate.key, better.key
    if key in better.short or other in candidate.short:
        return True
    if _is_acronym(candidate, better) or _is_acronym(better, candidate):
        return True
    place, other_place = _place(key), _place(other)
    if not candidate.name and candidate.times <= better.times and _overlaps(key, other):
        return True
    if place is not None and other_place is not None:
        return place == other_place
    if _is_part(key, other):
        if _is_family_name(candidate, other):
            return True
        if better.person and candidate.form[0].isupper():
            return True
        stands = place is not None or _is_short_for(candidate.form)
        is_seldom = candidate.times < SAME_COUNT_RATIO * better.times
        return not stands and (is_seldom or (candidate.name and better.name))
    if _is_part(other, key):
        if better.name and candidate.name and other_place is None and key.startswith(other):
            return True  # Congreso, Congreso de los Diputados
        is_rare = candidate.times <= RARE_PART * better.times
        return candidate.person or is_rare or _is_form(key, other)
    family_name = other.rpartition(" ")[2] if better.person else other
    return _is_form(key, other) or _is_form(key, family_name)


def _place(key: str) -> Place | None:
    """Return the place of a name, with what it is the name of or without: 熊本県."""
    names = place_names()
    return names.get(key) or (names.get(key[:-1]) if key.endswith(_DISTRICTS) else None)


def _overlaps(one: str, other: str) -> bool:
    """Whether two phrases of three words have two in common: both are of one longer phrase."""
    words, others = one.split(), other.split()
    if len(words) < 3 or len(others) < 3:
        return False
    return words[-2:] == others[:2] or words[:2] == others[-2:]


def _is_acronym(short: Candidate, long: Candidate) -> bool:
    """Whether one is made of the initials of the other: EU, WHO, BCE; small words may have none."""
    if " " not in long.key or " " in short.key or long.person or not short.form.isupper():
        return False
    words = long.key.split()
    kept = (words, [word for word in words if word not in CONNECTORS])
    return any("".join(word[0] for word in each) == short.key for each in kept)


def _is_family_name(candidate: Candidate, other: str) -> bool:
    """Whether it is the last name of a person with a given name, and maybe a place elsewhere."""
    first, _, last = other.partition(" ")
    return last == candidate.key and first in given_names() and candidate.form[0].isupper()


def _is_short_for(form: str) -> bool:
    """Whether it is an acronym, which names something wherever it stands: EU, EuGH."""
    return sum(map(str.isupper, form)) > 1 and " " not in form


def _is_form(one: str, other: str) -> bool:
    """Whether two words differ in their endings only."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    if not long.startswith(short):
        if short[:1] in _CYRILLIC:
            return _are_cases(short, long)
        is_definite = long == _ARTICLE_AR + short
        return is_definite or (long.endswith("ies") and short == long[:-3] + "y")
    rest = long[len(short) :]
    return rest in _PLURALS or (len(short) >= LEAST_SHARED and len(rest) <= MOST_ENDING)


def _are_cases(one: str, other: str) -> bool:
    """Whether two Russian words differ in case or number only: `сейсмологи`, `сейсмологов`."""
    apart = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    begin = next(apart, len(one))
    return begin >= LEAST_CASE_STEM and one[begin:] in _CASES and other[begin:] in _CASES


def _is_part(part: str, whole: str) -> bool:
    if len(part) >= len(whole):
        return False
    if "-" in whole and " " not in whole:
        return part in whole.split("-")
    spaced = " " in whole or not may_be_unspaced(whole)
    return f" {part} " in f" {whole} " if spaced else part in whole
