"""A list in Markdown: levels, numbers, and items of several paragraphs (CommonMark 0.31, 5.2)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.block_text import BULLET, LEVEL
from services.views.markdown_text import escape

BULLETS, DELIMITERS = "-*", ".)"
"""Two of each: another one begins another list."""

_NUMBER = re.compile(r"\d{1,9}\.")


@dataclass(frozen=True, slots=True)
class _Item:
    """The last item of a level."""

    indent: int
    """Where its own text begins."""
    number: int | None
    is_apart: bool


def listed(lines: Sequence[str], marks: Sequence[str] | None, is_apart: bool) -> str:
    """Write a list; `is_apart`: with other bullets than the list before it."""
    if marks is None or len(marks) != len(lines):
        marks = [BULLET] * len(lines)
    found: list[str] = []
    open_items: list[_Item] = []
    for mark, line in zip(marks, lines, strict=True):
        if text := escape(line):
            level = (len(mark) - len(mark.lstrip())) // len(LEVEL)
            found += _item(text, mark.strip(), level, open_items, is_apart)
    return "\n".join(found)


def _item(text: str, mark: str, level: int, open_items: list[_Item], is_apart: bool) -> list[str]:
    """Write a line, and note its item as the open one of its level."""
    level = min(level, len(open_items))
    if not mark and open_items:
        del open_items[level + 1 :]
        return ["", " " * open_items[-1].indent + text]
    indent = open_items[level - 1].indent if level else 0
    before = open_items[level] if level < len(open_items) else None
    number = int(mark[:-1]) if _NUMBER.fullmatch(mark) else None
    if before is not None:
        is_apart = before.is_apart if _follows(number, before.number) else not before.is_apart
    sign = BULLETS[is_apart] if number is None else f"{number}{DELIMITERS[is_apart]}"
    open_items[level:] = [_Item(indent + len(sign) + 1, number, is_apart)]
    # a list that begins with another number than 1 must not stand right under a text
    gap = [""] if level and before is None and number not in {None, 1} else []
    return [*gap, f"{' ' * indent}{sign} {text}"]


def _follows(number: int | None, before: int | None) -> bool:
    """Tell whether an item is of the list of the one before, which numbers its items itself."""
    return number is None or before is None or number == before + 1
