"""Firms, by what is said of them beside their names: `shares of Wells Fargo`, `Marks & Spencer`."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress, count

import regex

from services.enrich.given_names import is_given
from services.enrich.names.short_forms import Name
from services.text.frequency import RAREST, frequencies
from services.text.lists import lists_of
from services.text.tokens import Tokens
from services.text.words import CAPITAL_NOUNS, fold, stop_words

_LISTS = lists_of(__file__)
RARE_ZIPF = 4.1
"""Of two common words with `&` between them we cannot tell a firm from `Arts & Culture`."""

_WORD = r"\p{Lu}[\p{L}’'-]*+"
_FORMS = r"A/S|A\.Ş\.|B\.V\.|N\.V\.|S\.A\.(?:U\.)?|S\.L\.|S\.p\.A\.|S\.r\.l\."
"""Of firms, those that are no words."""
_JOINED = regex.compile(
    rf"(?<!\w)(?:{_WORD} )?{_WORD} & (?:Co\b\.?|Company|Sons)"
    rf"|(?<!\w)({_WORD}) & ({_WORD})(?: (?:Co\b\.?|Company|Inc\b\.?|Partners))?"
    rf"|(?<!\w)(?:{_WORD} ){{1,2}}and (?:Company|Sons)\b"
    rf"|(?<!\w)(?:{_WORD} ){{1,3}}(?:{_FORMS})(?!\w)"
    rf"|(?<!\w)Universität {_WORD}"
    r"|(?<!\w)Universi(?:dad|dade|tà|té|teit) (?:(?:de|di|da|do|degli|van) )?"
    rf"{_WORD}(?: {_WORD}){{0,2}}"
)
_MAY_BE_JOINED = (
    " & ",
    " and Company",
    " and Sons",
    "A/S",
    ".A",
    ".V.",
    ".Ş.",
    ".L.",
    ".l.",
    "Universi",
)
"""In a line without any of these the pattern, which takes .2 ms for a text, finds nothing."""
_OF = ("d'", "d’")
_GERMAN_FORMED = regex.compile(rf"(?<!\w){_WORD} (?:AG|GmbH|KG|KGaA|SE)(?!\w)")
"""A lone word of German is told to be a name by the form of the firm only."""


def joined_firms(text: str, language: str | None) -> list[Name]:
    """Find the firms and bodies that one pattern shows, whatever the single words are.

    Two names with `&` between them, a form of firms behind, a university's name.
    """
    forms = {
        _without_article(each[0], language): each
        for each in reversed([*_joined(text)])
        if each[1] is None or _is_firm(fold(each[1]), fold(each[2]), language)
    }
    if language in CAPITAL_NOUNS:
        forms |= {each[0]: each for each in reversed([*_GERMAN_FORMED.finditer(text)])}
    return [
        Name(form, text.count(form), found.start()) for form, found in forms.items() if " " in form
    ]


def _joined(text: str) -> Iterator["regex.Match[str]"]:
    if not any(map(text.__contains__, _MAY_BE_JOINED)):
        return
    end = -1
    for line in text.split("\n"):
        start, end = end + 1, end + 1 + len(line)
        if any(map(line.__contains__, _MAY_BE_JOINED)):
            yield from _JOINED.finditer(text, start, end)


def _without_article(form: str, language: str | None) -> str:
    first, _, others = form.partition(" ")
    return others if " & " not in form and fold(first) in stop_words(language) else form


def _is_firm(one: str, other: str, language: str | None) -> bool:
    if one == other:
        return True
    lexicon = frequencies(language)
    given = is_given(one) + is_given(other)
    rare = any(lexicon.get(word, RAREST) < RARE_ZIPF for word in (one, other))
    return given < 2 and (given == 1 or rare)


def told_firms(names: Sequence[Name], words: Tokens, language: str | None) -> set[int]:
    """Return where the names stand first beside which the text says what is said of firms only."""
    starts, ends = list(_led(words, language)), list(_followed(words, language))
    if not starts and not ends:
        return set()
    forms, told = words.forms, set()
    for name in names:
        parts = tuple(name.form.split(" "))
        size = len(parts)
        if any(forms[at : at + size] == parts for at in starts) or any(
            forms[max(0, at - size) : at] == parts for at in ends
        ):
            told.add(name.first)
    return told


def _led(words: Tokens, language: str | None) -> Iterator[int]:
    """Yield where words with a capital stand behind a lead: `analysts at`, `shares in the`."""
    leads, last = _cues("leads", -1, language)
    folded, joined = words.folded, words.joined
    for at in words.own_capitals:
        before = at - 2 if at > 1 and folded[at - 1] == "the" else at - 1
        if before < 0 or not joined[at]:
            continue
        word = folded[before]
        if words.elided[at] in _OF:  # PDG d'Airvolt
            is_told = f"{word} de" in leads
        else:
            is_told = word in leads or (word in last and f"{folded[before - 1]} {word}" in leads)
        if is_told:
            yield at


def _followed(words: Tokens, language: str | None) -> Iterator[int]:
    """Yield where a word stands that follows firms: `Wells Fargo shares`."""
    follows, first = _cues("follows", 0, language)
    if not follows:
        return
    folded = words.folded
    for at in compress(count(), map(first.__contains__, folded)):
        is_cue = folded[at] in follows or " ".join(folded[at : at + 2]) in follows
        if is_cue and words.joined[at] and words[at].small:
            yield at


@cache
def _cues(table: str, beside: int, language: str | None) -> tuple[frozenset[str], frozenset[str]]:
    """Return the cues of a language, and of each the word beside the name, by its number."""
    listed = " ".join(_LISTS[table].get(language, "").split())
    cues = frozenset(filter(None, listed.split(", ")))
    return cues, frozenset(cue.split()[beside] for cue in cues)
