"""Candidates that are names."""

from collections.abc import Sequence

from services.enrich.keywords.candidate import Candidate, Vocabulary, shown
from services.enrich.names.short_forms import Name
from services.text.words import fold

SHOUTED_LETTERS = 5
"""A longer word in capitals is no acronym: `MEXICO CITY` at the head of a report."""


def of_names(names: Sequence[Name], size: int, words: Vocabulary) -> list[Candidate]:
    """Make candidates of names; forms of one name in different cases are one."""
    found: dict[str, Candidate] = {}
    for name in names:
        each = _candidate(name, size, words)
        found[each.key] = _merged(found[each.key], each) if each.key in found else each
    return list(found.values())


def _candidate(name: Name, size: int, words: Vocabulary) -> Candidate:
    key = " ".join(map(fold, name.form.split(" ")))
    lower = key if " " in key else words.lower(key)
    form = calm(name.form) if " " in key else shown(name.form, lower)
    short = name.short if lower == key else name.short | {key}
    return Candidate(lower, form, name.times, name.first / size, True, name.person, short)


def calm(form: str) -> str:
    """Write a name of several words in small letters behind its capitals, if it is shouted."""
    words = form.split(" ")
    if not form.isupper() or max(map(len, words)) < SHOUTED_LETTERS:
        return form
    return " ".join([word.capitalize() for word in words])


def _merged(one: Candidate, other: Candidate) -> Candidate:
    return one._replace(
        times=one.times + other.times,
        first=min(one.first, other.first),
        person=one.person or other.person,
        short=one.short | other.short,
    )
