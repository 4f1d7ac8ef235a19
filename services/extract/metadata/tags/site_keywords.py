"""Keywords that a site puts on every page: they say what the site is about, not the article."""

import re
from collections.abc import Sequence

LEAST_OF_A_SITE = 5
"""Fewer are an editor's choice, though the text may use other words."""
_LEAST_TOLD = 0.2
"""Share of an article's keywords that its text speaks of at least."""
_TEXT_CHARS_MIN = 400
_STEM_CHARS_MIN = 5
_ENDING_CHARS = 3
"""Left out at the end of long words, which languages decline."""
_TITLE_RUN = 5
_WORDS = re.compile(r"\w+")


def is_of_the_site(names: Sequence[str], text: str) -> bool:
    """Return whether a long list of keywords is hardly spoken of in title and text.

    On half A such lists of six names or more are of the site (`news, local, national`) on 31 of 33
    pages.
    """
    if len(text) < _TEXT_CHARS_MIN:
        return False
    text = text.casefold()
    stems = _stems(text)
    told = sum(name in text or stems.issuperset(_stems(name)) for name in map(str.casefold, names))
    return told < len(names) * _LEAST_TOLD


def is_title_in_pieces(names: Sequence[str], title: str) -> bool:
    """Return whether keywords are the words of the headline, one after the other."""
    words = [word.casefold() for word in title.split()]
    first = [name.casefold() for name in names[:_TITLE_RUN]]
    return len(first) == _TITLE_RUN and _holds_run(words, first)


def _holds_run(words: list[str], run: list[str]) -> bool:
    bare = [word.strip(".,:;!?\"'“”‘’«»()") for word in words]
    return any(bare[at : at + len(run)] == run for at in range(len(bare) - len(run) + 1))


def _stems(text: str) -> set[str]:
    words = _WORDS.findall(text)
    return {word[: max(_STEM_CHARS_MIN, len(word) - _ENDING_CHARS)] for word in words}
