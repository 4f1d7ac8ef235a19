"""A segment: a run of text between block boundaries, with where it stands on the page."""

import re
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from services.extract.body.templates import Template

_NOT_WORD = re.compile(r"[\W_]+")
_ALL_LINK_SHARE = 0.8
"""A line that is all link leads elsewhere (thresholds from 0.65 to 0.9 do about as well)."""
_FEW_LINKS_SHARE = 0.3
_LINKS_MAX = 10
_LOWER = bytes(range(256)).lower()
_ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())


class Segment(NamedTuple):
    """A run of text of the page."""

    text: str
    key: str
    """Its letters and digits alone, case-folded: what two renderings of it share."""
    path: tuple[HtmlElement, ...]
    """The block elements around it, outermost first; the last one holds it."""
    element: HtmlElement
    """The block element that holds it: the last one of its path."""
    link_chars: int
    """How much of it is link text."""
    hidden: bool = False
    """Whether the page's markup keeps it from readers, at first."""
    templates: tuple[Template, ...] = ()
    """Those of the three innermost blocks around it, the one that holds it first."""

    @property
    def is_mostly_link(self) -> bool:
        """Whether more than half of its characters are link text."""
        return 2 * self.link_chars > len(self.text)

    @property
    def has_few_links(self) -> bool:
        """Whether at most three tenths of its characters are link text."""
        return self.link_chars <= _FEW_LINKS_SHARE * len(self.text)

    @property
    def is_all_link(self) -> bool:
        """Whether it is link but for a few words, such as a date beside it."""
        return self.link_chars >= _ALL_LINK_SHARE * len(self.text)

    @property
    def is_plain(self) -> bool:
        """Whether it is shown, and has no link."""
        return not self.link_chars and not self.hidden

    def is_beside(self, other: "Segment") -> bool:
        """Return whether the elements that hold both stand in one block."""
        return self.path[:-1] == other.path[:-1]


def box_around(one: Segment, other: Segment) -> HtmlElement | None:
    """Return the innermost block that holds both."""
    return next((each for each in reversed(one.path) if each in other.path), None)


def links_of(segment: Segment) -> list[HtmlElement]:
    """Return the first links of a line."""
    return list(islice(segment.element.iter("a"), _LINKS_MAX)) if segment.link_chars else []


def addresses_of(segment: Segment) -> list[str]:
    """Return where the first links of a line lead; empty for one that leads nowhere."""
    return [link.get("href") or "" for link in links_of(segment)]


def squeeze(text: str) -> str:
    """Return letters and digits alone, case-folded."""
    if text.isascii():
        return text.encode().translate(_LOWER, _ASCII_MARKS).decode()
    # through bytes and back: a third cheaper all the same
    folded = text.casefold().encode("utf-8", "surrogatepass").translate(None, _ASCII_MARKS)
    letters = folded.decode("utf-8", "surrogatepass")
    return letters if letters.isalnum() else _NOT_WORD.sub("", letters)
