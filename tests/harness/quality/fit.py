"""`python -m tests.harness.quality.fit --corpus PATH`: fit the reader's models.

On halves A and B, by default: twice the pages spare the extractors on a sixth more of them at the
same F1. What is printed was said of each page by models that have not seen its site.

Pages that are no articles are few, so the model that tells them is fitted on all halves; what it
does elsewhere is said by five models, each of which has not seen a fifth of the sites.
"""

import argparse
import json
from collections import Counter, defaultdict
from dataclasses import replace
from hashlib import blake2b
from itertools import compress
from pathlib import Path
from statistics import mean
from typing import Any

from services.extract.body.belief import mend
from services.extract.body.body import read_body
from services.extract.body.candidates import ask_second, belief_of, read_candidates, read_early
from services.extract.body.choice import (
    PageContext,
    best_of,
    features,
    is_whole_article,
    with_guesses,
)
from services.extract.body.early import GAIN_MAX, early_features
from services.extract.body.outline import read_outline
from services.extract.body.refine.promotions import drop_promotions
from services.extract.body.selection import Selection
from services.extract.boosted import Boosted, Features
from services.extract.markup.document import Document, read_document
from services.extract.verdict.page_features import page_features
from services.extract.verdict.page_kind import is_refused
from services.extract.verdict.verdict import is_long_enough
from tests.harness.quality.boost import fit
from tests.harness.quality.contenders import fetched
from tests.harness.quality.corpus import Page, read_corpus
from tests.harness.quality.fit_segments import fit_belief, read_segments
from tests.harness.quality.reliability import GOOD
from tests.harness.quality.scores import body_score, f1_of, sentence_counts

_BODY = Path(__file__).parents[3] / "services" / "extract" / "body"
_VERDICT = _BODY.parent / "verdict"
_PARTS = 4
_KIND_PARTS = 5
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
    options = parser.parse_args()
    pages = [page for page in read_corpus(options.corpus) if page.set not in ("dates", "tabnak")]
    articles = [page for page in pages if page.half in options.halves and not page.kind]
    print(told(write_models(articles)))
    # after the confidence, which is one of its features
    kinds = [row for page in pages for row in read_kind(page)]
    _write("page_kind", _fit_kind(kinds), _VERDICT)
    print(told_of_kinds(kinds))


def write_models(articles: list[Page]) -> Rows:
    """Fit and write belief, choice, early and confidence: each on what models said of strangers."""
    beliefs = write_belief(articles)
    pages = [row for page in articles for row in read_page(page, beliefs[_part(page.site)])]
    kept = [row for row in pages if row["rows"]]
    write_rest(kept)
    return kept


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


def write_belief(articles: list[Page]) -> list[Boosted]:
    """Fit and write what is the article's; return for each part the model that has not seen it."""
    found = [(page, read_segments(page)) for page in articles]
    _write("belief", fit_belief([each for _, rows in found for each in rows]))
    return [
        Boosted(**fit_belief([e for page, rows in found if _part(page.site) != part for e in rows]))
        for part in range(_PARTS)
    ]


def write_rest(pages: Rows) -> None:
    """Fit and write choice, early and confidence."""
    _write("choice", _fit_choice(pages))
    for part in range(_PARTS):
        model = Boosted(**_fit_choice([page for page in pages if _part(page["site"]) != part]))
        for page in pages:
            if _part(page["site"]) == part:
                page |= _chosen(model, page)
    early = [page for page in pages if page["early"]]
    _write("early", _fit_early(early))
    for part in range(_PARTS):
        model = Boosted(**_fit_early([page for page in early if _part(page["site"]) != part]))
        for page in early:
            if _part(page["site"]) == part:
                page["spared"] = _is_spared(model, page)
    _write("confidence", _fit_confidence([page for page in pages if page["set"] != "snippets"]))


def _fit_choice(pages: Rows) -> dict[str, Any]:
    """Fit the F1 of a candidate, as it is before it is mended."""
    rows = [(page["rows"][name], page["f1"][name]) for page in pages for name in page["rows"]]
    known = [{name: row[name] for name in row if name not in _NOT_CHOSEN_BY} for row, _ in rows]
    return fit(known, [f1 for _, f1 in rows], least=60)


def _fit_early(pages: Rows) -> dict[str, Any]:
    """Fit what the extractors gain; a page that one of them loses counts as a few bad ones."""
    gains = [page["chosen"][1] - page["f1_alone"] for page in pages]
    bounded = [max(-_GAIN, min(_GAIN, gain)) for gain in gains]
    return fit([page["early"] for page in pages], bounded, trees=60, rate=0.06, least=60)


def _fit_confidence(pages: Rows) -> dict[str, Any]:
    found = [_final(page) for page in pages]
    good = [float(f1 >= GOOD) for _, f1 in found]
    return fit([row for row, _ in found], good, logistic=True, trees=60, rate=0.08)


def _is_spared(model: Boosted, page: dict[str, Any]) -> bool:
    return not page["stated"] and model.predict(page["early"]) <= GAIN_MAX


def _chosen(model: Boosted, page: dict[str, Any]) -> dict[str, Any]:
    """Return what the model chooses, described as for the confidence, and its F1."""
    guesses = {name: model.predict(row) for name, row in page["rows"].items()}
    best = "dense" if is_whole_article(page["rows"]) else best_of(guesses)
    found = {"chosen": (with_guesses(page["rows"][best], best, guesses), page["mended"][best])}
    if page["early"]:
        alone = {name: page["early"][name] for name in page["rows"][best]}
        guess = {"dense": model.predict(alone)}
        found["alone"] = (with_guesses(alone, "dense", guess), page["f1_alone"])
    return found


def _fit_kind(rows: Rows) -> dict[str, Any]:
    """Fit how likely a page is no article."""
    wanted = [float(row["kind"] is not None) for row in rows]
    features_of = [row["features"] for row in rows]
    return fit(
        features_of, wanted, logistic=True, trees=300, depth=3, rate=0.04, least=6, share=0.25
    )


def told_of_kinds(rows: Rows) -> str:
    """Return how many articles are refused and how many others are not, of sites not seen."""
    refused, published = 0, Counter[str]()
    for part in range(_KIND_PARTS):
        strange = [_part(row["site"], _KIND_PARTS) == part for row in rows]
        known = [row for row, is_strange in zip(rows, strange, strict=True) if not is_strange]
        model = Boosted(**_fit_kind(known))
        for row in compress(rows, strange):
            refuses = is_refused(row["features"], model)
            if row["kind"] is None:
                refused += refuses
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
    return [{"kind": page.kind, "site": page.site, "features": page_features(document, body)}]


def _part(site: str, parts: int = _PARTS) -> int:
    return blake2b(site.encode(), digest_size=1, salt=b"parts").digest()[0] % parts


def _write(name: str, model: dict[str, Any], folder: Path = _BODY) -> None:
    (folder / f"{name}.json").write_text(json.dumps(model, separators=(",", ":")) + "\n")


def read_page(page: Page, model: Boosted) -> Rows:
    """Describe and score the candidates of one page, and its `dense` one alone."""
    document = read_document(fetched(page))
    if not isinstance(document, Document):
        return []
    outline = read_outline(document.tree)
    opinion = ask_second(document, outline.segments)
    early, context = read_early(document, outline, opinion)
    found, candidates, whole = read_candidates(document, outline, spare=False)
    context = replace(context, belief=belief_of(context, early, opinion, model))
    whole = replace(whole, belief=belief_of(whole, candidates, opinion, model))
    chars = sum(map(len, opinion.lines))
    return [
        {
            "set": page.set,
            "site": page.site,
            "stated": found.passes == ("json-ld",),
            "early": early_features(context, early, chars) if early else None,
            "rows": features(whole, candidates),
            "f1": {name: score(page, each) for name, each in candidates.items()},
            "mended": {n: score(page, _mended(each, whole)) for n, each in candidates.items()},
            "f1_alone": score(page, _mended(early["dense"], context)) if early else 0.0,
        }
    ]


def _mended(text: Selection, context: PageContext) -> Selection:
    return drop_promotions(mend(text, context.belief, context.titles))


def score(page: Page, selection: Selection) -> float:
    """Return F1 of the body, or of the page's sentences."""
    text = "\n".join(segment.text for segment in selection.segments)
    if page.body is not None:
        return body_score(page.body, text).f1
    hit, miss, extra = sentence_counts(page.wanted, page.unwanted, text)
    return f1_of(hit / (hit + extra), hit / (hit + miss)) if hit else 0.0


if __name__ == "__main__":
    main()
