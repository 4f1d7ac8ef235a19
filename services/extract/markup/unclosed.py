"""Boxes in the text whose end tag is missing, or was ignored: what follows them is no part of them.

A browser shows the paragraphs after such an aside or caption as it shows those before it. Readers
of the tree take them for the aside's. What the box ends with is told by the page's source: a tree
has an end for every element.
"""

import re
from functools import lru_cache
from itertools import islice, takewhile

from lxml.html import HtmlElement

from services.extract.markup.measure import measure
from services.extract.markup.query import text_of

_BOXES = (
    "a", "aside", "blockquote", "button", "figure", "label", "nav", "ol", "svg", "table", "ul",
)  # fmt: skip
_PARAGRAPH_CHARS = 50
"""A label or a promotion in a box is shorter."""
_PARAGRAPHS_MAX = 400
_BEFORE_MAX = 4
"""Siblings before a box, and boxes around it that begin with it."""
_DEPTH_MAX = 20


def close_boxes(tree: HtmlElement, source: bytes) -> None:
    """Move the paragraphs of the text out of a box that was left open in it, to stand below it."""
    for box in _boxes_with_text(tree):
        if not _stands_in_text(box):
            continue
        paragraphs = list(islice(box.iter("p"), _PARAGRAPHS_MAX))
        foreign = paragraphs[_own(tree, box, paragraphs, source) :]
        if any(map(_is_long, foreign)):
            _split(box, foreign[0])


def _boxes_with_text(tree: HtmlElement) -> dict[HtmlElement, None]:
    """Return the boxes that hold long paragraphs, the outer ones first."""
    found: dict[HtmlElement, None] = {}
    for paragraph in islice(tree.iter("p"), _PARAGRAPHS_MAX):
        boxes = list(islice(paragraph.iterancestors(*_BOXES), _DEPTH_MAX))
        if boxes and _is_long(paragraph):
            found.update(dict.fromkeys(reversed(boxes)))
    return found


def _stands_in_text(box: HtmlElement) -> bool:
    """Return whether a long paragraph stands right before a box."""
    for outer in (box, *islice(box.iterancestors(), _BEFORE_MAX)):
        before = list(islice(outer.itersiblings(preceding=True), _BEFORE_MAX))
        if before:
            return any(_is_long(each) for one in before for each in islice(one.iter("p"), 1))
    return False


def _own(tree: HtmlElement, box: HtmlElement, paragraphs: list[HtmlElement], source: bytes) -> int:
    """Return how many of the paragraphs in a box are its own: those before its end.

    Without an end the short first ones, and the first one of a quotation.
    """
    counts, boxes = _counts(source, box.tag), list(tree.iter(box.tag))
    if len(boxes) != len(counts):
        return len(paragraphs)
    held = counts[boxes.index(box)]
    if held is not None:
        return held
    if box.tag == "blockquote":
        return 1
    return sum(1 for _ in takewhile(lambda each: not _is_long(each), paragraphs))


def _counts(source: bytes, tag: str) -> list[int | None]:
    """Return for each box of a tag the number of paragraphs in it, None where it has no end."""
    counts: list[int | None] = []
    open_boxes: list[tuple[int, int]] = []
    paragraphs = 0
    for match in _tags(tag).finditer(source):
        if match["paragraph"]:
            paragraphs += 1
        elif match["start"]:
            open_boxes.append((len(counts), paragraphs))
            counts.append(None)
        elif match["end"] and open_boxes:
            place, before = open_boxes.pop()
            counts[place] = paragraphs - before
    return counts


@lru_cache(maxsize=32)
def _tags(tag: str) -> re.Pattern[bytes]:
    """Match the tags of a box and the beginnings of paragraphs, and pass over programs."""
    return re.compile(
        rb"<!--.*?-->|<(script|style|textarea)\b.*?</\1|(?P<paragraph><p[\s>])"
        rb"|(?P<start><%b[\s/>])|(?P<end></%b[\s>])" % (tag.encode(), tag.encode()),
        re.IGNORECASE | re.DOTALL,
    )


def _split(box: HtmlElement, first: HtmlElement) -> None:
    """Move an element in a box, and all that follows in the box, behind it."""
    moved = [first, *first.itersiblings()]
    for outer in takewhile(lambda each: each is not box, first.iterancestors()):
        moved.extend(outer.itersiblings())
    for each in reversed(moved):
        box.addnext(each)


def _is_long(paragraph: HtmlElement) -> bool:
    return measure(text_of(paragraph)) >= _PARAGRAPH_CHARS
