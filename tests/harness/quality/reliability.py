"""How far a published confidence can be believed."""

from itertools import pairwise

from tests.harness.quality.run import Result

GOOD = 0.9
BAD = 0.8
SURE = 0.8
FITTED = "A"
"""The half that the confidence is fitted on: what it says there proves nothing."""
_EDGES = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def judged(results: list[Result]) -> list[tuple[float, float]]:
    """Return confidence and body F1 of each published article with a gold body."""
    return [
        (r.found.confidence, r.body.f1)
        for r in results
        if r.found.confidence is not None and r.page.body
    ]


def print_reliability(results: list[Result]) -> None:
    """Print, for each band of confidence, how many pages are good (F1 >= .9) and bad (< .8)."""
    pairs = judged([result for result in results if result.page.half != FITTED])
    print(f"\nconfidence, all sets together, without half {FITTED} ({len(pairs)} pages)")
    print(f"{'confidence':<14}{'pages':>7}{'mean':>8}{'good':>8}{'bad':>8}")
    for low, high in pairwise(_EDGES):
        band = [(sure, f1) for sure, f1 in pairs if low <= sure < high]
        if band:
            mean = sum(sure for sure, _ in band) / len(band)
            good = sum(f1 >= GOOD for _, f1 in band) / len(band)
            bad = sum(f1 < BAD for _, f1 in band) / len(band)
            name = f"{low:.2f} to {min(1, high):.2f}"
            print(f"{name:<14}{len(band):>7}{mean:>8.3f}{good:>8.3f}{bad:>8.3f}")


def sure_and_bad(results: list[Result]) -> tuple[float, float] | None:
    """Return the share of pages with confidence >= .8, and of those the share with F1 < .8."""
    pairs = judged(results)
    sure = [f1 for confidence, f1 in pairs if confidence >= SURE]
    if not sure:
        return (0.0, 0.0) if pairs else None
    return len(sure) / len(pairs), sum(f1 < BAD for f1 in sure) / len(sure)
