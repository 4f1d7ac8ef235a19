"""`python -m tests.harness.quality.fit --corpus PATH`: fit the reader's models."""

import argparse
import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

from services.extract.body.body import read_body, read_candidates, read_early
from services.extract.body.choice import best_of, features, is_whole_article, with_guesses
from services.extract.body.early import GAIN_MAX, early_features
from services.extract.body.passes.extractors import resiliparse_lines
from services.extract.body.segments import read_outline
from services.extract.body.selection import Selection
from services.extract.body.shingles import shingles
from services.extract.boosted import Boosted
from services.extract.markup.document import Document, read_document
from services.extract.verdict.page_kind import page_features
from services.extract.verdict.verdict import is_long_enough
from tests.harness.quality.boost import fit
from tests.harness.quality.contenders import fetched
from tests.harness.quality.corpus import Page, read_corpus
from tests.harness.quality.reliability import GOOD
from tests.harness.quality.scores import body_score, f1_of, sentence_counts

_BODY = Path(__file__).parents[3] / "services" / "extract" / "body"
_VERDICT = _BODY.parent / "verdict"
_PARTS = 4
_GAIN = 0.3

Rows = list[dict[str, Any]]


def main() -> None:
    """Read the corpus and write the weights."""
    parser = argparse.ArgumentParser(prog="tests.harness.quality.fit", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    options = parser.parse_args()
    pages = [page for page in read_corpus(options.corpus) if page.set not in ("dates", "tabnak")]
    articles = [page for page in pages if page.half == "A" and not page.kind]
    write_models([row for page in articles for row in read_page(page) if row["rows"]])
    # after the confidence, which is one of its features; both halves: there are few such pages
    write_page_kind([row for page in pages if page.half in "AB" for row in read_kind(page)])


def write_models(pages: Rows) -> None:
    """Fit and write choice, early and confidence: each on what models said that had not seen it."""
    _write("choice", _fit_choice(pages))
    for part in range(_PARTS):
        model = Boosted(**_fit_choice([page for page in pages if _part(page) != part]))
        for page in pages:
            if _part(page) == part:
                page |= _chosen(model, page)
    early = [page for page in pages if page["early"]]
    _write("early", _fit_early(early))
    for part in range(_PARTS):
        model = Boosted(**_fit_early([page for page in early if _part(page) != part]))
        for page in early:
            if _part(page) == part:
                page["spared"] = _is_spared(model, page)
    _write("confidence", _fit_confidence([page for page in pages if page["set"] != "snippets"]))


def _fit_choice(pages: Rows) -> dict[str, Any]:
    rows = [(page["rows"][name], page["f1"][name]) for page in pages for name in page["rows"]]
    return fit([row for row, _ in rows], [f1 for _, f1 in rows])


def _fit_early(pages: Rows) -> dict[str, Any]:
    """Fit what the extractors gain; a page that one of them loses counts as a few bad ones."""
    gains = [page["chosen"][1] - page["f1"]["dense"] for page in pages]
    bounded = [max(-_GAIN, min(_GAIN, gain)) for gain in gains]
    return fit([page["early"] for page in pages], bounded, trees=100, rate=0.06)


def _fit_confidence(pages: Rows) -> dict[str, Any]:
    found = [page["alone"] if page.get("spared") else page["chosen"] for page in pages]
    good = [float(f1 >= GOOD) for _, f1 in found]
    return fit([row for row, _ in found], good, logistic=True, trees=60, rate=0.08)


def _is_spared(model: Boosted, page: dict[str, Any]) -> bool:
    return not page["stated"] and model.predict(page["early"]) <= GAIN_MAX


def _chosen(model: Boosted, page: dict[str, Any]) -> dict[str, Any]:
    """Return what the model chooses, described as for the confidence, and its F1."""
    guesses = {name: model.predict(row) for name, row in page["rows"].items()}
    best = "dense" if is_whole_article(page["rows"]) else best_of(guesses)
    found = {"chosen": (with_guesses(page["rows"][best], best, guesses), page["f1"][best])}
    if page["early"]:
        alone = {name: page["early"][name] for name in page["rows"][best]}
        guess = {"dense": model.predict(alone)}
        found["alone"] = (with_guesses(alone, "dense", guess), page["f1"]["dense"])
    return found


def write_page_kind(rows: Rows) -> None:
    """Fit and write the model that tells pages that are no articles."""
    wanted = [float(row["kind"] is not None) for row in rows]
    features_of = [row["features"] for row in rows]
    model = fit(
        features_of, wanted, logistic=True, trees=300, depth=3, rate=0.04, least=6, share=0.25
    )
    _write("page_kind", model, _VERDICT)


def read_kind(page: Page) -> Rows:
    """Describe one page as a whole, if it has text enough for an article."""
    document = read_document(fetched(page))
    body = read_body(document) if isinstance(document, Document) else None
    if body is None or not isinstance(document, Document) or not is_long_enough(body.lines):
        return []
    return [{"kind": page.kind, "features": page_features(document, body)}] if body.weights else []


def _part(row: dict[str, Any]) -> int:
    return blake2b(row["site"].encode(), digest_size=1, salt=b"parts").digest()[0] % _PARTS


def _write(name: str, model: dict[str, Any], folder: Path = _BODY) -> None:
    (folder / f"{name}.json").write_text(json.dumps(model, separators=(",", ":")) + "\n")


def read_page(page: Page) -> Rows:
    """Describe and score the candidates of one page, and its `dense` one alone."""
    document = read_document(fetched(page))
    if not isinstance(document, Document):
        return []
    outline = read_outline(document.tree)
    second = resiliparse_lines(document.visible.decode())
    early, scene = read_early(document, outline, shingles("\n".join(second)))
    found, candidates, whole_scene = read_candidates(document, outline, spare=False)
    return [
        {
            "set": page.set,
            "site": page.site,
            "stated": found.passes == ("json-ld",),
            "early": early_features(scene, early, sum(map(len, second))) if early else None,
            "rows": features(whole_scene, candidates),
            "f1": {name: score(page, each) for name, each in candidates.items()},
        }
    ]


def score(page: Page, selection: Selection) -> float:
    """Return F1 of the body, or of the page's sentences."""
    text = "\n".join(segment.text for segment in selection.segments)
    if page.body is not None:
        return body_score(page.body, text).f1
    hit, miss, extra = sentence_counts(page.wanted, page.unwanted, text)
    return f1_of(hit / (hit + extra), hit / (hit + miss)) if hit else 0.0


if __name__ == "__main__":
    main()
