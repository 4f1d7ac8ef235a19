"""Whether two texts under one canonical URL can be one article.

A canonical that names a section, a front page or another story would merge what is apart. Editions
of one story (AMP, mobile, a page of several) share their headline or much of their words.
"""

from services.publish.texts.contents import Content
from services.publish.texts.words import share, shingles, words

WORDS_LEAST = 20
"""Shorter texts, such as the teaser before a paywall, tell nothing."""
TITLE_LEAST = 0.5
"""Share of the shorter headline's words; another site's edition often cuts it."""
TEXT_LEAST = 0.1
"""Share of the shorter text's runs of three words. Different stories share almost none."""
RUN = 3


def agree(one: Content, other: Content) -> bool:
    """Tell whether they can be one article; in doubt they can."""
    texts = words(one.text), words(other.text)
    if min(map(len, texts)) < WORDS_LEAST:
        return True
    titles = set(words(one.title)), set(words(other.title))
    if all(titles) and _common(*titles) >= TITLE_LEAST:
        return True
    return _common(shingles(texts[0], RUN), shingles(texts[1], RUN)) >= TEXT_LEAST


def _common(one: set[str] | set[tuple[str, ...]], other: set[str] | set[tuple[str, ...]]) -> float:
    return share(len(one & other), min(len(one), len(other)))
