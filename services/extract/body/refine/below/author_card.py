"""The card of who wrote the article, below it: a linked name, and what is said of the person."""

import re

from services.extract.body.segments import addresses_of, box_around
from services.extract.body.selection import Selection

_LINES_MAX = 5
_SHARE_MAX = 0.25
_WRITER = re.compile(
    r"/(?:authors?|aut(?:h?or|eur|or[ei])(?:e?s)?|autorzy|redact\w+|redaktion|redaktor\w*|journalists?"
    r"|people|staff|team|profiles?|profil|writers?|contributors?|columnists?|yazar\w*|muhabir|by)"
    r"/[^/?#]+/?(?:[?#]|$)"
)
"""Pages of persons, as publishing systems address them."""


def drop_author_card(selection: Selection) -> Selection:
    """Leave out a last box, with none of the first line's text, that opens with a linked name."""
    page, last = selection.page, selection.last
    for number in range(last, max(selection.first, last - _LINES_MAX), -1):
        if not page[number].is_all_link or not any(map(_WRITER.search, addresses_of(page[number]))):
            continue
        box = box_around(page[number], page[last])
        if box is not None and box not in page[selection.first].path:
            return selection.without_few(selection.inside({box}), _SHARE_MAX)
    return selection
