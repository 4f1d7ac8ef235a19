"""A gallery of pictures beside the text: captions counted `1/12`, `2/12`, in a box of their own.

Or slides in a box that is called a gallery.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, chain, islice

from lxml.html import HtmlElement

from services.extract.body.outline import Outline
from services.extract.body.segments import Segment
from services.extract.body.selection import HEADINGS, Page, signature
from services.extract.markup.measure import measure

_COUNTER = re.compile(
    r"\W{0,2}(?:[^\W\d_]{3,10} )?(\d{1,3}) ?(?:/|of|von|van|sur|de|di|z|из|من|از) ?(\d{1,3})(?!\d)"
)
"""With or without a word before it, as `Foto 1 von 12`."""
_COUNTER_CHARS = 24
_COUNTED_MIN = 3
_PROSE_CHARS_MIN = 60
"""Of a line of running text, in letters of an alphabet: the title and the buttons are shorter."""
_AROUND_MAX = 4
"""Short lines beside the captions that are the gallery's own."""
_TEXT_CHARS_MIN = 400
"""Of running text beside a gallery, for that not to be the article itself."""
_NAMED = re.compile(
    r"\b(?:photo-?|image-?|foto-?|bilder-?)?(?:galler(?:y|ies)|galer[yi]\w*|galería|slide-?show|slides"
    r"|slider|carousel|diaporama|fotostrecke)\b"
)
_SLIDES_MIN = 3
_LINES_PER_PICTURE = 3
_SHOWN = frozenset(["active", "is-active", "current", "selected", "slick-active"])


def without_galleries(outline: Outline) -> Outline:
    """Leave out the galleries of a page that has a text beside them.

    One that holds more than the text goes only where it has a heading of its own, or shows one
    slide at a time.
    """
    page, counters = outline.segments, list(_counters(outline))
    counted = _runs(counters) if len(counters) >= _COUNTED_MIN else ()
    galleries = [(_gallery(page, start, end), False) for start, end in counted]
    galleries += [(range(*page.spans[box]), _shows_one(box)) for box in _named(page)]
    if not galleries:
        return outline
    before = _sums(page)
    left_out: set[int] = set()
    for lines, is_extra in galleries:
        if _is_beside_a_text(page, lines, *before, is_extra=is_extra):
            left_out.update(lines)
    return outline.without(left_out) if left_out else outline


def _named(page: Page) -> Iterator[HtmlElement]:
    """Yield the boxes that are called galleries and hold little but pictures and their captions."""
    for box, (start, end) in page.spans.items():
        if end - start >= _SLIDES_MIN and _NAMED.search(signature(box)):
            pictures = sum(1 for _ in islice(box.iter("img", "figure"), end - start))
            if pictures >= _SLIDES_MIN and end - start <= _LINES_PER_PICTURE * pictures:
                yield box


def _shows_one(gallery: HtmlElement) -> bool:
    """Return whether one of its slides is marked as the one that is shown."""
    return any(
        not _SHOWN.isdisjoint((element.get("class") or "").lower().split())
        for element in gallery.iter("div", "li", "figure", "section")
    )


def _counters(outline: Outline) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each line that begins with a counter, its count, and of how many."""
    for number, segment in enumerate(outline.segments):
        found = _COUNTER.match(segment.text[:_COUNTER_CHARS])
        if found:
            yield number, int(found[1]), int(found[2])


def _runs(counters: list[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each count from one to its end."""
    start = counted = 0
    for number, count, total in counters:
        if count == 1:
            start, counted = number, 1
        elif count == counted + 1:
            counted = count
        else:
            counted = 0
        if _COUNTED_MIN <= counted == total:
            yield start, number


def _gallery(page: Page, start: int, end: int) -> range:
    """Return the lines of the largest box around the counted ones that adds no running text."""
    innermost, *boxes = (each for each in reversed(page[start].path) if each in page[end].path)
    lines = range(*page.spans[innermost])
    for box in boxes:
        opens, closes = page.spans[box]
        if closes - opens - len(lines) > _AROUND_MAX:
            break
        added = chain(range(opens, lines.start), range(lines.stop, closes))
        if any(_is_prose(page[number]) for number in added):
            break
        lines = range(opens, closes)
    return lines


def _is_prose(segment: Segment) -> bool:
    return measure(segment.text) >= _PROSE_CHARS_MIN and not segment.is_mostly_link


def _sums(page: Page) -> tuple[list[float], list[float]]:
    """Return how much text stands before each line and the end, and how much running text."""
    sizes = [measure(segment.text) for segment in page]
    prose = [size if _is_prose(each) else 0.0 for size, each in zip(sizes, page, strict=True)]
    return list(accumulate(sizes, initial=0.0)), list(accumulate(prose, initial=0.0))


def _is_beside_a_text(
    page: Page, lines: range, text: list[float], prose: list[float], *, is_extra: bool
) -> bool:
    """Return whether the page has a text of its own besides these lines, and which is longer.

    `text` and `prose` are what stands before each line of the page. Of an extra it need not be
    longer.
    """
    first, behind = lines.start, lines.stop
    outside = prose[-1] - prose[behind] + prose[first]
    inside = text[behind] - text[first]
    is_headed = page.tags[first] in HEADINGS and not _COUNTER.match(page[first].text)
    return outside >= _TEXT_CHARS_MIN and (is_extra or is_headed or outside >= inside)
