"""What tells a box, or a heading, of another story below the article."""

import re
from collections.abc import Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from services.extract.body.segments import Segment
from services.extract.body.selection import HEADINGS, Selection
from services.extract.body.templates import template_of
from services.extract.markup.measure import measure_all
from services.extract.markup.query import bounded_names

STORY_CHARS_MIN = 150
"""The least text of a story; where scripts are measured, in letters of an alphabet."""
IDENTITIES = (
    "data-id", "data-url", "data-href", "data-permalink", "data-post-id", "data-article-id",
    "data-story-id", "data-postid", "data-articleid", "data-slug", "itemid",
    "data-article-url", "data-post-url", "data-story-url", "data-page-url", "data-canonical",
    "data-nid", "data-next-url", "data-artid",
)  # fmt: skip
"""Attributes that say which story a box holds."""
_DIGITS = re.compile(r"\d+")
_KICKER_CHARS_MAX = 30
_PROSE = HEADINGS | {"p", "li", "blockquote"}
_OTHER = re.compile(
    r"(?<!\S)(?:next|(?:read|up|auto)[-_]?next|next[-_]?(?:article|story|post|news)\S*"
    r"|infinite(?:[-_]?(?:item|article|story|post|\d)\S*)?|another[-_]?(?:article|story|post|news)\S*"
    r"|ajax[-_]?loaded|\S{1,40}[-_]next)(?!\S)",
    re.IGNORECASE,
)
"""Classes of what holds the next story; ids are often made of a heading, `what-happens-next`."""
_OTHER_ID = re.compile(r"(?:infinite|next)[-_]?(?:article|item|post|story)?[-_]?\d+", re.IGNORECASE)
"""Ids of the same, numbered."""


def is_named_another(element: HtmlElement) -> bool:
    """Return whether a box is named for another story."""
    return _names_another(*bounded_names(element))


@lru_cache(maxsize=20_000)
def _names_another(classes: str, name: str) -> bool:
    return bool(_OTHER.search(classes) or _OTHER_ID.fullmatch(name))


def with_kicker(page: Sequence[Segment], heading: int) -> int:
    """Return the number of the short line above a heading in its box, or the heading's own."""
    above = page[heading - 1] if heading else None
    box = page[heading].element.getparent()
    is_kicker = (
        above is not None
        and len(above.text) <= _KICKER_CHARS_MAX
        and above.element.tag not in _PROSE
        and (above.element is box or above.element.getparent() is box)
    )
    return heading - 1 if is_kicker else heading


def is_numbered_like(one: HtmlElement | None, other: HtmlElement | None) -> bool:
    """Return whether two boxes have one name and different numbers: `article-1`, `article-2`."""
    if one is None or other is None or template_of(one) != template_of(other):
        return False
    ids = one.get("id") or "", other.get("id") or ""
    return ids[0] != ids[1] and _DIGITS.sub("0", ids[0]) == _DIGITS.sub("0", ids[1])


def is_headline(segment: Segment) -> bool:
    """Return whether a line is a heading of a page's, or of a story's, rank."""
    return segment.element.tag in ("h1", "h2")


def unless_short(kept: Selection, whole: Selection) -> Selection:
    """Return what is kept of a text, or all of it where that is no story any more."""
    chars = measure_all(each.text for each in kept.segments)
    return kept if chars >= STORY_CHARS_MIN else whole
