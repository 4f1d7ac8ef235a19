"""The body as structured blocks, in reading order, with the images that stand among them."""

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby
from typing import Literal

from lxml.html import HtmlElement

from schemas.block_text import CELL_END
from schemas.events import Block
from services.extract.body.blocks.bold_headings import bold_headings
from services.extract.body.blocks.images import image_block
from services.extract.body.blocks.lists import read_marks
from services.extract.body.blocks.tables import Grid, read_grid, row_text
from services.extract.body.outline import Image
from services.extract.body.segments import Segment
from services.extract.body.selection import HEADINGS
from services.extract.markup.text import tidy_code

Kind = Literal["heading", "paragraph", "quote", "list", "code", "table"]
_CONTAINERS: dict[str, Kind] = {
    "blockquote": "quote",
    "q": "quote",
    "ul": "list",
    "ol": "list",
    "dl": "list",
    "pre": "code",
    "table": "table",
}
_IN_HEADINGS = ("button", "div", "span")
_Grids = dict[HtmlElement, Grid | None]
"""Of the tables met so far."""


def read_blocks(
    body: Sequence[Segment], images: Sequence[tuple[int, Image]], base_url: str
) -> list[Block]:
    """Give the body's segments their kind, with the images where they stand."""
    blocks: list[Block] = []
    seen: set[str] = set()
    left = list(images)
    for place, block in _texts(body):
        while left and left[0][0] <= place:
            _add_image(blocks, left.pop(0)[1], base_url, seen)
        blocks.append(block)
    for _, image in left:
        _add_image(blocks, image, base_url, seen)
    return blocks


def plain_blocks(lines: Iterable[str]) -> list[Block]:
    """Make paragraphs of lines whose place on the page is not known."""
    return [Block(kind="paragraph", text=line) for line in lines]


def _add_image(blocks: list[Block], image: Image, base_url: str, seen: set[str]) -> None:
    block = image_block(image, base_url)
    if block is not None and block.url is not None and block.url not in seen:
        seen.add(block.url)
        blocks.append(block)


def _texts(body: Sequence[Segment]) -> Iterator[tuple[int, Block]]:
    """Yield the text blocks, each with the place of its first segment."""
    grids: _Grids = {}
    headed = {box for each in body if _heading(each) is not None for box in each.path}
    bold = bold_headings(body)
    kinds = [_kind(place, segment, grids, headed, bold) for place, segment in enumerate(body)]
    for (kind, container), group in groupby(range(len(body)), key=kinds.__getitem__):
        places = [*group]
        segments = [body[place] for place in places]
        if isinstance(container, int):
            yield places[0], _line(kind, segments[0])
        elif grid := grids.get(container):
            yield places[0], Block(kind="table", text="\n".join(_rows(grid, segments)))
        else:
            yield places[0], _block(kind, container, segments)


def _kind(
    place: int, segment: Segment, grids: _Grids, headed: Set[HtmlElement], bold: Set[int]
) -> tuple[Kind, HtmlElement | int]:
    """Tell a segment's kind, and the container it shares with its neighbours.

    A table's cells may hold what they like. Else the innermost container says the kind, the
    outermost one of that kind holds them together. A list is none where its items are sections,
    each with a heading.
    """
    is_heading = place in bold or _heading(segment) is not None
    plain: Kind = "heading" if is_heading else "paragraph"
    if _CONTAINERS.keys().isdisjoint([each.tag for each in segment.path]):
        return plain, place  # as most
    table = _table(segment, grids)
    if table is not None:
        return "table", table
    found: tuple[Kind, HtmlElement] | None = None
    for element in reversed(segment.path):
        kind = _CONTAINERS.get(element.tag)
        if kind == "list" and element in headed:
            continue
        if kind and (found is None or kind == found[0]):
            found = kind, element
        elif kind:
            break
    if found and (found[0] != "table" or CELL_END in segment.text):
        return found
    return plain, place


def _heading(segment: Segment) -> HtmlElement | None:
    """Return the heading that a segment is, be it in a button of the heading."""
    for element in reversed(segment.path):
        if element.tag in HEADINGS:
            return element
        if element.tag not in _IN_HEADINGS:
            break
    return None


def _table(segment: Segment, grids: _Grids) -> HtmlElement | None:
    """Return the table of which a row holds the segment."""
    row = _row(segment)
    if row is None:
        return None
    table = next((each for each in reversed(segment.path) if each.tag == "table"), None)
    if table is None:
        return None
    if table not in grids:
        grids[table] = read_grid(table)
    return table if row in (grids[table] or ()) else None


def _row(segment: Segment) -> HtmlElement | None:
    return next((each for each in reversed(segment.path) if each.tag == "tr"), None)


def _rows(grid: Grid, segments: Sequence[Segment]) -> Iterator[str]:
    for row, members in groupby(segments, key=_row):
        if row in grid:
            yield row_text(grid[row], [*members])
        else:  # cells without a row around them
            yield from (segment.text for segment in members)


def _line(kind: Kind, segment: Segment) -> Block:
    heading = _heading(segment) if kind == "heading" else None
    level = None if heading is None else int(heading.tag[1])  # a bold line states none
    return Block(kind=kind, text=segment.text, level=level)


def _block(kind: Kind, container: HtmlElement, segments: Sequence[Segment]) -> Block:
    if kind == "code":
        return Block(kind=kind, text=tidy_code(_preformatted(container)))
    text = "\n".join(segment.text for segment in segments)
    marks = read_marks(container, segments) if kind == "list" else None
    return Block(kind=kind, text=text, marks=marks)


def _preformatted(container: HtmlElement) -> str:
    """Return a text with its line breaks, be they characters, `br`, or blocks a line."""
    text = ""
    for part in container.xpath(".//text() | .//br | .//div | .//p"):
        if isinstance(part, str):
            text += part
        elif part.tag == "br" or not text.endswith("\n"):
            text += "\n"
    return text
