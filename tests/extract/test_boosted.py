"""Trees give the same for one row as for many at once."""

from random import Random
from typing import Any

import numpy as np
import pytest

from services.extract.boosted import Boosted

UNEVEN: list[Any] = [
    ["chars", 0.5, -1.0, ["links", 0.25, 2.0, 3.0]],
    ["links", 0.5, ["chars", 0.75, 0.1, ["chars", 0.9, 0.2, 0.3]], 5.0],
    0.25,
]


def test_rows_are_predicted_together_as_alone() -> None:
    model, random = Boosted(0.5, UNEVEN), Random(3)
    chars, links = ([random.random() for _ in range(200)] for _ in range(2))
    alone = [model.predict({"chars": c, "links": k}) for c, k in zip(chars, links, strict=True)]
    together = model.predict_each({"chars": np.array(chars), "links": np.array(links)})
    assert together == pytest.approx(alone)
    assert len(set(alone)) > 5


def test_a_value_on_the_threshold_goes_above_in_both_ways() -> None:
    model = Boosted(0.0, [["chars", 0.5, 1.0, 2.0]])
    assert model.predict({"chars": 0.5}) == 2.0
    assert model.predict_each({"chars": np.array([0.5, 0.49])}).tolist() == [2.0, 1.0]


def test_what_raised_a_sum_most_is_named_first() -> None:
    trees: list[Any] = [
        ["links", 0.5, 0.0, 1.0],
        ["cards", 3.0, 0.0, 2.0],
        ["long", 1.0, 0.0, -1.0],
    ]
    model = Boosted(0.0, trees, {"links": 0.1, "cards": 0.0, "long": 0.0})
    assert model.reasons({"links": 0.9, "cards": 8.0, "long": 2.0}) == ["cards", "links"]
    assert model.reasons({"links": 0.9, "cards": 8.0, "long": 2.0}, 1) == ["cards"]
    assert model.reasons({"links": 0.1, "cards": 0.0, "long": 0.0}) == []
