"""The line below a picture that stands as a paragraph of the text, known by who took it."""

import re

from lxml.html import HtmlElement

from services.extract.body.blocks.picture_words import PICTURE, PICTURE_SIGNED
from services.extract.body.segments import Segment
from services.extract.markup.query import holds

_CREDIT = re.compile(rf"(?<!\w)(?:{PICTURE}\s*[:：/]|fot\. ?\w)|{PICTURE_SIGNED}|[摄攝][)）]?$")
"""In lower case."""
_BRACKETED = re.compile(
    rf"[\[(（【<]\s*(?:{PICTURE}\s*[:：/]|fot\.|{PICTURE_SIGNED})[^\])）】>]{{1,60}}[\])）】>]"
)
"""A credit, and nothing else: it is one wherever it stands."""
_CREDIT_SIGN = re.compile("[:：/=＝摄攝]")
"""Every credit has one, or is Polish: to look for it takes a quarter of the time."""
_PICTURES = ("img", "picture", "figure", "amp-img")


def is_caption(segment: Segment) -> bool:
    """Return whether a line with a credit is in a picture's element, right behind it, or alone."""
    is_signed = _CREDIT_SIGN.search(segment.text) or "ot." in segment.text
    lower = segment.text.lower() if is_signed else ""
    if not _CREDIT.search(lower):
        return False
    if _BRACKETED.fullmatch(lower):
        return True
    element = segment.element
    return holds(element, *_PICTURES) or _holds_only_a_picture(element.getprevious())


def _holds_only_a_picture(element: HtmlElement | None) -> bool:
    if element is None or not isinstance(element.tag, str):
        return False
    return holds(element, *_PICTURES) and not "".join(element.itertext()).strip()
