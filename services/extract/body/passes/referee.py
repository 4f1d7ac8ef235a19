"""The text of trafilatura: its precise pass, and where resiliparse differs, its balanced one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from services.extract.body.passes.alignment import ALIGNED_ENOUGH, align
from services.extract.body.passes.extractors import balanced_lines, precise_lines, strip
from services.extract.body.segments import Segment
from services.extract.body.shingles import Shingles, agreement, shingles

AGREEMENT_ENOUGH = 0.7


@dataclass(frozen=True, slots=True)
class Found:
    """What the passes found, laid onto the page."""

    numbers: frozenset[int]
    """Of the page's segments; none where the text was not found on it."""
    score: float
    """Agreement with the second opinion."""
    passes: tuple[str, ...]
    """Those that were run; the chosen one last."""
    lines: Sequence[str]
    """The pass's own, for a page that does not have them."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The second opinion: resiliparse's text."""

    lines: list[str]
    shingles: Shingles
    numbers: frozenset[int]
    """Of the page's segments."""


def ask_extractors(tree: HtmlElement, page: Sequence[Segment], second: Opinion) -> Found:
    """Run the precise pass, and where the second opinion differs, the balanced one."""
    stripped = strip(tree)
    precise = _laid(precise_lines(stripped), page, second, "precise")
    if precise.score >= AGREEMENT_ENOUGH:
        return precise
    balanced = _laid(balanced_lines(stripped), page, second, "precise", "balanced")
    if balanced.score > precise.score or (balanced.lines and not precise.lines):
        return balanced
    if precise.lines:
        return replace(precise, passes=("balanced", "precise"))
    own = _laid(second.lines, page, second, "precise", "balanced", "resiliparse")
    return replace(own, score=0.0)


def _laid(lines: list[str], page: Sequence[Segment], second: Opinion, *passes: str) -> Found:
    """Lay a text back onto the page; where too little of it is found, it has no place."""
    own = shingles("\n".join(lines))
    numbers = align(page, lines, own)
    if sum(len(page[number].text) for number in numbers) < ALIGNED_ENOUGH * sum(map(len, lines)):
        numbers = set()
    return Found(frozenset(numbers), agreement(own, second.shingles), passes, lines)
