"""What stands among the chosen text and was left out: list items, headings, quotations."""

from lxml.html import HtmlElement

from services.extract.body.refine.boilerplate import container_name
from services.extract.body.refine.lead import NO_LEAD
from services.extract.body.segments import Segment
from services.extract.body.selection import Selection, frame_of, signature

_FRAME_SHARE = 0.9
_BOX_SHARE_MAX = 0.2
"""A box that holds more of the text is no box beside it, whatever its name."""
_FILLED = frozenset(["p", "li", "dd", "dt", "blockquote", "h2", "h3", "h4", "h5", "h6", "button"])


def fill(selection: Selection) -> Selection:
    """Take what is left out up to the end of the block that holds nine tenths of the chosen text.

    Not what stands in a box of a telling name, nor what is more than three tenths link.
    """
    if not selection.numbers:
        return selection
    page, last = selection.page, max(selection.numbers)
    frame, depth = frame_of(selection, _FRAME_SHARE)
    more = []
    for number in range(min(selection.numbers), len(page)):
        path = page[number].path
        if len(path) <= depth or path[depth] is not frame:
            if number > last:
                break
        elif number not in selection.numbers and _is_left_out_text(page[number], selection, depth):
            more.append(number)
    return selection.with_more(more)


def _is_left_out_text(segment: Segment, selection: Selection, depth: int) -> bool:
    """Return whether a line in the frame, which is so deep, is of the article."""
    if segment.element.tag not in _FILLED or segment.hidden or not segment.has_few_links:
        return False
    if segment.key in selection.keys:
        return False
    limit = _BOX_SHARE_MAX * selection.chars
    inner = segment.path[depth + 1 :]
    return not any(selection.chars_in(each) < limit and _is_box(each) for each in inner)


def _is_box(element: HtmlElement) -> bool:
    name = signature(element).replace("<li>", "")
    return bool(NO_LEAD.search(name) or container_name(name))
