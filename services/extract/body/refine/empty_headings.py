"""Headings of which nothing is left: rules took what they head, a box of other stories or links."""

from collections import Counter
from itertools import islice, pairwise

from services.extract.body.segments import box_around
from services.extract.body.selection import HEADINGS, Page, Selection
from services.extract.body.sentence_ends import SENTENCE_ENDS

_STATEMENT_ENDS = tuple(each for each in SENTENCE_ENDS if each not in "!?！？؟")
_PARTS_MIN = 3
"""So many headings set alike with no text below are parts of the article: each heads a picture."""


def drop_empty_headings(selection: Selection) -> Selection:
    """Leave out a heading if the line below it is left out and its box, or the text, ends there.

    Not the text's first line, nor a statement: a lead is often set as a heading.
    """
    page = selection.page
    following = islice(pairwise([*selection.ordered, None]), 1, None)
    empty = [n for n, after in following if n is not None and _is_empty(page, n, after)]
    alike = Counter(page[number].templates[0] for number in empty)
    return selection.without(n for n in empty if alike[page[n].templates[0]] < _PARTS_MIN)


def _is_empty(page: Page, number: int, after: int | None) -> bool:
    """Return whether a line is a heading of nothing; `after` is the next line of the text."""
    below = number + 1
    if page.tags[number] not in HEADINGS or below in (after, len(page)):
        return False
    if page[number].text.endswith(_STATEMENT_ENDS):
        return False
    if after is None:
        return True
    box = box_around(page[number], page[below])
    return box is not None and box not in page[after].path
