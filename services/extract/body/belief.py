"""How likely each segment is the article's: a small model's guess, and what follows from it.

The sum over a candidate's segments is its F1 as expected, one more thing to choose by (choice.py),
and where the model is sure, single segments of the chosen text go or come. The weights are fitted
on halves A and B (`python -m tests.harness.quality.fit`).
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from statistics import mean

import numpy as np

from schemas.block_text import CELL_END
from services.extract.body.refine.appeals.promotions import is_promotion
from services.extract.body.refine.boilerplate import is_title
from services.extract.body.segments import Segment
from services.extract.body.selection import HEADINGS, Selection
from services.extract.body.traits import describe
from services.extract.body.visibility import is_closed_panel
from services.extract.boosted import Boosted, Features, load

_MODEL = Path(__file__).with_name("belief.json")
DROPPED = 0.3
"""Less likely segments go from the chosen text, by the cross-validation over sites."""
TAKEN = 0.6
"""More likely ones come into it."""
TAKEN_BACK = 0.75
"""And these, where a rule had left them out of a pass's text (refine/)."""
_ROWS = 10
"""Looked at above and below a row of a table."""
_CHANGE_MAX = 0.75
"""Of the text: more would be another text, and that is the choice's matter."""


@dataclass(frozen=True)
class Belief:
    """The probability of each segment in and around the text, by its number."""

    page: Sequence[Segment] = ()
    probabilities: Mapping[int, float] = field(default_factory=dict)
    left_out: Set[int] = frozenset()
    """Segments of the passes that rules left out."""

    @cached_property
    def mended(self) -> dict[frozenset[int], Selection]:
        """The texts mended so far, by their numbers: early.py asks first, the body again."""
        return {}

    @cached_property
    def likely(self) -> float:
        """Characters of the article as expected."""
        return sum(p * len(self.page[number].text) for number, p in self.probabilities.items())

    def expected(self, numbers: Set[int]) -> Features:
        """Return F1, precision and recall as expected, and how much of the rest is in doubt."""
        hit = doubt = doubt_outside = 0.0
        chars = 1
        for number, probability in self.probabilities.items():
            size = len(self.page[number].text)
            if number in numbers:
                chars += size
                hit += probability * size
                doubt += probability * (1 - probability) * size
            else:
                doubt_outside += probability * (1 - probability) * size
        return {
            "likely_f1": 2 * hit / (chars + self.likely),
            "likely_precision": hit / chars,
            "likely_recall": hit / (self.likely or 1.0),
            "doubt": doubt / chars,
            "doubt_outside": doubt_outside / chars,
        }


def believe(
    text: Selection,
    passes: Mapping[str, Set[int]],
    agreement: float,
    model: Boosted | None = None,
    left_out: Set[int] = frozenset(),
) -> Belief:
    """Guess for the segments in and around a text how likely they are the article's."""
    model = model or load(_MODEL)
    numbers, columns = describe(text, passes, agreement)
    if not numbers:
        return Belief(text.page)
    found = 1 / (1 + np.exp(-model.predict_each(columns)))
    return Belief(text.page, dict(zip(numbers, found.tolist(), strict=True)), left_out)


def mend(text: Selection, belief: Belief, titles: frozenset[str]) -> Selection:
    """Leave out what is hardly the article's, and take what is most likely."""
    if text.numbers not in belief.mended:
        belief.mended[text.numbers] = _mend(text, belief, titles)
    return belief.mended[text.numbers]


def _mend(text: Selection, belief: Belief, titles: frozenset[str]) -> Selection:
    keys = {segment.key for segment in text.segments}
    likely = [
        number
        for number, probability in belief.probabilities.items()
        if probability > (TAKEN_BACK if number in belief.left_out else TAKEN)
        and number not in text.numbers
        and (segment := text.page[number]).key not in keys
        and not is_title(segment, titles)
        and segment.element.tag != "h1"
        and not segment.hidden
        and not _leads_elsewhere(segment)
    ]
    return text.without(_bounded(text, _unlikely(text, belief))).with_more(_bounded(text, likely))


def _unlikely(text: Selection, belief: Belief) -> list[int]:
    """Return what is hardly the article's; a heading goes only with what it heads.

    Code stays, and so does what a click opens, with the line to click on: rules took it for what it
    is (refine/). Of a list of links all go, or none.
    """
    found: list[int] = []
    below = None
    for number in reversed(text.ordered):
        segment = text.page[number]
        if _best(number, text, belief) < DROPPED and not _is_known(segment, below):
            found.append(number)
            below = None
        else:
            below = segment
    return found


def _best(number: int, text: Selection, belief: Belief) -> float:
    """Return how likely a segment is.

    A link of a list is as likely as those beside it, too, and a row as the likeliest of its table.
    """
    known = belief.probabilities
    segment = text.page[number]
    parent = segment.element.getparent()
    if CELL_END in segment.text and parent is not None:
        near = text.numbers.intersection(range(number - _ROWS, number + _ROWS + 1))
        rows = (n for n in near if text.page[n].element.getparent() is parent)
        return max(known.get(n, 1.0) for n in rows)
    if segment.element.tag != "li" or not segment.is_all_link:
        return known.get(number, 1.0)
    beside = {number - 1, number + 1} & text.numbers
    links = [n for n in beside if text.page[n].element.getparent() is parent]
    return mean(known.get(n, 1.0) for n in (number, *links))


def _is_known(segment: Segment, below: Segment | None) -> bool:
    """Return whether a segment stays, however unlikely; `below` is None where that one goes."""
    if any(element.tag == "pre" for element in segment.path) or _is_in_panel(segment):
        return True
    if below is None:
        return False
    heads = segment.element.tag in HEADINGS and below.element.tag not in HEADINGS
    return heads or _is_in_panel(below)


def _is_in_panel(segment: Segment) -> bool:
    return segment.hidden or any(map(is_closed_panel, segment.path))


def _bounded(text: Selection, numbers: list[int]) -> list[int]:
    """Return the numbers, or none where they are too much of the text."""
    return numbers if text.chars_of(numbers) <= _CHANGE_MAX * text.chars else []


def _leads_elsewhere(segment: Segment) -> bool:
    """Return whether a line is all link, unless it is a heading, and a promotion."""
    return (segment.is_all_link and segment.element.tag not in HEADINGS) or is_promotion(segment)
