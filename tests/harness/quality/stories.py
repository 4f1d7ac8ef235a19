"""`python -m tests.harness.quality.stories --corpus PATH`: same story or not, on labelled pairs.

The pairs are halved by a hash of the least URL of all pairs that hang together by an article.
`--fit` writes the model, fitted on half A; the figure of A is by ten-fold cross-validation.
"""

import argparse
import json
from collections import defaultdict
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.publish.stories.profile import Profile, profile_of
from services.publish.stories.sameness import MODEL, Features, Sameness, features, weights
from services.publish.texts.contents import Content

PENALTY = 2.0
"""Of the squared weights (L2), each sign by its spread."""
FOLDS = 10
STEPS = 40
AT = datetime(2026, 1, 1, tzinfo=UTC)
"""The pairs have no times."""

Row = dict[str, Any]
Rows = NDArray[np.float64]


class Pairs(NamedTuple):
    """Labelled pairs as the model sees them."""

    signs: Rows
    same: Rows
    group: list[int]
    """Number from its hash, the same for pairs that have an article in common."""

    def take(self, chosen: list[int]) -> "Pairs":
        """Return some of them."""
        return Pairs(self.signs[chosen], self.same[chosen], [self.group[n] for n in chosen])


def read_pairs(corpus: Path) -> Pairs:
    """Read and compare the corpus' pairs; those too short to be told are not the same."""
    rows = [json.loads(line) for line in (corpus / "story_pairs/gold.jsonl").open("rb")]
    compared = [_signs(row) for row in rows]
    return Pairs(np.array(compared), np.array([float(r["same"]) for r in rows]), _groups(rows))


def _signs(row: Row) -> list[float]:
    one, other = (_profile(row, side) for side in "ab")
    if one is None or other is None:
        return [0.0] * len(Features._fields)
    return [each.item() for each in features(one, [other])]


def _profile(row: Row, side: str) -> Profile | None:
    content = Content(row[f"title_{side}"], "", row[f"text_{side}"], row["language"])
    return profile_of(content, AT)


def _groups(rows: list[Row]) -> list[int]:
    parent: dict[str, str] = {}

    def root(url: str) -> str:
        while parent.setdefault(url, url) != url:
            url = parent[url]
        return url

    for row in rows:
        parent[root(row["url_a"])] = root(row["url_b"])
    members = defaultdict[str, list[str]](list)
    for url in list(parent):
        members[root(url)].append(url)
    return [
        blake2b(min(members[root(row["url_a"])]).encode(), digest_size=1).digest()[0]
        for row in rows
    ]


def fit(pairs: Pairs) -> dict[str, float]:
    """Fit the model; a sign that would speak against what it says has no weight."""
    used = list(range(len(Features._fields)))
    while True:
        bias, found = _regression(pairs.signs[:, used], pairs.same)
        if found.min() >= 0:
            break
        del used[int(found.argmin())]
    model = dict.fromkeys(("bias", *Features._fields), 0.0)
    chosen = {Features._fields[n]: float(found[at]) for at, n in enumerate(used)}
    return model | {"bias": bias} | chosen


def _regression(signs: Rows, same: Rows) -> tuple[float, Rows]:
    """Logistic regression by Newton's method, written out for the signs as they are."""
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    rows = np.c_[(signs - mean) / spread, np.ones(len(same))]
    penalty = np.diag([PENALTY] * len(spread) + [1e-6])
    found = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ found))
        bend = rows.T @ (rows * (likely * (1 - likely))[:, None]) + penalty
        found -= np.linalg.solve(bend, rows.T @ (likely - same) + penalty @ found)
    plain = found[:-1] / spread
    return float(found[-1] - plain @ mean), plain


def log_odds(model: dict[str, float], pairs: Pairs) -> Rows:
    """Return what the model says of pairs at the same time."""
    rows: Rows = pairs.signs @ np.array([model[name] for name in Features._fields]) + model["bias"]
    return rows


def cross_validated(pairs: Pairs) -> Rows:
    """Return log-odds for each pair by a model that has not seen its articles."""
    said = np.zeros(len(pairs.same))
    order = {group: n for n, group in enumerate(sorted(set(pairs.group)))}
    for fold in range(FOLDS):
        held = [n for n, group in enumerate(pairs.group) if order[group] % FOLDS == fold]
        rest = [n for n in range(len(said)) if n not in held]
        said[held] = log_odds(fit(pairs.take(rest)), pairs.take(held))
    return said


def f1(same: Rows, called: NDArray[np.bool_]) -> float:
    """F1 of the pairs called the same."""
    return float(2 * (same * called).sum() / (same.sum() + called.sum()))


def main() -> int:
    """Print F1 of both halves."""
    parser = argparse.ArgumentParser(prog="tests.harness.quality.stories", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--fit", action="store_true", help="write the model")
    options = parser.parse_args()
    pairs = read_pairs(options.corpus)
    half = {
        name: pairs.take([n for n, group in enumerate(pairs.group) if group % 2 == at])
        for at, name in enumerate("AB")
    }
    model = weights()
    if options.fit:
        model |= {name: round(value, 4) for name, value in fit(half["A"]).items()}
        MODEL.write_text(json.dumps(model, indent=1) + "\n", "utf-8")
    join = Sameness(model).join
    said = {"A": cross_validated(half["A"]), "B": log_odds(model, half["B"])}
    for name, each in half.items():
        print(
            f"half {name}: {len(each.same)} pairs, {int(each.same.sum())} the same,"
            f" F1 {f1(each.same, said[name] > join):.3f}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
