"""`python -m tests.harness.quality.fit --corpus PATH`: fit the reader's models.

On halves A and B, by default: twice the pages spare the extractors on a sixth more of them at the
same F1. The kind of a page is learnt from pages that we wrote, too. What is printed was said of
each page by models that have not seen its site.
"""

import argparse
import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import Any

from services.extract.body.body import Body, finish
from services.extract.body.candidates import ask_second, belief_of, read_candidates, read_early
from services.extract.body.choice import (
    PageContext,
    beside_others,
    best_of,
    features,
    is_whole_article,
)
from services.extract.body.early import GAIN_MAX, early_features
from services.extract.body.galleries import without_galleries
from services.extract.body.outline import Outline, read_outline
from services.extract.body.passes.referee import Opinion
from services.extract.body.selection import Selection
from services.extract.boosted import Boosted, Features
from services.extract.markup.document import Document, read_document
from services.extract.verdict.confidence import confidence_features
from services.extract.verdict.page_features import page_features
from tests.harness.quality.boost import fit
from tests.harness.quality.contenders import fetched
from tests.harness.quality.corpus import Page, read_corpus
from tests.harness.quality.fit_confidence import fit_confidence
from tests.harness.quality.fit_kind import fit_kind, read_kind, told_of_kinds
from tests.harness.quality.fit_segments import fit_belief, read_segments
from tests.harness.quality.parts import part_of
from tests.harness.quality.scores import body_score, f1_of, sentence_counts
from tests.harness.quality.written import read_written

_EXTRACT = Path(__file__).parents[3] / "services" / "extract"
_FOLDERS = {
    "belief": "body", "choice": "body", "early": "body",
    "confidence": "verdict", "page_kind": "verdict",
}  # fmt: skip
_PARTS = 4
_GAIN = 0.3
_NOT_CHOSEN_BY = frozenset(["likely_precision", "likely_recall", "doubt", "doubt_outside"])
"""With the expected F1 alone the choice is as good on sites it knows, and better on others."""

Rows = list[dict[str, Any]]


def main() -> None:
    """Read the corpus and write the weights."""
    parser = argparse.ArgumentParser(
        prog="tests.harness.quality.fit",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--halves", default="AB", help="halves to fit on (default: AB)")
    parser.add_argument(
        "--write", nargs="+", choices=_FOLDERS, default=[*_FOLDERS], help="only these models"
    )
    options = parser.parse_args()
    pages = [
        page
        for page in read_corpus(options.corpus)
        if page.half in options.halves and page.set != "tabnak"
    ]
    models: dict[str, Any] = {}
    if {*options.write} != {"page_kind"}:
        models, rows = fit_bodies([each for each in pages if each.text or each.wanted])
        print(told(rows))
    if "page_kind" in options.write:
        kinds = [row for page in [*pages, *read_written()] for row in read_kind(page)]
        models["page_kind"] = fit_kind(kinds)
        print(told_of_kinds(kinds))
    for name in options.write:
        path = _EXTRACT / _FOLDERS[name] / f"{name}.json"
        path.write_text(json.dumps(models[name], separators=(",", ":")) + "\n")


def fit_bodies(articles: list[Page]) -> tuple[dict[str, Any], Rows]:
    """Fit belief, choice, early and confidence: each on what models said of strangers."""
    belief, beliefs = _fit_belief(articles)
    pages = [row for page in articles for row in read_page(page, beliefs[_part(page.site)])]
    kept = [row for row in pages if row["rows"]]
    return {"belief": belief, **_fit_rest(kept)}, kept


def told(pages: Rows) -> str:
    """Return a line for each set: mean F1 of its pages, and how many spare the extractors."""
    sets = defaultdict(list)
    for page in pages:
        sets[page["set"]].append((_final(page)[1], page.get("spared", False)))
    return "\n".join(
        f"{name} ({len(rows)} pages): {mean(f1 for f1, _ in rows):.4f}, "
        f"{mean(spared for _, spared in rows):.2f} spare the extractors"
        for name, rows in sorted(sets.items())
    )


def _final(page: dict[str, Any]) -> tuple[Features, float]:
    """Return what is published of a page, described as for the confidence, and its F1."""
    found: tuple[Features, float] = page["alone" if page.get("spared") else "chosen"]
    return found


def _fit_belief(articles: list[Page]) -> tuple[dict[str, Any], list[Boosted]]:
    """Fit what is the article's, and for each part a model that has not seen it."""
    found = [(page, read_segments(page)) for page in articles]
    strangers = [
        Boosted(**fit_belief([e for page, rows in found if _part(page.site) != part for e in rows]))
        for part in range(_PARTS)
    ]
    return fit_belief([each for _, rows in found for each in rows]), strangers


def _fit_rest(pages: Rows) -> dict[str, Any]:
    """Fit choice, early and confidence."""
    for part in range(_PARTS):
        model = Boosted(**_fit_choice([page for page in pages if _part(page["site"]) != part]))
        for page in pages:
            if _part(page["site"]) == part:
                page |= _chosen(model, page)
    early = [page for page in pages if page["early"]]
    for part in range(_PARTS):
        model = Boosted(**_fit_early([page for page in early if _part(page["site"]) != part]))
        for page in early:
            if _part(page["site"]) == part:
                page["spared"] = _is_spared(model, page)
    told_of = [_final(page) for page in pages if page["set"] != "snippets"]
    return {
        "choice": _fit_choice(pages),
        "early": _fit_early(early),
        "confidence": fit_confidence(told_of),
    }


def _fit_choice(pages: Rows) -> dict[str, Any]:
    """Fit the F1 of a candidate, as it is before it is mended."""
    rows = [(page["rows"][name], page["f1"][name]) for page in pages for name in page["rows"]]
    known = [{name: row[name] for name in row if name not in _NOT_CHOSEN_BY} for row, _ in rows]
    return fit(known, [f1 for _, f1 in rows], least=60)


def _fit_early(pages: Rows) -> dict[str, Any]:
    """Fit what the extractors gain; a page that one of them loses counts as a few bad ones."""
    gains = [page["chosen"][1] - page["finals"]["alone"][1] for page in pages]
    bounded = [max(-_GAIN, min(_GAIN, gain)) for gain in gains]
    return fit([page["early"] for page in pages], bounded, trees=60, rate=0.06, least=60)


def _is_spared(model: Boosted, page: dict[str, Any]) -> bool:
    return not page["stated"] and model.predict(page["early"]) <= GAIN_MAX


def _chosen(model: Boosted, page: dict[str, Any]) -> dict[str, Any]:
    """Return what the model chooses, described as for the confidence, and its F1."""
    guesses = {name: model.predict(row) for name, row in page["rows"].items()}
    best = "dense" if is_whole_article(page["rows"]) else best_of(guesses)
    found = {"chosen": _with_guesses(page["finals"][best], best, guesses)}
    if page["early"]:
        alone = {name: page["early"][name] for name in page["rows"][best]}
        guess = {"dense": model.predict(alone)}
        found["alone"] = _with_guesses(page["finals"]["alone"], "dense", guess)
    return found


def _with_guesses(
    final: tuple[Features, float], name: str, guesses: dict[str, float]
) -> tuple[Features, float]:
    described, f1 = final
    return {**described, **beside_others(name, guesses)}, f1


def read_page(page: Page, model: Boosted) -> Rows:
    """Describe and score the candidates of one page, and its `dense` one alone."""
    document = read_document(fetched(page))
    if not isinstance(document, Document):
        return []
    outline = without_galleries(read_outline(document.tree))
    opinion = ask_second(document, outline.segments)
    early, context = read_early(document, outline, opinion)
    found, candidates, whole = read_candidates(document, outline, spare=False)
    context = _believed(context, early, opinion, model)
    whole = _believed(whole, candidates, opinion, model)
    rows = features(whole, candidates)
    reader = _Reader(page, document, outline)
    finals = {name: reader.read(whole, name, candidates, rows) for name in rows}
    row = early_features(context, early, sum(map(len, opinion.lines))) if early else None
    if row:
        alone = features(context, {"dense": early["dense"]})
        finals["alone"] = reader.read(context, "dense", early, alone)
    return [
        {
            "set": page.set,
            "site": page.site,
            "stated": found.passes == ("json-ld",),
            "early": row,
            "rows": rows,
            "f1": {name: score(page, each) for name, each in candidates.items()},
            "finals": finals,
        }
    ]


def _believed(
    context: PageContext, candidates: dict[str, Selection], opinion: Opinion, model: Boosted
) -> PageContext:
    return replace(context, belief=belief_of(context, candidates, opinion, model))


class _Reader:
    """Reads the candidates of one page as they would be published."""

    def __init__(self, page: Page, document: Document, outline: Outline) -> None:
        self.page, self.document, self.outline = page, document, outline

    def read(
        self,
        context: PageContext,
        name: str,
        candidates: dict[str, Selection],
        rows: dict[str, Features],
    ) -> tuple[Features, float]:
        """Describe a candidate as for the confidence, but for the guesses; and its final F1."""
        final = finish(self.document, candidates[name], context)
        body = Body(
            tuple(segment.text for segment in final.segments),
            (),
            tuple(final.segments),
            outline=self.outline,
            weights=context.weights,
        )
        described = confidence_features(rows[name], page_features(self.document, body))
        return described, score(self.page, final)


def score(page: Page, selection: Selection) -> float:
    """Return F1 of the body, or of the page's sentences."""
    text = "\n".join(segment.text for segment in selection.segments)
    if page.body is not None:
        return body_score(page.body, text).f1
    hit, miss, extra = sentence_counts(page.wanted, page.unwanted, text)
    return f1_of(hit / (hit + extra), hit / (hit + miss)) if hit else 0.0


def _part(site: str) -> int:
    return part_of(site, _PARTS)


if __name__ == "__main__":
    main()
