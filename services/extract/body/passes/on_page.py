"""A text that the page also keeps out of its tree, found in its tree: read there, it is whole."""

from collections.abc import Iterable

from services.extract.body.outline import Outline
from services.extract.body.segments import Segment
from services.extract.body.selection import Page, Selection, frame_of

_SHARE_MIN = 0.9
"""Of the letters of the text and of those found: `articleBody` may be cut within a line."""
_LINES_MIN = 3


def on_page(island: Outline, page: Outline) -> Outline:
    """Return the block of the page that has nearly all lines of a text, or the text as it is."""
    stated = {segment.key for segment in island.segments}
    found = [number for number, each in enumerate(page.segments) if each.key in stated]
    has_all = _letters(page.segments[n] for n in found) >= _SHARE_MIN * _letters(island.segments)
    if len(found) < _LINES_MIN or not has_all:
        return island
    selection = Selection(page.segments, found)
    block, _ = frame_of(selection, _SHARE_MIN)
    if block.tag in ("html", "body"):
        return island
    start, behind = page.segments.spans[block]
    return Outline(Page(page.segments[start:behind]), [], page.depth)


def _letters(segments: Iterable[Segment]) -> int:
    return sum(len(segment.key) for segment in segments)
