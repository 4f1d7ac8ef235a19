"""How the text of a block is laid out: the cells of a table, the marks of a list.

Extraction writes it so, and the views read it; `Block` in `schemas/events/extracted.py` says the
same to those who read articles.
"""

import re

CELL_END = " | "
"""Between two cells of a table's line."""
BULLET = "-"
"""Mark of an item without a number."""
LEVEL = "  "
"""Stands before a mark for each list around its own."""

_BAR = re.compile(r"(?<!\S)\|(?!\S)")
_ESCAPED_BAR = re.compile(r"(?<!\S)\\\|(?!\S)")


def with_escaped_bars(cell: str) -> str:
    r"""Write a cell's own bars, which would be taken for its end, as `\|`."""
    return _BAR.sub(r"\\|", cell)


def without_escaped_bars(cell: str) -> str:
    """Return a table's cell as it reads."""
    return _ESCAPED_BAR.sub("|", cell)
