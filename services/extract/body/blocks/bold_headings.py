"""Headings of parts that editors set as bold paragraphs: `<p><b>What comes next</b></p>`."""

from collections.abc import Sequence

from lxml import etree

from services.extract.body.segments import Segment, squeeze
from services.extract.body.sentence_ends import SENTENCE_ENDS

_BOLD = frozenset(["b", "strong"])
_STYLES = frozenset(["span", "u", "font", "big"])
_PARAGRAPHS = frozenset(["p", "div"])
_CHARS_MAX = 100
"""Longer, it is a paragraph that stresses what it says."""
_NO_ENDS = (*SENTENCE_ENDS, ":", "：", ",", "،", "、", ";", "՝", "-", "–", "—")
"""What a sentence ends with, a label, and half a line."""
_PER_HEADING = 2
"""So many other lines for each heading; with fewer, an interview's questions are bold."""


def bold_headings(body: Sequence[Segment]) -> set[int]:
    """Return the places of short bold lines that head the paragraph behind them."""
    bold = {place for place, segment in enumerate(body) if _is_bold(segment)}
    found = {
        place
        for place in bold
        if 0 < place < len(body) - 1
        and place + 1 not in bold
        and place - 1 not in bold
        and body[place + 1].element.tag in _PARAGRAPHS
        and len(body[place + 1].key) > len(body[place].key)
        and not body[place].text.endswith(_NO_ENDS)
    }
    return found if len(bold) * (1 + _PER_HEADING) <= len(body) else set()


def _is_bold(segment: Segment) -> bool:
    """Return whether a paragraph is one short bold line."""
    element = segment.element
    if element.tag not in _PARAGRAPHS or len(segment.text) > _CHARS_MAX or segment.link_chars:
        return False
    inner = _only_child(element)
    while inner is not None and inner.tag in _STYLES:
        inner = _only_child(inner)
    if inner is None or inner.tag not in _BOLD:
        return False
    return squeeze("".join(map(str, inner.itertext()))) == segment.key


def _only_child(element: etree._Element) -> etree._Element | None:
    """Return the one element that holds all text of another."""
    children = [each for each in element if each.tag != "br"]
    is_wrapper = len(children) == 1 and not any(
        (text or "").strip() for text in (element.text, *(each.tail for each in element))
    )
    return children[0] if is_wrapper else None
