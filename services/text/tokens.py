"""The words of a text, one by one, and what stands between them."""

import re
from functools import lru_cache
from typing import NamedTuple

from services.text.words import TITLES, WORD, Kept, bare, fold, without_unspaced

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
    add, after_space = found.append, _after_space.__getitem__
    for gap, written in zip(parts[:-1:2], parts[1::2], strict=True):
        token = after_space(written)
        add(token if gap == " " and found else _after(gap, token, found[-1] if found else None))
    return tuple(found)


def _read(written: str) -> Token:
    """Make a token of a word that stands a space behind another."""
    form = bare(written)
    return Token(form, True, False, not written.startswith(form), not written.endswith(form))


_after_space = Kept(_read)


def _after(gap: str, token: Token, before: Token | None) -> Token:
    """Make a token of a word that does not stand a space behind another."""
    if before is None:
        return token._replace(joined=False, initial=not token.elided)
    if gap == ". ":  # J. Smith, Dr. Who
        if len(before.form) == 1:
            return token._replace(joined=False)
        if fold(before.form) in TITLES:
            return token
    initial = not token.elided and _OPENS.search(gap) is not None
    return token._replace(joined=not gap, initial=initial)
