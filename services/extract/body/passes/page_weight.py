"""How heavy a page is for the extractors: beyond these limits a simpler pass reads it.

trafilatura and readability ask each block for the text of all that is inside it, and for each of
its links, again and again: their time grows with the page's size and its depth, multiplied.
"""

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from services.extract.body.outline import Outline
from services.extract.body.passes.alignment import ALIGNED_ENOUGH
from services.extract.body.passes.extractors import resiliparse_lines
from services.extract.body.segments import Segment, squeeze
from services.extract.body.selection import word_count
from services.extract.markup.query import count_elements

ELEMENTS_MAX = 20_000
"""Above it trafilatura takes seconds to minutes (49,000 paragraphs: 5 s, 100,000: 20.9 s of CPU);
the largest page of the corpus has 4,100."""
NESTING_MAX = 250_000
"""`Outline.nesting` up to which trafilatura is let near: 6 s of CPU at most on pages made to be
slow, on a busy machine; the largest page of the corpus has 65,000."""
NESTING_SIMPLE_MAX = 4_000_000
"""The same for resiliparse: up to three seconds for ten million on a busy machine."""
DEPTH_MAX = 500
"""Deeper nesting takes every extractor's time to the square of it; real pages reach about 60."""
CHARS_MAX = 1_000_000
"""A longer text is no news; nor is it read by more than one simple pass."""
_ELEMENTS_PER_TAG = 3
"""Made at most: the parser adds `p`, `html`, `head` and `body`. Counting them walks the tree."""
_PLAIN_WORDS_MIN = 8


def is_heavy(outline: Outline, tree: HtmlElement, tags: int) -> bool:
    """Return whether trafilatura would need seconds; `tags` is how many the page's HTML has."""
    return (
        (tags * _ELEMENTS_PER_TAG > ELEMENTS_MAX and count_elements(tree) > ELEMENTS_MAX)
        or outline.nesting > NESTING_MAX
        or outline.depth > DEPTH_MAX
        or outline.chars > CHARS_MAX
    )


def light_lines(html: bytes, outline: Outline) -> tuple[list[str], str]:
    """Read a heavy page as well as seconds allow; return the lines and the name of the pass."""
    if (
        outline.depth <= DEPTH_MAX
        and outline.chars <= CHARS_MAX
        and outline.nesting <= NESTING_SIMPLE_MAX
    ):
        lines = list(_bounded(_without_links(resiliparse_lines(html), outline)))
        if lines:
            return lines, "resiliparse"
    plain = (each.text for each in _own(outline.segments) if word_count(each) >= _PLAIN_WORDS_MIN)
    return list(_bounded(plain)), "plain"


def _without_links(lines: list[str], outline: Outline) -> Iterable[str]:
    """Leave out what is mostly link on the page, as far as the lines are found there."""
    keys = set(map(squeeze, lines))
    found = [segment for segment in outline.segments if segment.key in keys]
    if sum(len(each.text) for each in found) < ALIGNED_ENOUGH * sum(map(len, lines)):
        return lines
    return (segment.text for segment in _own(found))


def _own(segments: Iterable[Segment]) -> Iterator[Segment]:
    return (each for each in segments if each.link_chars < len(each.text) // 2)


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines up to the limit, the last one cut."""
    left = CHARS_MAX
    for line in lines:
        if left <= 0:
            return
        yield line[:left]
        left -= len(line)
