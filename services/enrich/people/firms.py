"""Firms, by what is said of them beside their names: `shares of Wells Fargo`, `Marks & Spencer`."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import regex

from services.enrich.given_names import is_given
from services.enrich.names.short_forms import Name
from services.text.frequency import RAREST, frequencies
from services.text.words import fold

NAME_CHARACTERS = 60
RARE_ZIPF = 4.1
"""Of two common words with `&` between them we cannot tell a firm from `Arts & Culture`."""

_WORD = r"\p{Lu}[\p{L}’'-]*+"
_JOINED = regex.compile(
    rf"(?<!\w)(?:{_WORD} )?{_WORD} & (?:Co\b\.?|Company|Sons)"
    rf"|(?<!\w)({_WORD}) & ({_WORD})(?: (?:Co\b\.?|Company|Inc\b\.?|Partners))?"
)
_NEVER = regex.compile("(?!)")


def joined_firms(text: str, language: str | None) -> list[Name]:
    """Find the firms whose names are two, with `&` between them."""
    if " & " not in text:
        return []
    forms = {found[0]: found for found in reversed([*_JOINED.finditer(text)])}
    return [
        Name(form, text.count(form), found.start())
        for form, found in forms.items()
        if found[1] is None or _is_firm(fold(found[1]), fold(found[2]), language)
    ]


def _is_firm(one: str, other: str, language: str | None) -> bool:
    if one == other:
        return True
    lexicon = frequencies(language)
    given = is_given(one) + is_given(other)
    rare = any(lexicon.get(word, RAREST) < RARE_ZIPF for word in (one, other))
    return given < 2 and (given == 1 or rare)


def told_firms(names: Sequence[Name], text: str, language: str | None) -> set[int]:
    """Return where the names stand first beside which the text says what is said of firms only."""
    leads, follows = _cues("firm_leads", language), _cues("firm_follows", language)
    behind = [text[cue.end() : cue.end() + NAME_CHARACTERS] for cue in leads.finditer(text)]
    ahead = [
        text[max(0, cue.start() - NAME_CHARACTERS) : cue.start()] for cue in follows.finditer(text)
    ]
    return {
        name.first
        for name in names
        if any(_begins(part, name.form) for part in behind)
        or any(part.endswith(name.form) for part in ahead)
    }


def _begins(text: str, form: str) -> bool:
    return text.startswith(form) and not text[len(form) : len(form) + 1].isalnum()


@cache
def _cues(table: str, language: str | None) -> "regex.Pattern[str]":
    lists = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))[table]
    cue = lists.get(language or "", "").replace("\n", "")
    if not cue:
        return _NEVER
    return regex.compile(rf"(?i:{cue})" if table == "firm_follows" else rf"\b(?i:{cue}) (?:the )?")
