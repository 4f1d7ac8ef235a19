"""The article's body: of the texts that may be it (candidates.py), one is chosen and mended.

A small model chooses (choice.py), and another one says of each segment how likely it is the
article's (belief.py).
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace

from services.extract.body.belief import mend
from services.extract.body.candidates import read_candidates
from services.extract.body.choice import PageContext, choose
from services.extract.body.galleries import without_galleries
from services.extract.body.outline import Image, Outline, read_outline
from services.extract.body.passes.islands import read_island
from services.extract.body.passes.on_page import on_page
from services.extract.body.passes.page_weight import is_heavy, light_lines
from services.extract.body.refine.appeals.consent import without_consent
from services.extract.body.refine.appeals.controls import drop_asking
from services.extract.body.refine.appeals.paywall import drop_prompt, has_prompt
from services.extract.body.refine.appeals.promotions import drop_promotions
from services.extract.body.refine.below.author_card import drop_author_card
from services.extract.body.refine.boilerplate import (
    drop_above_title,
    drop_hidden,
    drop_links,
    drop_titles,
)
from services.extract.body.refine.datelines import drop_dateline, drop_record
from services.extract.body.refine.empty_headings import drop_empty_headings
from services.extract.body.refine.fill import fill_lists
from services.extract.body.refine.lead import heading_before
from services.extract.body.refine.unseen import drop_unseen
from services.extract.body.segments import Segment
from services.extract.body.selection import Page, Selection
from services.extract.boosted import Features
from services.extract.markup.document import Document
from services.extract.markup.measure import measure_all
from services.extract.markup.text import unescape_again

NO_OUTLINE = Outline(Page(), [], 0)
ISLAND_CHARS = 200
"""Below so much text of the page's own, what it keeps out of its tree is looked for."""
UNCHECKED_CONFIDENCE = 0.6
"""Of a text that stands in no part of the page that was read: no rule has looked at it. Of 900 real
pages three have such a text, and the two on which the extractors agree are right."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article."""

    lines: tuple[str, ...]
    """Its paragraphs, tidied, in reading order."""
    passes: tuple[str, ...]
    """The passes that were run; the chosen one last."""
    segments: tuple[Segment, ...] = ()
    """Where the lines stand on the page, one each; none where that is not known."""
    images: tuple[tuple[int, Image], ...] = ()
    """Images between the page's heading and the last line; the number is of the line after."""
    outline: Outline = NO_OUTLINE
    """The page that it was found on."""
    has_paywall: bool = False
    """Whether right below the text the page asks readers to subscribe or log in to read on."""
    weights: Sequence[float] = ()
    """Of the page's segments, as dense.py weighs them; none where the page was too heavy."""
    evidence: Features = field(default_factory=dict)
    """What the text was chosen by; none where there was no choice."""
    confidence_max: float = 1.0
    """At most so much confidence, 0 to 1, in a text that nothing was compared with."""

    @property
    def link_density(self) -> float | None:
        """Share of characters in links, None where the lines are of no elements."""
        chars = sum(len(segment.text) for segment in self.segments)
        linked = sum(segment.link_chars for segment in self.segments)
        return round(min(1.0, linked / chars), 3) if chars else None

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


def read_body(document: Document) -> Body:
    """Find the article's text; no lines where there is none."""
    outline = without_galleries(read_outline(document.tree))
    body = _read(document, outline)
    bare = without_consent(outline, body.segments)
    return body if bare is outline else _read(document, bare)


def _read(document: Document, outline: Outline) -> Body:
    """Find the article's text in an outline of the page."""
    if is_heavy(outline, document.tree, document.tags):
        lines, name = light_lines(document.utf8, outline)
        return Body(tuple(lines), (name,), confidence_max=0.0)
    found, candidates, context = read_candidates(document, outline)
    if not _has_text(candidates.values()):
        island = read_island(document, ISLAND_CHARS, context.titles)
        if island is not None:
            name, text = island
            return _from_island(name, on_page(text, outline), context.titles)
    if not candidates:
        return Body(
            tuple(found.lines),
            found.passes,
            outline=outline,
            weights=context.weights,
            confidence_max=min(found.score, UNCHECKED_CONFIDENCE),
        )
    name, row = choose(context, candidates)
    if not _has_text([candidates[name]]):
        longer = {name: each for name, each in candidates.items() if name.startswith("dense")}
        if _has_text(longer.values()):
            name, row = choose(context, longer)
    selection = finish(document, candidates[name], context)
    segments = _readable(selection)
    return Body(
        tuple(segment.text for segment in segments),
        found.passes if name.startswith("base") else (*found.passes, "dense"),
        segments,
        _images(outline, selection, context.titles),
        outline,
        has_paywall=has_prompt(selection),
        weights=context.weights,
        evidence=row,
    )


def finish(document: Document, found: Selection, context: PageContext) -> Selection:
    """Return a chosen text as it is published: mended, without what styles hide and what sells."""
    seen = drop_unseen(_mended(found, context), document.of_tag("style"))
    asked = drop_asking(seen, document.of_tag("button"), document.of_tag("input"))
    return drop_empty_headings(drop_prompt(drop_promotions(drop_author_card(asked))))


def _mended(found: Selection, context: PageContext) -> Selection:
    """Return a text as belief mends it; as it is where too little would be left of it."""
    mended = fill_lists(mend(found, context.belief, context.titles))
    mended = drop_dateline(drop_above_title(mended, context.titles), context.titles)
    mended = drop_record(mended)
    return found if _has_text([found]) and not _has_text([mended]) else mended


def _has_text(candidates: Iterable[Selection]) -> bool:
    """Return whether one of them has text enough: letters are counted before they are weighed."""
    return any(
        found.chars >= ISLAND_CHARS
        or measure_all(segment.text for segment in found.segments) >= ISLAND_CHARS
        for found in candidates
    )


def _from_island(name: str, outline: Outline, titles: frozenset[str]) -> Body:
    """Take a text that stands outside of the page's tree; nothing beside it was checked."""
    every = Selection(outline.segments, range(len(outline.segments)))
    shown = drop_dateline(drop_hidden(drop_links(drop_titles(every, titles))), titles)
    selection = drop_promotions(shown)
    segments = _readable(selection)
    lines = tuple(segment.text for segment in segments)
    return Body(lines, (name,), segments, confidence_max=UNCHECKED_CONFIDENCE)


def _readable(selection: Selection) -> tuple[Segment, ...]:
    """Return the chosen segments, without character references that were escaped twice."""
    return tuple(
        each if (text := unescape_again(each.text)) == each.text else each._replace(text=text)
        for each in selection.segments
    )


def _images(
    outline: Outline, selection: Selection, titles: frozenset[str]
) -> tuple[tuple[int, Image], ...]:
    """Return the images of the article, each with the number of the line it stands before."""
    heading = heading_before(selection.page, selection.first, titles)
    start = selection.first if heading is None else heading + 1
    return tuple(
        (bisect_left(selection.ordered, image.place), image)
        for image in outline.images
        if start <= image.place <= selection.last
        or (image.place == selection.last + 1 and _ends_the_text(image, selection))
    )


def _ends_the_text(image: Image, selection: Selection) -> bool:
    """Return whether a figure stands right behind the last line, in the block that holds it."""
    around = selection.page[selection.last].path[:-1] if selection.numbers else ()
    inner = image.path[len(around) :]
    is_inside = len(around) > 1 and image.path[: len(around)] == around
    return is_inside and any(each.tag == "figure" for each in inner)
