"""The article's body: a cheap precise pass, a second opinion, and a referee between them.

Measured (extraction.md): where the precise pass and resiliparse agree less than 0.7, the default
pass is run too, and the one that agrees better is kept. The agreement is also the confidence.
"""

from copy import deepcopy
from dataclasses import dataclass

from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction
from trafilatura.settings import Document as TrafilaturaDocument

from services.extract.document import Document
from services.extract.shingles import Shingles, agreement, shingles
from services.extract.text import tidy_lines

AGREEMENT_ENOUGH = 0.7
ELEMENTS_MAX = 50_000
"""Above it trafilatura takes seconds to minutes (100,000 paragraphs: 20.9 s)."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article."""

    lines: tuple[str, ...]
    """Its paragraphs, tidied, in reading order."""
    confidence: float
    """Agreement of the two extractors, 0 to 1."""
    passes: tuple[str, ...]
    """The passes that were run; the chosen one last."""


def read_body(document: Document) -> Body:
    """Find the article's text; no lines where there is none."""
    second = _resiliparse(document)
    if count_elements(document.tree) > ELEMENTS_MAX:
        return Body(tuple(second), 0.0, ("resiliparse",))
    opinion = shingles("\n".join(second))
    precise = _trafilatura(document.tree, precise=True)
    score = _score(precise, opinion)
    if score >= AGREEMENT_ENOUGH:
        return Body(tuple(precise), score, ("precise",))
    balanced = _trafilatura(document.tree, precise=False)
    balanced_score = _score(balanced, opinion)
    if balanced_score > score or not precise:
        return Body(tuple(balanced), balanced_score, ("precise", "balanced"))
    return Body(tuple(precise), score, ("balanced", "precise"))


def count_elements(tree: HtmlElement) -> int:
    """Count the elements of a tree."""
    return sum(1 for _ in tree.iter())


def _score(lines: list[str], opinion: Shingles) -> float:
    return agreement(shingles("\n".join(lines)), opinion)


def _trafilatura(tree: HtmlElement, precise: bool) -> list[str]:
    found = bare_extraction(
        deepcopy(tree), include_comments=False, fast=precise, favor_precision=precise
    )
    text = found.text if isinstance(found, TrafilaturaDocument) else None
    return tidy_lines(text.splitlines()) if text else []


def _resiliparse(document: Document) -> list[str]:
    text = extract_plain_text(
        document.html, main_content=True, alt_texts=False, list_bullets=False, comments=False
    )
    return tidy_lines(text.splitlines())
