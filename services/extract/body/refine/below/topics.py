"""Whether a heading begins another story, told by the words alone: it goes on in words of its own.

A part of a story names again what the story is about: its heading has a word of the text above, or
the text below it has.
"""

import re

from services.extract.body.shingles import CHARACTER_SCRIPTS
from services.extract.markup.measure import HEADLINE_MIN, measure

_WORD = re.compile(r"[^\W\d_]+")
_DENSE = re.compile(f"[{CHARACTER_SCRIPTS}\u1780-\u17ff]")
"""Also Khmer."""
_STEM_CHARS = 5
"""Kept of a word, and the fewest it has: inflections are alike, and most articles are shorter."""
_HEADING_STEMS_MIN = 2
_SHARE_MAX = 0.15
"""Of the stems below, those that stand above, too. On half A a heading with a word in common is
that of a part, and so is one of a single word."""
_CHARS_MAX = 3_000


def is_another_topic(heading: str, above: str, below: str) -> bool:
    """Return whether a headline has no word, and the text below it few, of the text above."""
    if measure(heading) < HEADLINE_MIN:
        return False
    own, known = _stems(heading), _stems(above)
    if len(own) < _HEADING_STEMS_MIN or not own.isdisjoint(known):
        return False
    following = _stems(below)
    return len(following & known) <= _SHARE_MAX * len(following)


def _stems(text: str) -> set[str]:
    """Return the beginnings of the longer words; pairs of letters where words have no spaces."""
    stems: set[str] = set()
    for word in _WORD.findall(text[:_CHARS_MAX].lower()):
        if _DENSE.match(word):
            stems.update(word[place : place + 2] for place in range(len(word) - 1))
        elif len(word) >= _STEM_CHARS:
            stems.add(word[:_STEM_CHARS])
    return stems
