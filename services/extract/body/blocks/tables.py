"""A table's rows, with the cells in their columns."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from schemas.block_text import CELL_END, with_escaped_bars
from services.extract.body.elements import INLINE
from services.extract.body.segments import Segment, squeeze
from services.extract.markup.text import tidy

_CELL_CHARS_MAX = 300
"""A longer cell is a column of a page that is laid out in a table."""
_COLUMNS_MAX = 60
_NO_CELLS = ".//table | .//h1 | .//h2 | .//h3 | .//h4 | .//h5 | .//h6"
"""What stands in the cells of a layout, not of a table."""

Grid = Mapping[HtmlElement, Sequence[str]]
"""The cells of each row."""


def read_grid(table: HtmlElement) -> Grid | None:
    """Return the rows of a table that is one; None for a page's layout, or a single column."""
    if table.xpath(f"boolean({_NO_CELLS})"):
        return None
    rows = [[*row.iterchildren("td", "th")] for row in table.iter("tr")]
    texts = {cell: _text(cell) for cells in rows for cell in cells}
    if any(len(text) > _CELL_CHARS_MAX for text in texts.values()):
        return None
    filled = [count for cells in rows if (count := sum(bool(texts[cell]) for cell in cells))]
    if 2 * sum(count > 1 for count in filled) <= len(filled):
        return None
    return dict(zip(table.iter("tr"), _aligned(rows, texts), strict=True))


def row_text(cells: Sequence[str], segments: Sequence[Segment]) -> str:
    """Write a row; of one that the body has in part, what the body has."""
    if squeeze("".join(cells)) != "".join(segment.key for segment in segments):
        return CELL_END.join(segment.text for segment in segments)
    filled = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
    return CELL_END.join(map(with_escaped_bars, cells[:filled]))


def _aligned(
    rows: Sequence[Sequence[HtmlElement]], texts: Mapping[HtmlElement, str]
) -> Iterator[list[str]]:
    """Put each cell into its column: one that spans more leaves the others empty."""
    taken: dict[int, int] = {}
    for row in rows:
        line: list[str] = []
        below: dict[int, int] = {}
        for cell in row:
            while taken.get(len(line)):
                line.append("")
            columns = range(len(line), len(line) + _span(cell, "colspan"))
            below |= dict.fromkeys(columns, _span(cell, "rowspan"))
            line += [texts[cell], *[""] * (len(columns) - 1)]
        yield line
        taken = {column: left - 1 for column, left in (taken | below).items() if left > 1}


def _span(cell: HtmlElement, name: str) -> int:
    stated = (cell.get(name) or "").strip()
    return min(max(int(stated), 1), _COLUMNS_MAX) if re.fullmatch(r"[0-9]{1,4}", stated) else 1


def _text(cell: HtmlElement) -> str:
    """Return a cell's text on one line; blocks and line breaks part words."""
    parts = []
    for text in cell.xpath(".//text()[not(ancestor::script or ancestor::style)]"):
        before = text.getparent()
        parts.append(text if before.tag in INLINE else f" {text}")
    return tidy("".join(parts))
