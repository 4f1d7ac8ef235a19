"""Small boosted trees, as data: `tests/harness/quality/fit.py` makes them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

Features = dict[str, float]
Tree = list[Any]
"""`[feature, threshold, below, above]` with trees or leaves (numbers) for the last two."""


@dataclass(frozen=True)
class Boosted:
    """A sum of trees."""

    start: float
    trees: list[Tree]

    def predict(self, features: Features) -> float:
        """Add up the leaves that the features lead to."""
        return self._sum(features)

    @cached_property
    def _sum(self) -> Callable[[Features], float]:
        """All trees as one Python expression: seven times as fast as walking them."""
        leaves = "".join(f"{_expression(tree)}," for tree in self.trees)
        function: Callable[[Features], float] = eval(f"lambda f: sum(({leaves}), {self.start!r})")
        return function


def _expression(node: Tree | float) -> str:
    if not isinstance(node, list):
        return repr(float(node))
    name, threshold, below, above = node
    choice = f"f[{name!r}] < {float(threshold)!r}"
    return f"({_expression(below)} if {choice} else {_expression(above)})"


@cache
def load(path: Path) -> Boosted:
    """Read a model once."""
    stored = json.loads(path.read_text("utf-8"))
    return Boosted(stored["start"], stored["trees"])
