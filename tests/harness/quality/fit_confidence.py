"""Fit how likely a body is good (`services/extract/verdict/confidence.py`)."""

from typing import Any

from services.extract.boosted import Features
from tests.harness.quality.boost import fit
from tests.harness.quality.reliability import GOOD


def fit_confidence(rows: list[tuple[Features, float]]) -> dict[str, Any]:
    """Fit the log-odds that a final text, as it is described, has an F1 of at least .9."""
    good = [float(f1 >= GOOD) for _, f1 in rows]
    return fit([row for row, _ in rows], good, logistic=True, trees=60, rate=0.08, share=0.3)
