"""The words of a text, one by one, and what stands between them."""

from functools import lru_cache
from typing import NamedTuple

import regex

from services.text.words import TITLES, UNSPACED, WORD, bare, fold

_UNSPACED_RUN = regex.compile(rf"[{UNSPACED}]++")
_WORD = regex.compile(WORD)
_OPENS = regex.compile(r"""[.!?…:;\n"“”„«»‘(\[|•]""")


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


@lru_cache(maxsize=4)  # keywords and places read the same text
def tokens(text: str) -> tuple[Token, ...]:
    """Split a text into words; a run of a script without spaces parts what stands around it."""
    spaced = _UNSPACED_RUN.sub("|", text)
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(spaced):
        start, last = match.span()
        gap, form = spaced[end:start], spaced[start:last]
        end = last
        elided = closed = False
        if "'" in form or "’" in form:
            written, form = form, bare(form)
            elided = not written.startswith(form)
            closed = not written.endswith(form)
        if gap == " " and found:
            found.append(Token(form, True, False, elided, closed))
        else:
            before = found[-1].form if found else None
            found.append(_after(gap, form, elided, before)._replace(closed=closed))
    return tuple(found)


def _after(gap: str, form: str, elided: bool, before: str | None) -> Token:
    """Make a token of a word that does not stand a space behind another."""
    if before is None:
        return Token(form, False, not elided, elided)
    if gap == ". " and (len(before) == 1 or fold(before) in TITLES):  # J. Smith, Dr. Who
        return Token(form, len(before) > 1, False, elided)
    initial = not elided and _OPENS.search(gap) is not None
    return Token(form, not gap, initial, elided)
