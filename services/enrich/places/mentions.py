"""Where a text names a place of the table."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from string import ascii_uppercase
from typing import NamedTuple

import regex

from services.enrich.places.cases import bases
from services.enrich.places.table import dense_names, first_words, holders, place_names
from services.text.frequency import LANGUAGES_MAX, frequencies
from services.text.lexicon import Lexicon
from services.text.tokens import Token, Tokens
from services.text.words import Kept, fold_once, stop_words

DOTTED = {
    ("U", "S", "A"): "usa", ("U", "S"): "usa", ("U", "K"): "uk", ("U", "A", "E"): "uae",
    ("EE", "UU"): "eeuu",
}  # fmt: skip
"""By their letters between full stops, the longest first."""
ABBREVIATIONS = {"".join(letters): name for letters, name in DOTTED.items()}
"""Only in capitals; in small letters `us` is a word."""
_DOTTED_FIRST = frozenset(letters[0] for letters in DOTTED)
_KATAKANA = regex.compile(r"[\p{Katakana}ー]{2,}(?:・[\p{Katakana}ー]{2,})*+")
_HAN = regex.compile(r"\p{Han}{2,}+")
LEAST_HAN = 2
WORD_GOES_ON = 3
"""Characters behind a name that may make another word of it."""
_OF_PEOPLE = ("さん", "氏", "選手", "議員", "監督", "容疑者", "被告", "社長", "教授", "首相")
"""Behind a Japanese family name, which many places are, too: 千葉さん."""


class PlaceAt(NamedTuple):
    """A name of the table in the text."""

    name: str
    """Folded, as the table has it."""
    form: str
    """As the text has it, in its case."""
    start: int
    """Number of its first token; in scripts without spaces, of its first character."""
    end: int
    size: int
    """Of the whole text, in the same unit."""


class Start(NamedTuple):
    """What a word may begin."""

    bases: tuple[str, ...]
    """What it may be a form of, as far as names of the table begin with it."""
    name: str | None
    """The place that it names alone."""
    longest: int
    """Words of the longest name that it begins."""


def in_words(read: Tokens, language: str | None) -> Iterator[PlaceAt]:
    """Yield the places among words, the longest name at each word."""
    end, starts, forms = 0, _starts(language), read.forms
    for at in read.unsmall:
        if at < end or (start := starts[forms[at]]) is None:
            continue
        if (found := _longest(read, at, start, language)) is not None:
            if found.name not in holders("words"):
                yield found
            end = found.end


@lru_cache(LANGUAGES_MAX)
def _starts(language: str | None) -> Kept[Start | None]:
    """Return what a word that begins with no small letter may begin; mostly nothing."""
    most, table = first_words(), place_names()

    def start(form: str) -> Start | None:
        if form in _DOTTED_FIRST:
            return Start((), None, 1)
        if form in ABBREVIATIONS:
            return Start((), ABBREVIATIONS[form], 1)
        begun = tuple(base for base in bases(fold_once(form), language) if base in most)
        if not begun:
            return None
        name = next((base for base in begun if base in table), None)
        return Start(begun, name, max(most[base] for base in begun))

    return Kept(start)


def _longest(read: Sequence[Token], at: int, start: Start, language: str | None) -> PlaceAt | None:
    if not start.bases and start.name is None:
        return _dotted(read, at)
    found, end, table, others = start.name, at + 1, place_names(), holders("words")
    begun: Sequence[str] = start.bases
    is_led = read[at].folded in stop_words(language)
    for reach in range(at + 1, min(at + start.longest, len(read))):
        if not read[reach].joined or (is_led and read[reach].small):  # La paz vuelve a La Paz
            break
        following = bases(read[reach].folded, language)
        begun = [f"{before} {base}" for before in begun for base in following]
        whole = next((name for name in begun if name in table or name in others), None)
        if whole is not None:
            found, end = whole, reach + 1
    if found is None:
        return None
    return PlaceAt(found, _form(read[at:end]), at, end, len(read))


def _form(words: Sequence[Token]) -> str:
    """Return a name as it is written: an article that is tied to a word within it is `d'`."""
    first, *others = words
    return " ".join([first.form, *(f"d'{t.form}" if t.elided else t.form for t in others)])


def _dotted(read: Sequence[Token], at: int) -> PlaceAt | None:
    """Return the place that letters with full stops mean: U.S., EE.UU."""
    for letters, name in DOTTED.items():
        end = at + len(letters)
        forms = tuple(token.form for token in read[at:end])
        following = read[end] if end < len(read) else None
        goes_on = following and following.initial and following.form in ascii_uppercase  # U.S.S.
        is_one = not goes_on and not any(token.joined for token in read[at + 1 : end])
        if forms == letters and is_one:
            return PlaceAt(name, "".join(f"{each}." for each in letters), at, end, len(read))
    return None


def in_characters(text: str, language: str | None) -> Iterator[PlaceAt]:
    """Yield the places of a Chinese or Japanese text; a run of katakana is one name or none."""
    lexicon = frequencies(language)
    text = _holders().sub(lambda match: "|" * len(match.group()), text)
    for match in _KATAKANA.finditer(text):
        name = match.group()
        if name in place_names():
            yield PlaceAt(name, name, match.start(), match.end(), len(text))
    for match in _HAN.finditer(text):
        for found in _in_han(match.group(), match.start(), len(text), lexicon):
            is_country = place_names()[found.name].kind == "country"  # 英国首相
            if is_country or not text.startswith(_OF_PEOPLE, found.end):
                yield found


@cache
def _holders() -> "regex.Pattern[str]":
    return regex.compile("|".join(map(regex.escape, sorted(holders("characters"), reverse=True))))


def _in_han(run: str, start: int, size: int, lexicon: Lexicon) -> Iterator[PlaceAt]:
    lengths, at = dense_names(), 0
    while at + LEAST_HAN <= len(run):
        fits = lengths.get(run[at : at + LEAST_HAN])
        if fits is None:
            at += 1
            continue
        length = next((n for n in fits if run[at : at + n] in place_names()), 0)
        if length and (longer := _commoner(run[at:], length, lexicon)):
            length = longer
        elif length:
            name = run[at : at + length]
            yield PlaceAt(name, name, start + at, start + at + len(name), size)
        at += length or 1


def _commoner(run: str, length: int, lexicon: Lexicon) -> int:
    """Return the length of a commoner word that a name begins, or 0: 太平 in 太平洋."""
    own = lexicon.get(run[:length], 0.0)
    longer = range(min(length + WORD_GOES_ON, len(run)), length, -1)
    found = (n for n in longer if own < lexicon.get(run[:n], 0.0) and run[:n] not in place_names())
    return next(found, 0)
