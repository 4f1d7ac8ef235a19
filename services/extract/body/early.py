"""Whether the `dense` pass can stand alone: then the extractors, a third of the time, are spared.

A small model guesses how much F1 the page would gain by them, from the dense text, what stands
around it, and how far resiliparse agrees. The weights are fitted on A and B
(`python -m tests.harness.quality.fit`).
"""

from collections.abc import Mapping
from pathlib import Path

from services.extract.body.belief import mend
from services.extract.body.choice import PageContext, features
from services.extract.body.selection import Selection
from services.extract.boosted import Features, load

_MODEL = Path(__file__).with_name("early.json")
GAIN_MAX = 0.005
"""The extractors are asked where they are expected to gain more than this much F1."""
_FILLED = ("chars", "lines", "gap")


def is_enough(row: Features) -> bool:
    """Return whether the extractors are not expected to find a better text."""
    return load(_MODEL).predict(row) <= GAIN_MAX


def early_features(
    context: PageContext, candidates: Mapping[str, Selection], opinion_chars: int
) -> Features:
    """Describe the `dense` candidate, what filling it adds, and resiliparse's text beside it."""
    rows = features(context, candidates)
    row = rows["dense"]
    filled = rows.get("dense+", row)
    mended = mend(candidates["dense"], context.belief, context.titles)
    expected = context.belief.expected(mended.numbers)
    return {
        **row,
        **{f"fill_{name}": filled[name] - row[name] for name in _FILLED},
        **{f"mended_{name}": each for name, each in expected.items()},
        "ratio": candidates["dense"].chars / max(1, opinion_chars),
    }
