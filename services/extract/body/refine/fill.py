"""What stands among the chosen text and was left out: list items, headings, quotations."""

from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

from schemas.block_text import CELL_END
from services.extract.body.refine.boilerplate import container_name
from services.extract.body.refine.lead import NO_LEAD
from services.extract.body.segments import Segment
from services.extract.body.selection import PART_HEADINGS, Selection, frame_of, signature

_FRAME_SHARE = 0.9
_BOX_SHARE_MAX = 0.2
"""A box that holds more of the text is no box beside it, whatever its name."""
_ITEMS_MAX = 200
_ITEMS = frozenset(["li", "dd", "dt", "tr"])
_LISTS = frozenset(["ul", "ol", "dl", "table"])
_FILLED = PART_HEADINGS | {"p", "li", "dd", "dt", "blockquote", "button"}


def complete_lists(selection: Selection) -> Selection:
    """Take the other items of a list of which some are chosen, and the label right above it."""
    page = selection.page
    items = [page[n] for n in selection.numbers if page.tags[n] == "li"]
    more: set[int] = set()
    keys = {segment.key for segment in selection.segments} if items else set()
    for parent, template in {(each.element.getparent(), each.templates[0]) for each in items}:
        if parent is None or len(parent) > _ITEMS_MAX:
            continue
        start, behind = page.spans.get(parent, (0, 0))
        own = [n for n in range(start, behind) if page[n].templates[0] == template]
        more.update(n for n in own if page[n].is_plain and page[n].key not in keys)
        if own and own[0] in more | selection.numbers and _is_label(page, own[0] - 1):
            more.add(own[0] - 1)
    return selection.with_more(more)


def _is_label(page: Sequence[Segment], number: int) -> bool:
    """Return whether a line announces the list below it: short, with a colon, beside the list."""
    if number < 0:
        return False
    label, item = page[number], page[number + 1]
    is_beside = item.element.getparent() in (label.element.getnext(), *label.element)
    return is_beside and label.text.endswith((":", "：")) and not label.link_chars


def fill(selection: Selection) -> Selection:
    """Take what is left out up to the end of the block that holds nine tenths of the chosen text.

    Not what stands in a box of a telling name, nor what is more than three tenths link.
    """
    page = selection.page
    return _filled(
        selection, lambda n: page.tags[n] in _FILLED and page[n].key not in selection.keys
    )


def fill_lists(selection: Selection) -> Selection:
    """Take the items of lists that stand between the chosen lines, and of one right behind them."""
    page, last, behind = selection.page, selection.last, _list_behind(selection)
    return _filled(selection, lambda n: _is_item(page[n]) and (n < last or behind in page[n].path))


def _filled(selection: Selection, is_meant: Callable[[int], bool]) -> Selection:
    """Take the lines of a kind in the block of nine tenths of the text, from its first line on."""
    page = selection.page
    frame, depth = frame_of(selection, _FRAME_SHARE)
    start, end = page.spans[frame]
    return selection.with_more(
        number
        for number in range(max(start, selection.first), end)
        if number not in selection.numbers
        and is_meant(number)
        and _is_left_out_text(page[number], selection, depth)
    )


def _is_item(segment: Segment) -> bool:
    """Return whether a line is a plain item of a list, or a row of several cells, with letters."""
    tag = segment.element.tag
    is_item = tag in _ITEMS and (tag != "tr" or CELL_END in segment.text)
    return is_item and segment.is_plain and any(map(str.isalpha, segment.text))


def _list_behind(selection: Selection) -> HtmlElement | None:
    """Return the list or table that follows the last line, each in a box of its own or in none."""
    if not selection.numbers:
        return None
    last = selection.page[selection.last]
    element: HtmlElement | None = last.element
    while element is not None and element.getnext() is None:
        element = element.getparent()
    if element is None or last.element.tag in _ITEMS:
        return None
    behind = element.getnext()
    while len(behind) == 1 and behind.tag not in _LISTS:
        behind = behind[0]
    is_alone = selection.chars_in(element) <= len(last.text)
    return behind if is_alone and behind.tag in _LISTS else None


def _is_left_out_text(segment: Segment, selection: Selection, depth: int) -> bool:
    """Return whether a line in the frame, which is so deep, is of the article."""
    if segment.hidden or not segment.has_few_links:
        return False
    limit = _BOX_SHARE_MAX * selection.chars
    inner = segment.path[depth + 1 :]
    return not any(selection.chars_in(each) < limit and _is_box(each) for each in inner)


def _is_box(element: HtmlElement) -> bool:
    name = signature(element).replace("<li>", "")
    return bool(NO_LEAD.search(name) or container_name(name))
