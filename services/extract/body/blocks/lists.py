"""What stands before each line of a list: how deep it is, and its number."""

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from schemas.block_text import BULLET, LEVEL
from services.extract.body.segments import Segment

_LEVELS_MAX = 9
_LISTS = frozenset(["ul", "ol", "dl"])
_ITEMS = frozenset(["li", "dt", "dd"])
_NUMBER = re.compile(r"\s*(\d{1,9})\s*", re.ASCII)

Numbers = dict[HtmlElement, int]
"""Of the items of ordered lists."""


def read_marks(container: HtmlElement, segments: Sequence[Segment]) -> list[str] | None:
    """Return a mark for each line; None where all are items of one list without numbers.

    Only the first line of an item has more than its level, and none of a definition.
    """
    numbers: Numbers = {}
    for ordered in container.iter("ol"):
        numbers.update(_numbered(ordered))
    begun: set[HtmlElement] = set()
    marks = []
    for segment in segments:
        around = segment.path[segment.path.index(container) :]
        item = next((each for each in reversed(around) if each.tag in _ITEMS), None)
        begins = item is None or (item not in begun and item.tag != "dd")
        level = min(sum(each.tag in _LISTS for each in around) - 1, _LEVELS_MAX)
        marks.append(LEVEL * level + (_mark(item, numbers) if begins else ""))
        if item is not None:
            begun.add(item)
    return marks if any(mark != BULLET for mark in marks) else None


def _mark(item: HtmlElement | None, numbers: Numbers) -> str:
    return BULLET if item is None or item not in numbers else f"{numbers[item]}."


def _numbered(ordered: HtmlElement) -> Iterator[tuple[HtmlElement, int]]:
    """Count the items of an ordered list as a browser does (HTML, 4.4.5 and 4.4.8)."""
    items = ordered.findall("li")
    step, first = (-1, len(items)) if ordered.get("reversed") is not None else (1, 1)
    number = _stated(ordered.get("start"), first)
    for item in items:
        number = _stated(item.get("value"), number)
        if number >= 0:
            yield item, number
        number += step


def _stated(text: str | None, otherwise: int) -> int:
    found = _NUMBER.fullmatch(text or "")
    return int(found[1]) if found else otherwise
