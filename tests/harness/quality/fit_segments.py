"""Fit what says how likely a segment is the article's (`services/extract/body/belief.py`)."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from services.extract.body.candidates import ask_second, read_candidates, read_early
from services.extract.body.choice import PageContext
from services.extract.body.galleries import without_galleries
from services.extract.body.outline import read_outline
from services.extract.body.passes.page_weight import is_heavy
from services.extract.body.passes.referee import Opinion
from services.extract.body.selection import Selection
from services.extract.body.traits import describe
from services.extract.markup.document import Document, read_document
from tests.harness.quality.boost import Array, Table, fit
from tests.harness.quality.contenders import fetched
from tests.harness.quality.corpus import Page
from tests.harness.quality.presence import worth

_WORTH_MAX = 0.1
"""A segment that is worth more weighs no more: a text that gold cuts off is no lesson."""
_WORTH_MIN = 0.001


class Segments(NamedTuple):
    """The segments of one page beside one text, and what they are worth to it."""

    table: Table
    worth: Array


def read_segments(page: Page) -> list[Segments]:
    """Describe a page's segments as they look with the extractors and without."""
    document = read_document(fetched(page))
    if not isinstance(document, Document):
        return []
    outline = without_galleries(read_outline(document.tree))
    if is_heavy(outline, document.tree, document.tags):
        return []
    opinion = ask_second(document, outline.segments)
    early, alone = read_early(document, outline, opinion)
    found, candidates, whole = read_candidates(document, outline, spare=False)
    seen = [_seen(page, whole, candidates, opinion)]
    if found.passes != ("json-ld",):
        seen.append(_seen(page, alone, early, opinion))
    return [each for each in seen if each is not None]


def _seen(
    page: Page, context: PageContext, candidates: Mapping[str, Selection], opinion: Opinion
) -> Segments | None:
    text = next(iter(candidates.values()), None)
    if text is None:
        return None
    passes = {name: each.numbers for name, each in candidates.items()}
    numbers, columns = describe(text, {**passes, "second": opinion.numbers}, context.agreement)
    known = worth(page, text, numbers)
    if not known:
        return None
    rows = [place for place, number in enumerate(numbers) if number in known]
    names = sorted(columns)
    values = np.array([columns[name][rows] for name in names], dtype=float).T
    return Segments(Table(names, values), np.array([*known.values()]))


def fit_belief(pages: Sequence[Segments]) -> dict[str, Any]:
    """Fit the probability that a segment does the text good, the more it does the heavier."""
    gains = np.concatenate([each.worth for each in pages])
    weights = np.minimum(np.abs(gains), _WORTH_MAX) + _WORTH_MIN
    return fit(
        Table(pages[0].table.names, np.vstack([each.table.values for each in pages])),
        (gains > 0).astype(float),
        logistic=True,
        trees=100,
        depth=3,
        rate=0.1,
        least=60,
        weights=weights / weights.mean(),
    )
