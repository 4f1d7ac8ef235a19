"""The texts of a page that may be its article's: what the passes find, each refined.

The `dense` pass comes first; where it can stand alone (early.py) the extractors are spared. Else
a precise pass runs, and where it agrees less than 0.7 with resiliparse the balanced one, too.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from services.extract.body.belief import Belief, believe
from services.extract.body.choice import PageContext
from services.extract.body.early import early_features, is_enough
from services.extract.body.outline import Outline
from services.extract.body.passes.alignment import align
from services.extract.body.passes.dense import dense, weigh
from services.extract.body.passes.extractors import resiliparse_lines
from services.extract.body.passes.jsonld_body import find_stated
from services.extract.body.passes.referee import Found, Opinion, ask_extractors
from services.extract.body.refine.boilerplate import TITLE_CHARS_MIN, address_fields
from services.extract.body.refine.fill import fill
from services.extract.body.refine.refine import end_at_next_story, refine
from services.extract.body.segments import Segment, squeeze
from services.extract.body.selection import Page, Selection
from services.extract.body.shingles import Shingles, agreement, shingles
from services.extract.boosted import Boosted
from services.extract.markup.document import Document

AGREEMENT_JSONLD = 0.75
"""From here on the body that JSON-LD states stands for the precise pass."""


def read_candidates(
    document: Document, outline: Outline, spare: bool = True
) -> tuple[Found, dict[str, Selection], PageContext]:
    """Return the texts that may be the article's, refined, by name: the extractors' first.

    With `spare`, the extractors are not asked where the `dense` pass can stand alone (early.py).
    """
    opinion = ask_second(document, outline.segments)
    early, context = read_early(document, outline, opinion)
    found = _from_jsonld(document, outline.segments, opinion.shingles)
    if spare and found is None and "dense" in early:
        context = replace(context, belief=belief_of(context, early, opinion))
        row = early_features(context, early, sum(map(len, opinion.lines)))
        if is_enough(row):
            return Found(frozenset(), context.agreement, (), ()), {"dense": early["dense"]}, context
    if found is None:
        found = ask_extractors(document.tree, outline.segments, opinion)
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
    agreed = agreement(shingles(text), opinion.shingles)
    return early, replace(context, agreement=agreed, left_out=_left_out("dense", numbers, early))


def _refined(name: str, numbers: frozenset[int], context: PageContext) -> dict[str, Selection]:
    """Return a pass's choice as it is mended, and filled."""
    if not numbers:
        return {}
    refined = refine(Selection(context.page, numbers), context.titles, context.fields)
    filled = fill(refined)
    if filled is not refined:
        filled = end_at_next_story(filled, context.titles)
    found = {name: refined, f"{name}+": filled}
    return {name: each for name, each in found.items() if each.numbers}


def _left_out(
    name: str, numbers: frozenset[int], refined: Mapping[str, Selection]
) -> frozenset[int]:
    """Return what the rules took from a pass's choice."""
    return numbers - refined[name].numbers if name in refined else frozenset()


def _from_jsonld(document: Document, page: list[Segment], opinion: Shingles) -> Found | None:
    """Take the body that JSON-LD states, where the page has it and the second opinion agrees."""
    numbers = find_stated(page, document.nodes)
    if not numbers:
        return None
    text = "\n".join(page[number].text for number in sorted(numbers))
    score = agreement(shingles(text), opinion)
    if score < AGREEMENT_JSONLD:
        return None
    return Found(frozenset(numbers), score, ("json-ld",), ())


def read_titles(document: Document, page: Page) -> frozenset[str]:
    """Return the page's titles for comparison: of the head, for sharing, and its h1."""
    titles = {segment.key for segment in page if segment.element.tag == "h1"}
    titles.update(squeeze(title.text or "") for title in document.of_tag("title")[:1])
    for meta in document.of_tag("meta"):
        if meta.get("property") == "og:title":
            titles.add(squeeze(meta.get("content") or ""))
    return frozenset(titles.union(_inner_title(titles, page)) - {""})


def _inner_title(titles: Set[str], page: Page) -> list[str]:
    """Return the heading that ends a title, `Version for print: …`, where no line is a title."""
    if any(segment.key in titles for segment in page):
        return []
    keys = (page[number].key for number in page.headings)
    return [k for k in keys if len(k) >= TITLE_CHARS_MIN and any(t.endswith(k) for t in titles)][:1]
