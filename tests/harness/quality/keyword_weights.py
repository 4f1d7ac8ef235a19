"""`python -m tests.harness.quality.keyword_weights --corpus PATH`: fit the weights of keywords.

On half A: on each page the candidates share one probability (softmax of their weighted signs), and
the weights make the publisher's own tags as likely as they can. Pages without gold tags count less,
with the tags that their markup states. Prints what goes into `ranking.py`.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from math import exp, sqrt
from operator import mul
from pathlib import Path

from services.enrich.keywords.keywords import rank
from services.enrich.keywords.ranking import WEIGHTS
from tests.harness.quality.corpus import read_corpus
from tests.harness.quality.keyword_pages import Tagged, with_gold, with_read_tags

STEPS = 200
STEP = 0.05
WEIGHT_OF_READ = 0.3
"""Of a page of which the tags were read."""
PENALTY = 2.0
"""Of the squared weights (L2): a few dozen pages say little about each sign."""

Signs = list[list[float]]
Example = tuple[Signs, list[float], float]
"""The signs of each candidate of a page, its share of the tags, and what the page counts."""


def examples(pages: Iterable[Tagged], weight: float) -> Iterator[Example]:
    """Yield each page that has a tag among its candidates."""
    for page, tags, language, said in pages:
        ranking, found = rank(page.text, page.title, language, said)
        right = [each.key in tags for each in found]
        if any(right):
            signs = [list(map(float, ranking.signs(each))) for each in found]
            yield signs, [is_tag / sum(right) for is_tag in right], weight


def fit(pages: list[Example]) -> list[float]:
    """Climb the penalised likelihood (Adam)."""
    weights = [0.0] * len(WEIGHTS)
    mean, square = weights[:], weights[:]
    for step in range(1, STEPS + 1):
        for at, slope in enumerate(_slopes(pages, weights)):
            mean[at] = 0.9 * mean[at] + 0.1 * slope
            square[at] = 0.99 * square[at] + 0.01 * slope * slope
            change = mean[at] / (1 - 0.9**step)
            weights[at] += STEP * change / (sqrt(square[at] / (1 - 0.99**step)) + 1e-8)
    return weights


def _slopes(pages: list[Example], weights: list[float]) -> list[float]:
    slopes = [-PENALTY * weight for weight in weights]
    for signs, shares, weight in pages:
        likely = [exp(sum(map(mul, weights, each))) for each in signs]
        total = sum(likely)
        for each, share, odds in zip(signs, shares, likely, strict=True):
            error = weight * (share - odds / total)
            for at, sign in enumerate(each):
                slopes[at] += error * sign
    return slopes


def main() -> int:
    """Fit and print."""
    parser = argparse.ArgumentParser(prog="tests.harness.quality.keyword_weights")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the sets")
    options = parser.parse_args()
    pages = [page for page in read_corpus(options.corpus) if page.half == "A"]
    found = [
        *examples(with_gold(pages), 1.0),
        *examples(with_read_tags(pages), WEIGHT_OF_READ),
    ]
    weights = fit(found)
    for name, weight in zip(WEIGHTS, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    return 0


if __name__ == "__main__":
    sys.exit(main())
