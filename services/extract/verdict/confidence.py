"""How likely a body is good: its F1 at least .9.

A small model weighs what the text was chosen by (`body/choice.py`) and what page it stands on
(`page_features.py`). The weights are fitted on halves A and B
(`python -m tests.harness.quality.fit`).
"""

from math import exp
from pathlib import Path

from services.extract.body.body import Body
from services.extract.boosted import Features, load

_MODEL = Path(__file__).with_name("confidence.json")


def confidence_of(body: Body, page: Features) -> float:
    """Return the probability, 0 to 1, that a body is good; `page` describes the whole page."""
    if not body.evidence or not page:
        return body.confidence_max
    odds = load(_MODEL).predict(confidence_features(body.evidence, page))
    return min(body.confidence_max, 1 / (1 + exp(-odds)))


def confidence_features(evidence: Features, page: Features) -> Features:
    """Lay what a text was chosen by beside the description of its page."""
    return {**evidence, **{f"page_{name}": value for name, value in page.items()}}
