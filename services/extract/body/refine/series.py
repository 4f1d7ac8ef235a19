"""Lines that are known by being several: linked headings, steps, counters of pictures."""

import re
from itertools import chain

from services.extract.body.segments import Segment, addresses_of
from services.extract.body.selection import Selection
from services.extract.body.templates import Template

_SERIES_MIN = 3
"""Fewer linked headings may be promotions between paragraphs."""
_SHARE_MIN = 0.5
"""Of the text: where linked headings have more of it below them, they are its parts."""
_COUNTER = re.compile(r"(\d{1,3}) ?/ ?(\d{1,3})")
_COUNTER_CHARS_MAX = 9
_STEP = re.compile(r"([^\W\d][^\d]{0,18})?(\d{1,2})(\D{0,8})")


def linked_headings(selection: Selection) -> set[int]:
    """Return the headings set alike that link to a full address, each above a paragraph.

    A list of shops or films links every heading; a single one leads to another story, and so do
    those in boxes that hold the lesser part of the text, and links within the site.
    """
    page = selection.page
    by_place: dict[tuple[Template, ...], set[int]] = {}
    for number in page.headings:
        line = page[number]
        if line.is_mostly_link and number + 1 in selection.numbers and leads_out(line):
            by_place.setdefault(line.templates, set()).add(number)
    return set().union(*(each for each in by_place.values() if _are_parts(selection, each)))


def leads_out(line: Segment) -> bool:
    """Return whether a line links to a full address, as few links within a site do."""
    return any(address.startswith("http") for address in addresses_of(line))


def _are_parts(selection: Selection, numbers: set[int]) -> bool:
    """Return whether headings stand in one box with the text, or in boxes that are most of it."""
    boxes = {selection.page[number].path[-2] for number in numbers}
    if len(numbers) < _SERIES_MIN:
        return False
    chars = sum(map(selection.chars_in, boxes))
    return len(boxes) == 1 or chars >= _SHARE_MIN * selection.chars


def add_steps(selection: Selection) -> Selection:
    """Take the short lines that count the text's parts: `Step 1`, `Step 2`, each above its part."""
    page = selection.page
    steps: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for number in selection.ordered:
        above = page[number - 1]
        found = _STEP.fullmatch(above.text) if number else None
        if found and above.is_plain:
            words = found[1] or "", found[3], *above.templates[0]
            steps.setdefault(words, []).append((number - 1, int(found[2])))
    return selection.with_more(chain.from_iterable(map(_counted, steps.values())))


def drop_counters(selection: Selection) -> Selection:
    """Leave out the lines that count pictures from the first to the last: `1/5`, `2/5`."""
    page = selection.page
    totals: dict[str, list[tuple[int, int]]] = {}
    for number in range(selection.last + 1):
        counter = page.sizes[number] <= _COUNTER_CHARS_MAX and _COUNTER.fullmatch(page[number].text)
        if counter:
            totals.setdefault(counter[2], []).append((number, int(counter[1])))
    return selection.without(chain.from_iterable(map(_counted, totals.values())))


def _counted(lines: list[tuple[int, int]]) -> list[int]:
    """Return the lines that count from one on, or none."""
    run = [number for place, (number, count) in enumerate(lines, 1) if count == place]
    return run if len(run) == len(lines) >= _SERIES_MIN else []
