"""The body as JSON-LD states it (`articleBody`), found again on the page.

Measured: taken as it stands it is worse than any extractor (teasers, lost paragraphs, no headings;
recall .77 to .93). It counts only where nearly all of it stands on the page; what is published
are the page's own lines, mended like those of any other pass.
"""

import html
import re
from collections.abc import Sequence

from services.extract.body.segments import Segment, squeeze
from services.extract.body.selection import PART_HEADINGS
from services.extract.markup.jsonld import Node, rank, texts

_CHARS_MIN = 800
"""Letters and digits; a shorter one is often the teaser of a longer text."""
_DISTINCT_CHARS = 25
"""From this length on a line's letters stand for themselves, wherever they are found."""
_FOUND = (0.9, 1.1)
"""Share of the stated text that is found on the page: less is another text, more is found twice."""
_CUT_ENDS = ("...", "…", "[…]", "[...]")
_MARKUP = re.compile(r"<[^>]{1,500}>")


def find_stated(page: Sequence[Segment], nodes: Sequence[Node]) -> set[int]:
    """Return the numbers of the segments that the stated body has; none where too little fits."""
    stated = _longest(nodes)
    found = _found(page, stated) if len(stated) >= _CHARS_MIN else set()
    share = sum(len(page[number].key) for number in found) / max(1, len(stated))
    if not _FOUND[0] <= share <= _FOUND[1]:
        return set()
    return found | _headings(page, found)


def _longest(nodes: Sequence[Node]) -> str:
    """Return the longest body that an article node states, squeezed; empty where it is cut."""
    bodies = [
        text for node in nodes if rank(node) == 2 for text in texts(node.get("articleBody"))[:1]
    ]
    text = max(bodies, key=len, default="").strip()
    if text.endswith(_CUT_ENDS):
        return ""
    return squeeze(_MARKUP.sub(" ", html.unescape(html.unescape(text))))


def _found(page: Sequence[Segment], stated: str) -> set[int]:
    """Find long lines anywhere, short ones only where the text goes on."""
    found: set[int] = set()
    taken: set[str] = set()
    at = 0
    for number, segment in enumerate(page):
        key = segment.key
        if len(key) >= _DISTINCT_CHARS:
            place = stated.find(key) if key not in taken else -1
        else:
            place = at if at and stated.startswith(key, at) else -1
        if place >= 0:
            found.add(number)
            taken.add(key)
            at = place + len(key)
    return found


def _headings(page: Sequence[Segment], found: set[int]) -> set[int]:
    """Return the headings between two lines of the text: `articleBody` leaves them out."""
    return {
        number
        for number, segment in enumerate(page)
        if segment.element.tag in PART_HEADINGS
        and number - 1 in found
        and number + 1 in found
        and 2 * segment.link_chars < len(segment.text)
    }
