"""Fit what tells pages that are no articles (`services/extract/verdict/page_kind.py`)."""

from collections import Counter
from functools import cache
from itertools import compress
from pathlib import Path
from statistics import median
from typing import Any

from services.extract.body.body import read_body
from services.extract.boosted import Boosted
from services.extract.markup.document import Document, read_document
from services.extract.verdict.page_features import page_features
from services.extract.verdict.page_kind import is_refused, why_by_claims
from services.extract.verdict.verdict import is_long_enough
from tests.harness.quality.boost import fit
from tests.harness.quality.contenders import fetched
from tests.harness.quality.corpus import Page
from tests.harness.quality.parts import part_of
from tests.harness.quality.written import WRITTEN

_PARTS = 5
_WRITTEN_WEIGHT = 0.5
"""Of a page that we wrote, beside a real one: they are smaller and plainer."""

_MIXED = "dates"
"""A set of pages of every kind: front pages and profiles have dates, too."""
_NO_ARTICLES = Path(__file__).with_name("no_articles.txt")

Rows = list[dict[str, Any]]


def fit_kind(rows: Rows) -> dict[str, Any]:
    """Fit how likely a page is no article, on those whose kind is known."""
    rows = [row for row in rows if row["is_known"]]
    wanted = [float(row["kind"] is not None) for row in rows]
    features_of = [row["features"] for row in rows]
    model = fit(
        features_of,
        wanted,
        logistic=True,
        trees=300,
        depth=3,
        rate=0.04,
        least=10,
        share=0.15,
        weights=[_WRITTEN_WEIGHT if row["set"] == WRITTEN else 1.0 for row in rows],
    )
    articles = [row["features"] for row in rows if row["kind"] is None]
    usual = {name: median(row[name] for row in articles) for name in articles[0]}
    return {**model, "usual": usual}


def told_of_kinds(rows: Rows) -> str:
    """Return how many articles are refused and how many others are not, of sites not seen.

    The pages that are not learnt from are among the articles, as their sets have them.
    """
    refused, published = 0, Counter[str]()
    for part in range(_PARTS):
        strange = [part_of(row["site"], _PARTS) == part for row in rows]
        known = [row for row, is_strange in zip(rows, strange, strict=True) if not is_strange]
        model = Boosted(**fit_kind(known))
        for row in compress(rows, strange):
            refuses = why_by_claims(row["features"]) or is_refused(row["features"], model)
            if row["kind"] is None:
                refused += bool(refuses)
            elif not refuses:
                published[row["kind"]] += 1
    kinds = Counter(row["kind"] for row in rows if row["kind"] is not None)
    by_kind = ", ".join(f"{kind} {published[kind]} of {kinds[kind]}" for kind in sorted(kinds))
    articles = len(rows) - kinds.total()
    return (
        f"{refused} of {articles} articles are refused; of {kinds.total()} others "
        f"{published.total()} are published: {by_kind}"
    )


def read_kind(page: Page) -> Rows:
    """Describe one page as a whole, if it has text enough for an article."""
    document = read_document(fetched(page))
    body = read_body(document) if isinstance(document, Document) else None
    if body is None or not isinstance(document, Document) or not is_long_enough(body.lines):
        return []
    if not body.weights:
        return []
    features = page_features(document, body)
    return [
        {
            "set": page.set,
            "kind": page.kind,
            "site": page.site,
            "features": features,
            "is_known": page.set != _MIXED and page.key not in _read_no_articles(),
        }
    ]


@cache
def _read_no_articles() -> frozenset[str]:
    lines = _NO_ARTICLES.read_text("utf-8").splitlines()
    return frozenset(line.split()[0] for line in lines if not line.startswith("#"))
