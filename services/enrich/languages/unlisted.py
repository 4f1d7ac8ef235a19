"""Languages that the detector does not know: Swahili, Kazakh, Uzbek, Kurdish and more.

They are told by the share of their commonest words.
"""

import re
from collections import Counter
from functools import cache

from services.text.lists import by_language, lists_of

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_APOSTROPHES = str.maketrans("‘’ʻʼ`", "'''''")
SAMPLE_CHARACTERS = 5_000
LEAST_WORDS = 25
LEAST_DISTINCT = 4
"""Of the commonest words; a text may be one letter for ever."""
LEAST_SHARE = 0.12
"""Texts of these languages have .15 and more, of no others more than .10."""
LEAST_LEAD = 1.5
"""Times the share of the next: Kazakh and Kyrgyz have words in common."""


def unlisted(text: str) -> tuple[str, float] | None:
    """Return the language of which a text has most words, and their share; None if it is none."""
    words = Counter(_WORD.findall(text[:SAMPLE_CHARACTERS].lower().translate(_APOSTROPHES)))
    if words.total() < LEAST_WORDS:
        return None
    shares = [
        (sum(words[word] for word in common) / words.total(), code)
        for code, common in _common().items()
        if len(common & words.keys()) >= LEAST_DISTINCT
    ]
    (best, code), (second, _), *_ = [*sorted(shares, reverse=True), (0.0, ""), (0.0, "")]
    return (code, round(best, 3)) if best >= max(LEAST_SHARE, LEAST_LEAD * second) else None


@cache
def _common() -> dict[str, frozenset[str]]:
    lists = by_language(lists_of(__file__))
    return {code: words for code, words in lists.items() if code is not None}
