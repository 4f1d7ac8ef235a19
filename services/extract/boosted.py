"""Small boosted trees, as data: `tests/harness/quality/fit.py` makes them."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

Features = dict[str, float]
Tree = list[Any]
"""`[feature, threshold, below, above]` with trees or leaves (numbers) for the last two."""


@dataclass(frozen=True, slots=True)
class Boosted:
    """A sum of trees."""

    start: float
    trees: list[Tree]

    def predict(self, features: Features) -> float:
        """Add up the leaves that the features lead to."""
        total = self.start
        for node in self.trees:
            while isinstance(node, list):
                name, threshold, below, above = node
                node = below if features[name] < threshold else above
            total += node
        return total


@cache
def load(path: Path) -> Boosted:
    """Read a model once."""
    stored = json.loads(path.read_text("utf-8"))
    return Boosted(stored["start"], stored["trees"])
