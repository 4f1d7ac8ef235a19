"""Boxes in the text whose end tag is missing, or was ignored: what follows them is no part of them.

A browser shows the paragraphs after such an aside or caption as it shows those before it. Readers
of the tree take them for the aside's. What the box ends with is told by the page's source: a tree
has an end for every element.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, takewhile

from lxml.html import HtmlElement

from services.extract.markup.measure import measure
from services.extract.markup.query import text_of
from services.extract.markup.unclosed_boxes.paragraphs import by_boxes

_BOXES = (
    "a", "aside", "blockquote", "button", "figure", "label", "nav", "ol", "svg", "table", "ul",
)  # fmt: skip
_PARAGRAPH_CHARS = 50
"""A label or a promotion in a box is shorter."""
_PARAGRAPHS_MAX = 400
_BEFORE_MAX = 4
"""Siblings before a box, and boxes around it that begin with it."""
_PROGRAM_ENDS = {
    b"!--": re.compile(b"--!?>"),
    **{
        name: re.compile(b"</" + name, re.IGNORECASE) for name in (b"script", b"style", b"textarea")
    },
}


def close_boxes(tree: HtmlElement, source: bytes) -> None:
    """Move the paragraphs of the text out of a box that was left open in it, to stand below it."""
    ends: dict[str, dict[HtmlElement, int | None]] = {}
    for box in _boxes_with_text(tree):
        if not _stands_in_text(box):
            continue
        if box.tag not in ends:
            ends[box.tag] = _ends(tree, box.tag, source)
        paragraphs = list(islice(box.iter("p"), _PARAGRAPHS_MAX))
        foreign = paragraphs[_own(box, paragraphs, ends[box.tag]) :]
        if any(map(_is_long, foreign)):
            _split(box, foreign[0])


def _boxes_with_text(tree: HtmlElement) -> dict[HtmlElement, None]:
    """Return the boxes that hold long paragraphs, the outer ones first."""
    found: dict[HtmlElement, None] = {}
    for paragraphs, boxes in by_boxes(tree, _BOXES):
        if boxes and any(map(_is_long, paragraphs)):
            found.update(dict.fromkeys(reversed(boxes)))
    return found


def _stands_in_text(box: HtmlElement) -> bool:
    """Return whether a long paragraph stands right before a box."""
    for outer in (box, *islice(box.iterancestors(), _BEFORE_MAX)):
        before = list(islice(outer.itersiblings(preceding=True), _BEFORE_MAX))
        if before:
            return any(_is_long(each) for one in before for each in islice(one.iter("p"), 1))
    return False


def _own(
    box: HtmlElement, paragraphs: list[HtmlElement], ends: dict[HtmlElement, int | None]
) -> int:
    """Return how many of the paragraphs in a box are its own: those before its end.

    Without an end the short first ones, and the first one of a quotation.
    """
    held = ends.get(box, len(paragraphs))
    if held is not None:
        return held
    if box.tag == "blockquote":
        return 1
    return sum(1 for _ in takewhile(lambda each: not _is_long(each), paragraphs))


def _ends(tree: HtmlElement, tag: str, source: bytes) -> dict[HtmlElement, int | None]:
    """Return the number of paragraphs before each box's end in the source, None without an end.

    Empty where source and tree do not have the same boxes.
    """
    counts, boxes = _counts(source, tag), list(tree.iter(tag))
    return dict(zip(boxes, counts, strict=True)) if len(boxes) == len(counts) else {}


def _counts(source: bytes, tag: str) -> list[int | None]:
    """Return for each box of a tag how many paragraphs begin in it, None where it has no end."""
    counts: list[int | None] = []
    open_boxes: list[tuple[int, int]] = []
    paragraphs = 0
    for match in _tags_of(source, tag):
        if match["paragraph"]:
            paragraphs += 1
        elif match["start"]:
            open_boxes.append((len(counts), paragraphs))
            counts.append(None)
        elif open_boxes:
            place, before = open_boxes.pop()
            counts[place] = paragraphs - before
    return counts


def _tags_of(source: bytes, tag: str) -> Iterator[re.Match[bytes]]:
    """Yield the tags of a kind of box, and those that begin paragraphs, outside of programs."""
    place, pattern = 0, _tags(tag)
    while match := pattern.search(source, place):
        place = match.end()
        if not match["program"]:
            yield match
            continue
        end = _PROGRAM_ENDS[match["program"].lower()].search(source, place)
        if end is None:
            return
        place = end.end()


@lru_cache(maxsize=32)
def _tags(tag: str) -> re.Pattern[bytes]:
    # with `<` before the bracket `re` looks for that letter first, in a fraction of the time
    return re.compile(
        rb"<(?:(?P<program>!--|(?:script|style|textarea)\b)|(?P<paragraph>p[\s>])"
        rb"|(?P<start>%b[\s/>])|/%b[\s>])" % (tag.encode(), tag.encode()),
        re.IGNORECASE,
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
