"""The words of a text, one by one, and what stands between them."""

import re
from functools import cached_property, lru_cache
from itertools import compress, count
from operator import not_
from typing import Any, NamedTuple

from services.text.classes import Pattern
from services.text.words import (
    LETTERS,
    TITLES,
    WORD,
    Kept,
    bare,
    fold_once,
    may_be_unspaced,
    without_unspaced,
)

_WORD = Pattern(f"({WORD})")
_COUNTED = Pattern(rf"(\d(?<![\w-].)[\d.,]*+){LETTERS}")
"""A number with what Koreans tie to it, which is no word of its own: 2026년으로.

It begins with the digit, which `re` finds in a quarter of the time."""
_OPENS = re.compile(r"""[.!?…:;\n"“”„«»‘(\[|•]""")


class Token(NamedTuple):
    """A word as it is written, without an article or a possessive that an apostrophe ties to it."""

    form: str
    folded: str
    capital: bool
    """It begins with a capital."""
    small: bool
    """It begins with a small letter; neither, where letters are all of one size."""
    joined: bool
    """Only a space stands between it and the word before."""
    initial: bool
    """A sentence, a quotation or a bracket begins with it: its capital says nothing."""
    elided: str = ""
    """What was tied to its front, folded: the article of `l'État`, the pronoun of `s'étend`."""
    closed: bool = False
    """An ending was tied to it, so that a name ends here: China's."""


def _column(number: int) -> "cached_property[tuple[Any, ...]]":
    """Return a property of `Tokens` that is one field of all words."""
    return cached_property(lambda tokens: tokens._columns[number])


class Tokens(tuple[Token, ...]):
    """The words of a text, and what several ask of all of them."""

    @cached_property
    def _columns(self) -> tuple[tuple[Any, ...], ...]:
        """Every field of all words; `zip` makes them all in the time that a loop takes for one."""
        return tuple(zip(*self, strict=True)) or ((),) * len(Token._fields)

    forms: "cached_property[tuple[str, ...]]" = _column(0)
    """Each word as it is written."""
    folded: "cached_property[tuple[str, ...]]" = _column(1)
    """Each word folded."""
    joined: "cached_property[tuple[bool, ...]]" = _column(4)
    """Whether only a space stands before each word."""
    initial: "cached_property[tuple[bool, ...]]" = _column(5)
    """Whether a sentence begins with each word."""
    elided: "cached_property[tuple[str, ...]]" = _column(6)
    """What was tied to the front of each word; mostly nothing."""
    closed: "cached_property[tuple[bool, ...]]" = _column(7)
    """Whether an ending was tied to each word."""

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that begin with a small letter, folded."""
        return frozenset(compress(self.folded, self._columns[3]))

    @cached_property
    def unsmall(self) -> list[int]:
        """Where the words stand that begin with no small letter."""
        return list(compress(count(), map(not_, self._columns[3])))

    @cached_property
    def capitals(self) -> list[int]:
        """Where the words with a capital stand."""
        return list(compress(count(), self._columns[2]))

    @cached_property
    def own_capitals(self) -> list[int]:
        """Where words stand with a capital that comes from no sentence."""
        initial = self.initial
        return [at for at in self.capitals if not initial[at]]


@lru_cache(maxsize=4)  # keywords, places and people read the same text
def tokens(text: str) -> Tokens:
    """Split a text into words; a run of a script without spaces parts what stands around it."""
    if may_be_unspaced(text):
        text = _COUNTED.of(text).sub(r"\1", without_unspaced(text))
    parts = _WORD.of(text).split(text)
    parts[0] = "\n"  # the first word begins a sentence, whatever stands before it
    found: list[Token] = []
    add = found.append
    for gap, written in zip(parts[:-1:2], parts[1::2], strict=True):
        if gap == " ":
            add(_joined[written])
        elif gap == ". ":
            add(_after_stop(written, found[-1]))
        else:
            add(_by_gap[gap][written])
    return Tokens(found)


def _read(written: str) -> Token:
    """Make a token of a word that stands a space behind another."""
    form = bare(written)
    first = form[0]
    capital = first.isupper()
    small = not capital and first.lower() != first.upper()
    folded = fold_once(form)
    if folded == form:
        folded = form  # kept once
    elided, closed = "", False
    if form != written:
        elided, closed = written[: written.find(form)].casefold(), not written.endswith(form)
    return Token(form, folded, capital, small, True, False, elided, closed)


def _read_apart(written: str) -> Token:
    return _joined[written]._replace(joined=False)


def _read_initial(written: str) -> Token:
    token = _joined[written]
    return token._replace(joined=False, initial=not token.elided)


_joined = Kept(_read)
_apart = Kept(_read_apart)
_initial = Kept(_read_initial)


def _of_gap(gap: str) -> Kept[Token]:
    if not gap:
        return _joined
    return _initial if _OPENS.search(gap) else _apart


_by_gap = Kept(_of_gap)


def _after_stop(written: str, before: Token) -> Token:
    """Make a token of a word behind a full stop, which may be that of J. Smith or Dr. Who."""
    if len(before.form) == 1:
        return _apart[written]
    return (_joined if before.folded in TITLES else _initial)[written]
