"""What an element is to its line of text: a part of it, a line of its own, or no text at all."""

import re

from lxml import etree
from lxml.html import HtmlElement, fragments_fromstring

from services.extract.body.selection import PART_HEADINGS
from services.extract.markup.measure import measure
from services.extract.markup.query import holds

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q "  # noqa: SIM905
    "ruby rb rtc s samp small span strike strong sub sup time tt u var wbr img picture source link "
    "meta".split()
)
_ESCAPED_CHARS = 4_000
"""Read of markup that a `noscript` holds escaped."""
_QUESTION_CHARS = 12
SET_APART = frozenset(["b", "em", "img", "span", "strong", "time"])
_SET_APART_NAMES = re.compile(r"summary|sub[-_]?tit")
_DATE_NAMES = re.compile(r"date|time|datum|fecha|tarih")
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}")
_DATE_CHARS_MAX = 30
_PARAGRAPH_CHARS = 40
"""Of running text right behind an inline element, for that to be a line of its own."""
_BLOCK = re.compile(r"display:\s?(?:block|flex|grid|table)")
_STYLE_CHARS_MAX = 200
_ANCHOR_MARKS = frozenset("¶#§^↑↩🔗")
"""What a link to a heading itself, or back from a note, shows."""


def is_control(element: HtmlElement, tag: str) -> bool:
    """Return whether a link or a button is none of the text."""
    if tag == "a":
        return element.text in _ANCHOR_MARKS and not len(element)
    return not is_question(element)


def is_question(button: HtmlElement) -> bool:
    """Return whether the words of a button are a heading: it opens a panel, or is in a heading."""
    parent = button.getparent()
    if parent is not None and parent.tag in PART_HEADINGS:
        return True
    if button.get("aria-expanded") is None:
        return False
    return measure(button.text_content()) >= _QUESTION_CHARS


def is_set_as_block(element: HtmlElement) -> bool:
    """Return whether an inline element is set as a block by its own style."""
    style = element.get("style")
    return style is not None and _BLOCK.search(style[:_STYLE_CHARS_MAX]) is not None


def is_set_apart(element: HtmlElement, behind: str) -> bool:
    """Return whether an inline element before a paragraph is a summary, or the story's day.

    A picture may stand between, or in it: then its words are the caption.
    """
    if len(behind) < _PARAGRAPH_CHARS:
        return False
    own = element.getprevious() if element.tag == "img" else element
    if own is None or own.tag not in SET_APART:
        return False
    return _names_what_is_apart(own) or (own is element and holds(own, "img"))


def _names_what_is_apart(element: HtmlElement) -> bool:
    names = (element.get("class") or "").lower()
    if _SET_APART_NAMES.search(names):
        return True
    day = element.text or ""
    is_dated = element.tag == "time" or _DATE_NAMES.search(names)
    return bool(is_dated and len(day) <= _DATE_CHARS_MAX and _DAY.search(day))


def images_of(noscript: HtmlElement) -> list[HtmlElement]:
    """Return the images that a `noscript` holds, also where a template wrote them escaped."""
    escaped = noscript.text or ""
    if "<img" not in escaped:
        return list(noscript.iter("img"))
    try:
        found = fragments_fromstring(escaped[:_ESCAPED_CHARS])
    except (etree.ParserError, ValueError):
        return []
    return [image for part in found if not isinstance(part, str) for image in part.iter("img")]
