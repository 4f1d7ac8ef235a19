"""The article's body: several passes, each mended paragraph by paragraph, and a choice of one.

The `dense` pass comes first; where it can stand alone (early.py) the extractors are spared. Else
a precise pass runs, and where it agrees less than 0.7 with resiliparse the balanced one, too. What
they found is mended (refine/), a small model chooses (choice.py), and another one says of each
segment how likely it is the article's (belief.py).
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from services.extract.body.belief import Belief, believe, mend
from services.extract.body.choice import PageContext, choose
from services.extract.body.early import early_features, is_enough
from services.extract.body.passes.alignment import ALIGNED_ENOUGH, align
from services.extract.body.passes.dense import dense, weigh
from services.extract.body.passes.extractors import resiliparse_lines
from services.extract.body.passes.islands import read_island
from services.extract.body.passes.jsonld_body import find_stated, stated_body
from services.extract.body.passes.page_weight import is_heavy, light_lines
from services.extract.body.passes.referee import Extracted, ask_extractors
from services.extract.body.refine.boilerplate import (
    address_fields,
    drop_above_title,
    drop_hidden,
    drop_links,
    drop_titles,
)
from services.extract.body.refine.datelines import drop_dateline
from services.extract.body.refine.fill import fill
from services.extract.body.refine.lead import heading_before
from services.extract.body.refine.offers import drop_polls
from services.extract.body.refine.promotions import drop_promotions
from services.extract.body.refine.refine import refine
from services.extract.body.refine.unseen import drop_unseen
from services.extract.body.segments import Image, Outline, Segment, read_outline, squeeze
from services.extract.body.selection import Selection
from services.extract.body.shingles import Shingles, agreement, shingles
from services.extract.boosted import Boosted, Features
from services.extract.markup.document import Document
from services.extract.markup.measure import measure_all
from services.extract.markup.text import unescape_again

NO_OUTLINE = Outline([], [], 0)
ISLAND_CHARS = 200
"""Below so much text of the page's own, what it keeps out of its tree is looked for."""
UNCHECKED_CONFIDENCE = 0.6
"""Of a text that stands in no part of the page that was read: no rule has looked at it. Of 900 real
pages three have such a text, and the two on which the extractors agree are right."""
AGREEMENT_JSONLD = 0.75
"""From here on the body that JSON-LD states stands for the precise pass."""


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


@dataclass(frozen=True, slots=True)
class Found:
    """What the passes found, laid onto the page."""

    numbers: frozenset[int]
    """Of the page's segments; none where the text was not found on it."""
    score: float
    """Agreement with the second opinion."""
    passes: tuple[str, ...]
    lines: tuple[str, ...]
    """The pass's own, for a page that does not have them."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The second opinion: resiliparse's text."""

    lines: list[str]
    shingles: Shingles
    numbers: frozenset[int]
    """Of the page's segments."""


def read_body(document: Document) -> Body:
    """Find the article's text; no lines where there is none."""
    outline = read_outline(document.tree)
    if is_heavy(outline, document.tree, document.tags):
        lines, name = light_lines(document.utf8, outline)
        return Body(tuple(lines), (name,), confidence_max=0.0)
    found, candidates, context = read_candidates(document, outline)
    if not _has_text(candidates.values()):
        island = read_island(document, ISLAND_CHARS, context.titles)
        if island is not None:
            return _from_island(*island, context.titles)
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
        context.weights,
        row,
    )


def finish(document: Document, found: Selection, context: PageContext) -> Selection:
    """Return a chosen text as it is published: mended, without what styles hide and what sells."""
    seen = drop_unseen(_mended(found, context), document.of_tag("style"))
    return drop_promotions(drop_polls(seen, document.of_tag("input")))


def _mended(found: Selection, context: PageContext) -> Selection:
    """Return a text as belief mends it; as it is where too little would be left of it."""
    mended = mend(found, context.belief, context.titles)
    mended = drop_dateline(drop_above_title(mended, context.titles), context.titles)
    return found if _has_text([found]) and not _has_text([mended]) else mended


def _has_text(candidates: Iterable[Selection]) -> bool:
    """Return whether one of them has text enough: letters are counted before they are weighed."""
    return any(
        sum(map(len, each)) >= ISLAND_CHARS or measure_all(each) >= ISLAND_CHARS
        for each in ([segment.text for segment in found.segments] for found in candidates)
    )


def _from_island(name: str, outline: Outline, titles: frozenset[str]) -> Body:
    """Take a text that stands outside of the page's tree; nothing beside it was checked."""
    every = Selection(outline.segments, range(len(outline.segments)))
    selection = drop_promotions(drop_hidden(drop_links(drop_titles(every, titles))))
    segments = _readable(selection)
    lines = tuple(segment.text for segment in segments)
    return Body(lines, (name,), segments, confidence_max=UNCHECKED_CONFIDENCE)


def _readable(selection: Selection) -> tuple[Segment, ...]:
    """Return the chosen segments, without character references that were escaped twice."""
    return tuple(
        each if (text := unescape_again(each.text)) == each.text else each._replace(text=text)
        for each in selection.segments
    )


def read_candidates(
    document: Document, outline: Outline, spare: bool = True
) -> tuple[Found, dict[str, Selection], PageContext]:
    """Return the texts that may be the article's, refined, by name: the extractors' first.

    With `spare`, the extractors are not asked where the `dense` pass can stand alone (early.py).
    """
    opinion = ask_second(document, outline.segments)
    second = opinion.lines
    early, context = read_early(document, outline, opinion)
    found = _from_jsonld(document, outline.segments, opinion.shingles)
    if spare and found is None and "dense" in early:
        context = replace(context, belief=belief_of(context, early, opinion))
        row = early_features(context, early, sum(map(len, second)))
        if is_enough(row):
            return Found(frozenset(), context.agreement, (), ()), {"dense": early["dense"]}, context
    if found is None:
        found = _aligned(outline.segments, ask_extractors(document.tree, second, opinion.shingles))
    base = _refined("base", found.numbers, context)
    left_out = context.left_out | _left_out("base", found.numbers, base)
    candidates = {**base, **early}
    context = replace(context, agreement=found.score, left_out=left_out)
    return found, candidates, replace(context, belief=belief_of(context, candidates, opinion))


def ask_second(document: Document, page: Sequence[Segment]) -> Opinion:
    """Ask resiliparse for its text, and find it on the page."""
    lines = resiliparse_lines(document.visible)
    own = shingles("\n".join(lines))
    return Opinion(lines, own, frozenset(align(page, lines, own)))


def belief_of(
    context: PageContext,
    candidates: Mapping[str, Selection],
    opinion: Opinion,
    model: Boosted | None = None,
) -> Belief:
    """Guess how likely each segment is, beside the first of the candidates."""
    first = next(iter(candidates.values()), None)
    if first is None:
        return Belief()
    passes = {name: each.numbers for name, each in candidates.items()}
    passes["second"] = opinion.numbers
    return believe(first, passes, context.agreement, model, context.left_out)


def read_early(
    document: Document, outline: Outline, opinion: Opinion
) -> tuple[dict[str, Selection], PageContext]:
    """Return what the `dense` pass finds, and how far the second opinion agrees with it."""
    page = outline.segments
    titles, fields = read_titles(document, page), address_fields(document.of_tag("input"))
    context = PageContext(page, weigh(page), titles, 0.0, fields)
    numbers = frozenset(dense(page, context.weights))
    early = _refined("dense", numbers, context)
    if "dense" not in early:
        return early, context
    text = "\n".join(segment.text for segment in early["dense"].segments)
    agreed, left_out = (
        agreement(shingles(text), opinion.shingles),
        _left_out("dense", numbers, early),
    )
    return early, replace(context, agreement=agreed, left_out=left_out)


def _refined(name: str, numbers: frozenset[int], context: PageContext) -> dict[str, Selection]:
    """Return a pass's choice as it is mended, and filled."""
    if not numbers:
        return {}
    refined = refine(Selection(context.page, numbers), context.titles, context.fields)
    found = {name: refined, f"{name}+": fill(refined)}
    return {name: each for name, each in found.items() if each.numbers}


def _left_out(
    name: str, numbers: frozenset[int], refined: Mapping[str, Selection]
) -> frozenset[int]:
    """Return what the rules took from a pass's choice."""
    return numbers - refined[name].numbers if name in refined else frozenset()


def _aligned(page: Sequence[Segment], choice: Extracted) -> Found:
    """Lay a pass's text back onto the page; where too little of it is found, it has no place."""
    numbers = align(page, choice.lines, choice.shingles)
    chars = sum(len(page[number].text) for number in numbers)
    if chars < ALIGNED_ENOUGH * sum(map(len, choice.lines)):
        numbers = set()
    return Found(frozenset(numbers), choice.score, choice.passes, tuple(choice.lines))


def _from_jsonld(document: Document, page: list[Segment], opinion: Shingles) -> Found | None:
    """Take the body that JSON-LD states, where the page has it and the second opinion agrees."""
    numbers = find_stated(page, stated_body(document.nodes))
    if not numbers:
        return None
    text = "\n".join(page[number].text for number in sorted(numbers))
    score = agreement(shingles(text), opinion)
    if score < AGREEMENT_JSONLD:
        return None
    return Found(frozenset(numbers), score, ("json-ld",), ())


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


def read_titles(document: Document, page: list[Segment]) -> frozenset[str]:
    """Return the page's titles for comparison: of the head, for sharing, and its h1."""
    titles = {segment.key for segment in page if segment.element.tag == "h1"}
    titles.update(squeeze(title.text or "") for title in document.of_tag("title")[:1])
    for meta in document.of_tag("meta"):
        if meta.get("property") == "og:title":
            titles.add(squeeze(meta.get("content") or ""))
    return frozenset(titles - {""})
