"""The page's outline: its segments, cut where a block begins or ends, and its images."""

from bisect import bisect_left
from collections.abc import Set
from dataclasses import dataclass, replace

from lxml import etree
from lxml.html import HtmlElement

from schemas.block_text import CELL_END
from services.extract.body.elements import (
    INLINE,
    SET_APART,
    images_of,
    is_control,
    is_set_apart,
    is_set_as_block,
)
from services.extract.body.image_address import has_address
from services.extract.body.segments import Segment, squeeze
from services.extract.body.selection import Page
from services.extract.body.templates import Template, template, template_of
from services.extract.body.visibility import Visibility, by_marks, is_folded
from services.extract.markup.text import tidy, unwrapped

_SKIPPED = frozenset(
    "script style noscript template svg head iframe object embed select option textarea rt rp "  # noqa: SIM905
    "input canvas audio video map math datalist progress frame frameset applet area "
    "track nav footer menu marquee".split()
)
"""With the readings of `ruby`: they stand above the text, not in it."""
_CELLS = frozenset(["td", "th"])
_IMAGES = frozenset(["img", "amp-img"])
_BOUNDLESS = INLINE | _SKIPPED | _CELLS | {"br"}
"""Elements whose end is no end of a segment."""
_CONTROLS = frozenset(["a", "button"])
"""Skipped where they are no text."""
_MARKED = _CELLS | {"a", "br", "img"}
_SHOWN = Visibility.SHOWN
_SENTENCE_CHARS = 80
_CELL_PARTS = 20
"""Of a cell's text looked at, whatever markup is in it."""
_STYLED = frozenset(["span"])
_PATH_MAX = 200
"""Kept of the blocks around a segment; real pages nest to about 60."""
_CROWD = 100
"""Inline elements in one run of text from which on they weigh."""
_KIN = 3
"""Blocks around a segment whose templates are kept."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image of the page."""

    element: HtmlElement
    path: tuple[HtmlElement, ...]
    """The block elements around it, outermost first."""
    place: int
    """How many segments stand before it."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The page's segments and images, each in reading order."""

    segments: Page
    images: list[Image]
    depth: int
    """Deepest nesting of block elements."""
    nesting: int = 0
    """Elements, each counted once for every element around it, and so the text by hundreds of
    characters: what a reader that asks each block for its text has to do. And what libxml2 does
    for the text nodes that are left side by side where inline markup is taken out: a run of n is
    read n times (n² / 64 is its weight, by measurement)."""

    @property
    def chars(self) -> int:
        """Length of all text."""
        return sum(self.segments.sizes)

    def without(self, lines: Set[int]) -> "Outline":
        """Leave lines out, with the images between them."""
        kept = [number for number in range(len(self.segments)) if number not in lines]
        images = [
            replace(each, place=bisect_left(kept, each.place))
            for each in self.images
            if not {each.place - 1, each.place} <= lines
        ]
        return replace(self, segments=Page(self.segments[n] for n in kept), images=images)


def read_outline(tree: HtmlElement) -> Outline:
    """Cut the page into segments; scripts, forms, navigation and the head have none."""
    cutter = _Cutter(tree)
    walk = etree.iterwalk(tree, events=("start", "end"))
    enter, leave = cutter.enter, cutter.leave
    level = nesting = 0
    for event, element in walk:
        if event == "end":
            level -= 1
            leave(element)
        else:
            level += 1
            nesting += level
            if not enter(element):
                walk.skip_subtree()
    cutter.flush()
    nesting += sum(len(each.text) * len(each.path) for each in cutter.segments) // 100
    nesting += cutter.crowding
    return Outline(cutter.segments, cutter.images, cutter.depth, nesting)


class _Cutter:
    """Collects text until a block begins or ends."""

    def __init__(self, tree: HtmlElement) -> None:
        self.segments = Page()
        self.images: list[Image] = []
        self.depth = 0
        self.crowding = 0
        self._inline = 0
        self._path: list[HtmlElement] = [tree]
        self._templates: list[Template] = [template_of(tree)]
        """Of the path's blocks."""
        self._blocks: tuple[HtmlElement, ...] | None = None
        self._parts: list[str] = []
        self._links = 0
        self._link_chars = 0
        self._preformatted = 0
        self._hidden: list[HtmlElement] = []
        self._skips = False

    def enter(self, element: HtmlElement) -> bool:
        """Begin an element; return whether its text is read. Of `noscript`, take the image."""
        tag = element.tag
        if tag in _SKIPPED or (tag in _CONTROLS and is_control(element, tag)):
            if tag == "noscript":
                self._take_lazy_image(element)
            self._skips = True
            return False
        seen, classes = by_marks(element)
        if seen is not _SHOWN and not self._hide(element, tag, seen):
            self._skips = True
            return False
        if tag not in _BOUNDLESS or (tag in _STYLED and is_set_as_block(element)):
            self._begin_block(element, template(tag, classes))
        elif tag in _MARKED:
            self._begin_marked(element, tag)
        text = element.text
        if text and (self._links or self._parts or not text.isspace()):
            self._take(text)
        return True

    def _hide(self, element: HtmlElement, tag: str, seen: Visibility) -> bool:
        """Begin an element that is not shown; return whether its text is read all the same."""
        if seen is Visibility.UNSEEN:
            return False
        if is_folded(element):
            return True
        if tag in INLINE:
            return False
        self.flush()
        self._hidden.append(element)
        return True

    def _begin_block(self, element: HtmlElement, described: Template) -> None:
        self.flush()
        self._path.append(element)
        self._templates.append(described)
        self._blocks = None
        tag, _ = described
        if tag == "pre":
            self._preformatted += 1
        elif tag == "amp-img":
            self._take_image(element)
        if len(self._path) > self.depth:
            self.depth = len(self._path)

    def _begin_marked(self, element: HtmlElement, tag: str) -> None:
        """Begin an inline element that is more than a style of its text."""
        if tag == "a":
            self._links += 1
        elif tag == "br":
            self.flush()
        elif tag == "img":
            self._take_image(element)
        elif self._parts:
            if self._is_sentence():
                self.flush()  # the table is the page's layout, and its next column begins
            else:
                self._parts.append(CELL_END)

    def _take_image(self, image: HtmlElement) -> None:
        self.images.append(Image(image, self.blocks(), len(self.segments)))

    def _take_lazy_image(self, noscript: HtmlElement) -> None:
        """Take the image that stands in for one which a script loads, where that has no address."""
        before = noscript.getprevious()
        shown = noscript.getparent() if before is None else before
        if shown is not None and shown.tag in _IMAGES and has_address(shown):
            return
        for image in images_of(noscript)[:1]:
            self._take_image(image)

    def leave(self, element: HtmlElement) -> None:
        """End an element, and take the text behind it."""
        tag = element.tag
        self._inline += 1
        text = element.tail
        if self._skips:
            self._skips = False
        elif tag not in _BOUNDLESS or (tag in _STYLED and self._path[-1] is element):
            if not (text and text[0].islower() and self._is_initial()):
                self.flush()
            self._end_block(element, tag)
        elif tag == "a":
            self._links -= 1
        elif text and len(self._parts) == 1 and tag in SET_APART and is_set_apart(element, text):
            self.flush()
        if text and (self._links or self._parts or not text.isspace()):
            self._take(text)

    def _end_block(self, element: HtmlElement, tag: str) -> None:
        self._path.pop()
        self._templates.pop()
        self._blocks = None
        if tag == "pre":
            self._preformatted -= 1
        if self._hidden and self._hidden[-1] is element:
            self._hidden.pop()

    def _is_initial(self) -> bool:
        """Return whether a single capital is set apart, of the word that goes on behind it."""
        initial = "".join(self._parts).strip() if len(self._parts) < 4 else ""
        return len(initial) == 1 and initial.isalpha()

    def _is_sentence(self) -> bool:
        """Return whether a cell ends in a long sentence."""
        text = "".join(self._parts[-_CELL_PARTS:]).rstrip()
        return len(text) >= _SENTENCE_CHARS and text.endswith((".", "!", "?", "…", "।"))

    def _take(self, text: str) -> None:
        """Take a text; most are the spaces between two blocks, and never come here."""
        if self._parts or not text.isspace():
            self._parts.append(text)
        if self._links:
            self._link_chars += len(text)

    def blocks(self) -> tuple[HtmlElement, ...]:
        """Return the blocks around this place; segments of one block share the tuple."""
        if self._blocks is None:
            self._blocks = tuple(self._path[-_PATH_MAX:])
        return self._blocks

    def flush(self) -> None:
        """End the segment, if it has a letter or a digit; preformatted text ends at each line."""
        if self._parts:
            text = "".join(self._parts)
            self._parts.clear()
            for line in unwrapped(text) if self._preformatted else (text,):
                self._add(tidy(line).strip(" |"))
        self._link_chars = 0
        if self._inline > _CROWD:
            self.crowding += self._inline**2 // 64
        self._inline = 0

    def _add(self, text: str) -> None:
        key = squeeze(text)
        if key:
            links = min(self._link_chars, len(text))
            path, hidden = self.blocks(), bool(self._hidden)
            templates = tuple(self._templates[: -_KIN - 1 : -1])
            self.segments.append(Segment(text, key, path, path[-1], links, hidden, templates))
