"""`python -m tests.harness.quality.keyword_weights --corpus PATH`: fit the weights of keywords.

On half A: on each page the candidates share one probability (softmax of their weighted signs), and
the weights make the publisher's own tags as likely as they can. Prints what goes into `ranking.py`.
"""

import argparse
import sys
from collections.abc import Iterator
from math import exp, sqrt
from operator import mul
from pathlib import Path

from services.enrich.keywords.keywords import rank
from services.enrich.keywords.ranking import WEIGHTS
from services.enrich.language import detect
from tests.harness.quality.corpus import Page, read_corpus
from tests.harness.quality.keywords import standing_tags

STEPS = 200
STEP = 0.05
PENALTY = 2.0
"""Of the squared weights (L2): a few dozen pages say little about each sign."""

Signs = list[list[float]]
Example = tuple[Signs, list[float]]
"""The signs of each candidate of a page, and its share of the tags."""


def examples(pages: list[Page]) -> Iterator[Example]:
    """Yield each page that has a tag among its candidates."""
    for page in pages:
        tags = standing_tags(page)
        ranking, found = rank(page.text, page.title, detect(page.text).code)
        right = [each.key in tags for each in found]
        if any(right):
            signs = [list(map(float, ranking.signs(each))) for each in found]
            yield signs, [is_tag / sum(right) for is_tag in right]


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
    for signs, shares in pages:
        likely = [exp(sum(map(mul, weights, each))) for each in signs]
        total = sum(likely)
        for each, share, odds in zip(signs, shares, likely, strict=True):
            error = share - odds / total
            for at, sign in enumerate(each):
                slopes[at] += error * sign
    return slopes


def main() -> int:
    """Fit and print."""
    parser = argparse.ArgumentParser(prog="tests.harness.quality.keyword_weights")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the sets")
    options = parser.parse_args()
    pages = [page for page in read_corpus(options.corpus) if page.half == "A"]
    weights = fit(list(examples(pages)))
    for name, weight in zip(WEIGHTS, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    return 0


if __name__ == "__main__":
    sys.exit(main())
