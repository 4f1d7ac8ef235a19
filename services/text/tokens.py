"""The words of a text, one by one, and what stands between them."""

import re
from functools import lru_cache
from typing import NamedTuple

from services.text.words import TITLES, WORD, bare, fold, without_unspaced

_WORD = re.compile(f"({WORD})")
_OPENS = re.compile(r"""[.!?…:;\n"“”„«»‘(\[|•]""")


class Token(NamedTuple):
    """A word as it is written, without an article or a possessive that an apostrophe ties to it."""

    form: str
    joined: bool
    """Only a space stands between it and the word before."""
    initial: bool
    """A sentence, a quotation or a bracket begins with it: its capital says nothing."""
    elided: bool = False
    """An article was tied to its front: `l'État`."""
    closed: bool = False
    """An ending was tied to it, so that a name ends here: China's."""


@lru_cache(maxsize=4)  # keywords, places and people read the same text
def tokens(text: str) -> tuple[Token, ...]:
    """Split a text into words; a run of a script without spaces parts what stands around it."""
    parts = _WORD.split(without_unspaced(text))
    found: list[Token] = []
    add, before = found.append, None
    for gap, form in zip(parts[:-1:2], parts[1::2], strict=True):
        elided = closed = False
        if "'" in form or "’" in form:
            written, form = form, bare(form)
            elided = not written.startswith(form)
            closed = not written.endswith(form)
        if gap == " " and found:
            add(Token(form, True, False, elided, closed))
        else:
            add(_after(gap, form, elided, before)._replace(closed=closed))
        before = form
    return tuple(found)


def _after(gap: str, form: str, elided: bool, before: str | None) -> Token:
    """Make a token of a word that does not stand a space behind another."""
    if before is None:
        return Token(form, False, not elided, elided)
    if gap == ". " and (len(before) == 1 or fold(before) in TITLES):  # J. Smith, Dr. Who
        return Token(form, len(before) > 1, False, elided)
    initial = not elided and _OPENS.search(gap) is not None
    return Token(form, not gap, initial, elided)
