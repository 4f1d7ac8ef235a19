"""The words of a text, one by one, and what stands between them."""

from typing import NamedTuple

import regex

from services.enrich.words import UNSPACED, WORD, bare

_UNSPACED_RUN = regex.compile(rf"[{UNSPACED}]++")
_TOKEN = regex.compile(rf"([^\p{{L}}\p{{M}}]*+)({WORD})")
_OPENS = regex.compile(r"""[.!?…:;\n"“”„«»‘(\[|•]""")
_APOSTROPHES = ("'", "’")


class Token(NamedTuple):
    """A word as it is written, without an article or a possessive that an apostrophe ties to it."""

    form: str
    joined: bool
    """Only a space stands between it and the word before."""
    initial: bool
    """A sentence, a quotation or a bracket begins with it: its capital says nothing."""
    elided: bool = False
    """An article was tied to its front: `l'État`."""


def tokens(text: str) -> list[Token]:
    """Split a text into words; runs of scripts without spaces stand for a mark."""
    found = []
    for gap, word in _TOKEN.findall(_UNSPACED_RUN.sub("|", text)):
        form, elided = word, False
        if "'" in word or "’" in word:
            form = bare(word)
            elided = not word.startswith(form)
        joined = gap == " " or not gap
        initial = not found or (not joined and _OPENS.search(gap) is not None)
        found.append(Token(form, joined and bool(found), initial, elided))
    return found
