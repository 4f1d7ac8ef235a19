"""The `dense` pass: the block of the page, and the run of it, with the most running text.

It knows no names of classes, so it finds what the extractors leave out for its name, and it reads
only the page's segments: a thousandth of a second. Alone it is as good as trafilatura's default on
blogs and old pages and worse on news; it is one of the candidates that choice.py chooses from.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from lxml.html import HtmlElement

from services.extract.body.segments import Segment
from services.extract.body.selection import Page
from services.extract.body.sentence_ends import SENTENCE_ENDS

_WIDE = re.compile("[\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WIDE_CHARS = 3
"""A letter of a dense script says as much as so many of the others."""
_LONG = 100
_SENTENCE = 40
_ENDS = (*SENTENCE_ENDS, ":")
_LINK_COST = 30.0
_SHORT_COST = 15.0
_PAGE_WEIGHT = 2.0
"""Of the whole page: a block wins only if it weighs twice as much, so many links are beside it."""


def weigh(page: Sequence[Segment]) -> list[float]:
    """Weigh each segment: running text by its length, links and labels below zero."""
    return [_weight(segment) for segment in page]


def dense(page: Page, weights: Sequence[float]) -> set[int]:
    """Return the numbers of the segments of the heaviest run in the heaviest block."""
    block = _heaviest_block(page, weights)
    if block is None:
        return set()
    inside = range(*page.spans[block])
    first, last = _heaviest_run(inside, weights)
    return {
        number
        for number in inside
        if first <= number <= last and (weights[number] > 0 or not page[number].is_mostly_link)
    }


def _weight(segment: Segment) -> float:
    """Weigh running text by its letters outside of links; links, labels and the hidden cost."""
    text = segment.text
    size = len(text)
    if not text.isascii():
        size += (_WIDE_CHARS - 1) * len(_WIDE.findall(text))
    if segment.is_mostly_link:
        return -_LINK_COST - min(size, 200) / 2
    if segment.hidden:
        return -_SHORT_COST
    free = size * (1 - segment.link_chars / len(text))
    if free >= _LONG or (free >= _SENTENCE and text.endswith(_ENDS)):
        return free
    return -_SHORT_COST


def _heaviest_block(page: Page, weights: Sequence[float]) -> HtmlElement | None:
    """Return the innermost of the blocks whose segments weigh most; the whole page is one."""
    if not page:
        return None
    read = list(accumulate(weights, initial=0.0))
    sums = {block: read[end] - read[start] for block, (start, end) in page.spans.items()}
    sums[page[0].path[0]] *= _PAGE_WEIGHT
    most = max(sums.values())
    if most <= 0:
        return None
    heaviest = [each for each in sums if sums[each] == most]
    return max(heaviest, key=lambda each: page[page.spans[each][0]].path.index(each))


def _heaviest_run(inside: Sequence[int], weights: Sequence[float]) -> tuple[int, int]:
    """Find the run of the largest sum (Kadane)."""
    best, run, start = 0.0, 0.0, inside[0]
    first = last = inside[0]
    for number in inside:
        if run <= 0:
            run, start = 0.0, number
        run += weights[number]
        if run > best:
            best, first, last = run, start, number
    return first, last
