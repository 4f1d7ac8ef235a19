"""The article's body: a cheap precise pass, a second opinion, and a referee between them.

Measured (extraction.md): where the precise pass and resiliparse agree less than 0.7, the default
pass is run too, and the one that agrees better is kept. The agreement is also the confidence.
What was chosen is then mended paragraph by paragraph (refine.py).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Set
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache

from lxml import etree
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction
from trafilatura.settings import Document as TrafilaturaDocument
from trafilatura.settings import Extractor

from services.extract.alignment import chosen
from services.extract.document import Document
from services.extract.recovery import heading_before
from services.extract.refine import refine
from services.extract.segments import Image, Outline, Segment, read_outline, squeeze
from services.extract.selection import Selection, word_count
from services.extract.shingles import Shingles, agreement, shingles
from services.extract.text import tidy_lines

AGREEMENT_ENOUGH = 0.7
ELEMENTS_MAX = 20_000
"""Above it trafilatura takes seconds to minutes (49,000 paragraphs: 5 s, 100,000: 20.9 s of CPU);
the largest page of the corpus has 4,100."""
_DEPTH_MAX = 500
"""Deeper nesting takes every extractor's time to the square of it; real pages reach about 60."""
_PAGE_CHARS_MAX = 1_000_000
"""A longer text is no news; nor is it read by more than one simple pass."""
_PLAIN_WORDS_MIN = 8
_ALIGNED_ENOUGH = 0.8
"""Share of a pass's text that must be found on the page for it to be mended there."""
_NEVER_TEXT = (
    "script", "style", "svg", "noscript", "template", "iframe", "button", "select", "canvas",
    "video", "audio", "picture", "source", "link", "meta", "head", "input", "label", "object",
    "embed", "textarea", "option", "nav", "footer",
)  # fmt: skip
"""What trafilatura deletes in any case; doing so once saves it four copies (a seventh of its time,
and not one page of the corpus comes out differently)."""

_TEXTLESS = etree.XPath(
    "//body//*[not(normalize-space())][not(self::br or self::hr or self::wbr or self::td)]"
    "[not(self::th)][not(.//br)]"
)
"""A quarter of all elements: wrappers of images, slots for adverts, spacers."""

_LONG_NAMES = etree.XPath("//*[string-length(@class) > 5000 or string-length(@id) > 5000]")


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article."""

    lines: tuple[str, ...]
    """Its paragraphs, tidied, in reading order."""
    confidence: float
    """Agreement of the two extractors, 0 to 1."""
    passes: tuple[str, ...]
    """The passes that were run; the chosen one last."""
    segments: tuple[Segment, ...] = ()
    """Where the lines stand on the page, one each; none where that is not known."""
    images: tuple[tuple[int, Image], ...] = ()
    """Images between the page's heading and the last line; the number is of the line after."""

    def without(self, places: Set[int]) -> "Body":
        """Leave the lines at these places out."""
        if not places:
            return self
        kept = [place for place in range(len(self.lines)) if place not in places]
        return replace(
            self,
            lines=tuple(self.lines[place] for place in kept),
            segments=tuple(self.segments[place] for place in kept) if self.segments else (),
            images=tuple((bisect_left(kept, place), image) for place, image in self.images),
        )


@dataclass(frozen=True, slots=True)
class _Choice:
    lines: list[str]
    shingles: Shingles
    score: float
    passes: tuple[str, ...]


def read_body(document: Document) -> Body:
    """Find the article's text; no lines where there is none."""
    outline = read_outline(document.tree)
    if outline.depth > _DEPTH_MAX or outline.chars > _PAGE_CHARS_MAX:
        return _plain(outline)
    second = _resiliparse(document)
    if count_elements(document.tree) > ELEMENTS_MAX:
        return Body(tuple(_bounded(second)), 0.0, ("resiliparse",))
    choice = _referee(document.tree, second)
    page = outline.segments
    selection = Selection(page, chosen(page, choice.lines, choice.shingles))
    if selection.chars < _ALIGNED_ENOUGH * sum(map(len, choice.lines)):
        return Body(tuple(choice.lines), choice.score, choice.passes)
    titles = read_titles(document.tree, page)
    selection = refine(selection, titles)
    lines = tuple(segment.text for segment in selection.segments)
    images = _images(outline, selection, titles)
    return Body(lines, choice.score, choice.passes, tuple(selection.segments), images)


def _plain(outline: Outline) -> Body:
    """Take every long line that is no link: for pages that no extractor is let near."""
    lines = (
        segment.text
        for segment in outline.segments
        if segment.link_chars < len(segment.text) // 2 and word_count(segment) >= _PLAIN_WORDS_MIN
    )
    return Body(tuple(_bounded(lines)), 0.0, ("plain",))


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines up to the limit, the last one cut."""
    left = _PAGE_CHARS_MAX
    for line in lines:
        if left <= 0:
            return
        yield line[:left]
        left -= len(line)


def _images(
    outline: Outline, selection: Selection, titles: frozenset[str]
) -> tuple[tuple[int, Image], ...]:
    """Return the images of the article, each with the number of the line it stands before."""
    numbers = sorted(selection.numbers)
    if not numbers:
        return ()
    first = numbers[0]
    heading = heading_before(selection, first, titles)
    start = first if heading is None else heading + 1
    return tuple(
        (bisect_left(numbers, image.place), image)
        for image in outline.images
        if start <= image.place <= numbers[-1]
    )


def count_elements(tree: HtmlElement) -> int:
    """Count the elements of a tree."""
    return int(tree.xpath("count(descendant-or-self::*)"))


def read_titles(tree: HtmlElement, page: list[Segment]) -> frozenset[str]:
    """Return the page's titles for comparison: of the head, for sharing, and its h1."""
    titles = {segment.key for segment in page if segment.element.tag == "h1"}
    titles.add(squeeze(tree.findtext(".//title") or ""))
    for meta in tree.iterfind(".//meta[@property='og:title']"):
        titles.add(squeeze(meta.get("content") or ""))
    return frozenset(titles - {""})


def _referee(tree: HtmlElement, second: list[str]) -> _Choice:
    """Run the precise pass, and where the second opinion differs, the balanced one."""
    opinion = shingles("\n".join(second))
    stripped = _stripped(tree)
    precise = _choice(_trafilatura(stripped, precise=True), opinion, ("precise",))
    if precise.score >= AGREEMENT_ENOUGH:
        return precise
    balanced = _choice(_trafilatura(stripped, precise=False), opinion, ("precise", "balanced"))
    if balanced.score > precise.score or (balanced.lines and not precise.lines):
        return balanced
    if precise.lines:
        return _Choice(precise.lines, precise.shingles, precise.score, ("balanced", "precise"))
    return _Choice(second, opinion, 0.0, ("precise", "balanced", "resiliparse"))


def _stripped(tree: HtmlElement) -> HtmlElement:
    """Copy the tree without what can hold no text of the article."""
    copy = deepcopy(tree)
    etree.strip_elements(copy, *_NEVER_TEXT, with_tail=False)
    long_names: list[HtmlElement] = _LONG_NAMES(copy)  # type: ignore[assignment]
    for element in long_names:
        element.attrib.clear()
    textless: list[HtmlElement] = _TEXTLESS(copy)  # type: ignore[assignment]
    for element in textless:
        element.drop_tree()
    return copy


def _choice(lines: list[str], opinion: Shingles, passes: tuple[str, ...]) -> _Choice:
    own = shingles("\n".join(lines))
    return _Choice(lines, own, agreement(own, opinion), passes)


def _trafilatura(tree: HtmlElement, precise: bool) -> list[str]:
    """Run trafilatura, which copies the tree before it changes it."""
    found = bare_extraction(tree, options=_options(precise))
    text = found.text if isinstance(found, TrafilaturaDocument) else None
    return tidy_lines(text.splitlines()) if text else []


@cache
def _options(precise: bool) -> Extractor:
    """Make trafilatura's options once: reading its configuration takes a third of a millisecond."""
    return Extractor(output_format="python", fast=precise, precision=precise, comments=False)


def _resiliparse(document: Document) -> list[str]:
    text = extract_plain_text(
        document.html, main_content=True, alt_texts=False, list_bullets=False, comments=False
    )
    return tidy_lines(text.splitlines())
