"""`python -m tests.harness.quality.fit --corpus PATH`: fit the reader's models."""

import argparse
import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

from services.extract.body.body import Found, find_passes, read_body, read_candidates
from services.extract.body.choice import best_of, features, with_guesses
from services.extract.body.segments import read_outline
from services.extract.body.selection import Selection
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


Rows = list[dict[str, Any]]


def main() -> None:
    """Read the corpus and write the weights."""
    parser = argparse.ArgumentParser(prog="tests.harness.quality.fit", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    options = parser.parse_args()
    pages = [page for page in read_corpus(options.corpus) if page.set not in ("dates", "tabnak")]
    articles = [page for page in pages if page.half == "A" and not page.kind]
    write_models([row for page in articles for row in read_rows(page)])
    # after the confidence, which is one of its features; both halves: there are few such pages
    write_page_kind([row for page in pages if page.half in "AB" for row in read_kind(page)])


def write_models(rows: Rows) -> None:
    """Fit and write the choice, and the confidence on choices of models that had not seen them."""
    _write("choice", _fit_choice(rows))
    chosen = []
    for part in range(_PARTS):
        model = Boosted(**_fit_choice([row for row in rows if _part(row) != part]))
        chosen.extend(_choices(model, [row for row in rows if _part(row) == part]))
    bodies = [row for row in chosen if row["set"] != "snippets"]
    confidence = fit(
        [row["features"] for row in bodies],
        [float(row["f1"] >= GOOD) for row in bodies],
        logistic=True,
        trees=60,
        rate=0.08,
    )
    _write("confidence", confidence)


def write_page_kind(rows: Rows) -> None:
    """Fit and write the model that tells pages that are no articles."""
    wanted = [float(row["kind"] is not None) for row in rows]
    features_of = [row["features"] for row in rows]
    model = fit(features_of, wanted, logistic=True, trees=150, depth=3, rate=0.06, least=8)
    _write("page_kind", model, _VERDICT)


def read_kind(page: Page) -> Rows:
    """Describe one page as a whole, if it has text enough for an article."""
    document = read_document(fetched(page))
    body = read_body(document) if isinstance(document, Document) else None
    if body is None or not isinstance(document, Document) or not is_long_enough(body.lines):
        return []
    return [{"kind": page.kind, "features": page_features(document, body)}] if body.weights else []


def _fit_choice(rows: Rows) -> dict[str, Any]:
    return fit([row["features"] for row in rows], [row["f1"] for row in rows])


def _part(row: dict[str, Any]) -> int:
    return blake2b(row["site"].encode(), digest_size=1, salt=b"parts").digest()[0] % _PARTS


def _choices(model: Boosted, rows: Rows) -> Rows:
    """Return what the model chooses of each page, described as for the confidence."""
    pages: dict[str, Rows] = {}
    for row in rows:
        pages.setdefault(row["key"], []).append(row)
    found = []
    for each in pages.values():
        guesses = {row["name"]: model.predict(row["features"]) for row in each}
        best = next(row for row in each if row["name"] == best_of(guesses))
        found.append({**best, "features": with_guesses(best["features"], best["name"], guesses)})
    return found


def _write(name: str, model: dict[str, Any], folder: Path = _BODY) -> None:
    (folder / f"{name}.json").write_text(json.dumps(model, separators=(",", ":")) + "\n")


def read_rows(page: Page, found: Found | None = None) -> list[dict[str, Any]]:
    """Describe and score the candidates of one page."""
    document = read_document(fetched(page))
    if not isinstance(document, Document):
        return []
    outline = read_outline(document.tree)
    found = found or find_passes(document, outline)
    candidates, scene = read_candidates(document, outline, found)
    return [
        {
            "key": page.key,
            "set": page.set,
            "site": page.site,
            "name": name,
            "features": row,
            "f1": score(page, candidates[name]),
        }
        for name, row in features(scene, candidates).items()
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
