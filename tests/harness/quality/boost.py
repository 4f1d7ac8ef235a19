"""Fit boosted trees in plain Python: a few thousand rows of a few dozen features take a minute."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import exp, log
from random import Random
from typing import Any

Row = dict[str, float]
_BINS = 24


def fit(
    rows: Sequence[Row],
    wanted: Sequence[float],
    *,
    logistic: bool = False,
    trees: int = 250,
    depth: int = 2,
    rate: float = 0.04,
    least: int = 30,
    share: float = 0.5,
    weights: Sequence[float] | None = None,
) -> dict[str, Any]:
    """Return a model as `services.extract.boosted` reads it; squared error, or log-odds."""
    names = sorted(rows[0])
    edges = {name: _edges([row[name] for row in rows]) for name in names}
    table = {name: [bisect_right(edges[name], row[name]) for row in rows] for name in names}
    weight = list(weights) if weights else [1.0] * len(rows)
    mean = sum(w * y for w, y in zip(weight, wanted, strict=True)) / sum(weight)
    start = log(mean / (1 - mean)) if logistic else mean
    totals = [start] * len(rows)
    random = Random(7)
    grown = []
    for _ in range(trees):
        if logistic:
            odds = [1 / (1 + exp(-t)) for t in totals]
            slope = [w * (y - p) for w, y, p in zip(weight, wanted, odds, strict=True)]
            curve = [w * max(1e-3, p * (1 - p)) for w, p in zip(weight, odds, strict=True)]
        else:
            slope = [w * (y - t) for w, y, t in zip(weight, wanted, totals, strict=True)]
            curve = weight
        used = random.sample(names, max(1, int(share * len(names))))
        tree = _grow(list(range(len(rows))), depth, (table, edges, used, slope, curve, rate, least))
        grown.append(tree)
        for number, row in enumerate(rows):
            totals[number] += _leaf(tree, row)
    return {"start": round(start, 5), "trees": grown}


def _edges(values: Sequence[float]) -> list[float]:
    ordered = sorted(set(values))
    if len(ordered) <= _BINS:
        return [(a + b) / 2 for a, b in pairwise(ordered)]
    every = sorted(values)
    cuts = {every[len(every) * part // _BINS] for part in range(1, _BINS)}
    return sorted(float(f"{cut:.5g}") for cut in cuts)


def _grow(members: list[int], depth: int, data: Any) -> Any:
    table, edges, used, slope, curve, rate, least = data
    total, bend = sum(slope[m] for m in members), sum(curve[m] for m in members)
    best: tuple[float, str, int] | None = None
    if depth:
        for name in used:
            column, cuts = table[name], len(edges[name]) + 1
            sums, bends, counts = [0.0] * cuts, [0.0] * cuts, [0] * cuts
            for m in members:
                place = column[m]
                sums[place] += slope[m]
                bends[place] += curve[m]
                counts[place] += 1
            left, left_bend, number = 0.0, 0.0, 0
            for cut in range(cuts - 1):
                left, left_bend, number = (
                    left + sums[cut],
                    left_bend + bends[cut],
                    number + counts[cut],
                )
                if number < least or len(members) - number < least:
                    continue
                gain = left**2 / (left_bend + 1) + (total - left) ** 2 / (bend - left_bend + 1)
                if best is None or gain > best[0]:
                    best = gain, name, cut
    if best is None or best[0] <= total**2 / (bend + 1) + 1e-9:
        return round(rate * total / (bend + 1), 5)
    _, name, cut = best
    below = [m for m in members if table[name][m] <= cut]
    above = [m for m in members if table[name][m] > cut]
    return [name, edges[name][cut], _grow(below, depth - 1, data), _grow(above, depth - 1, data)]


def _leaf(tree: Any, row: Row) -> float:
    while isinstance(tree, list):
        tree = tree[2] if row[tree[0]] < tree[1] else tree[3]
    return float(tree)
