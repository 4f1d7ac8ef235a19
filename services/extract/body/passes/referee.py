"""The text of trafilatura: its precise pass, and where resiliparse differs, its balanced one."""

from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from services.extract.body.passes.extractors import balanced_lines, precise_lines, strip
from services.extract.body.shingles import Shingles, agreement, shingles

AGREEMENT_ENOUGH = 0.7


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text that an extractor found, and how far the second opinion agrees with it."""

    lines: list[str]
    shingles: Shingles
    score: float
    """Agreement with the second opinion."""
    passes: tuple[str, ...]
    """Those that were run; the chosen one last."""


def ask_extractors(tree: HtmlElement, second: list[str], opinion: Shingles) -> Extracted:
    """Run the precise pass, and where the second opinion differs, the balanced one."""
    stripped = strip(tree)
    precise = _extracted(precise_lines(stripped), opinion, ("precise",))
    if precise.score >= AGREEMENT_ENOUGH:
        return precise
    balanced = _extracted(balanced_lines(stripped), opinion, ("precise", "balanced"))
    if balanced.score > precise.score or (balanced.lines and not precise.lines):
        return balanced
    if precise.lines:
        return replace(precise, passes=("balanced", "precise"))
    return Extracted(second, opinion, 0.0, ("precise", "balanced", "resiliparse"))


def _extracted(lines: list[str], opinion: Shingles, passes: tuple[str, ...]) -> Extracted:
    own = shingles("\n".join(lines))
    return Extracted(lines, own, agreement(own, opinion), passes)
