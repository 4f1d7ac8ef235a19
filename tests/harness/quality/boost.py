"""Fit boosted trees: a few thousand rows take seconds, a hundred thousand a quarter of a minute."""

from collections.abc import Sequence
from itertools import pairwise
from math import log
from random import Random
from typing import Any, NamedTuple

import numpy as np

Row = dict[str, float]
Array = np.ndarray[Any, Any]
_BINS = 24


class Table(NamedTuple):
    """Rows of features, a column each."""

    names: list[str]
    values: Array


class _Step(NamedTuple):
    """What one tree is grown on."""

    bins: Array
    edges: list[list[float]]
    used: list[int]
    names: list[str]
    slope: Array
    curve: Array
    rate: float
    least: int
    grown: Array
    """What the tree says of each row, filled while it grows."""


def _table(rows: Sequence[Row]) -> Table:
    """Lay rows side by side, features in the order of their names."""
    names = sorted(rows[0])
    return Table(names, np.array([[row[name] for name in names] for row in rows]))


def fit(
    rows: Sequence[Row] | Table,
    wanted: Sequence[float] | Array,
    *,
    logistic: bool = False,
    trees: int = 250,
    depth: int = 2,
    rate: float = 0.04,
    least: int = 30,
    share: float = 0.5,
    weights: Sequence[float] | Array | None = None,
) -> dict[str, Any]:
    """Return a model as `services.extract.boosted` reads it; squared error, or log-odds."""
    names, values = rows if isinstance(rows, Table) else _table(rows)
    edges = [_edges(values[:, column]) for column in range(len(names))]
    columns = [np.searchsorted(cuts, values[:, at], "right") for at, cuts in enumerate(edges)]
    bins, target = np.array(columns, dtype=np.uint8), np.asarray(wanted, dtype=float)
    weight = np.ones(len(target)) if weights is None else np.asarray(weights, dtype=float)
    mean = float((weight * target).sum() / weight.sum())
    start = log(mean / (1 - mean)) if logistic else mean
    totals = np.full(len(target), start)
    random, every = Random(7), list(range(len(names)))
    grown = []
    for _ in range(trees):
        guess = 1 / (1 + np.exp(-totals)) if logistic else totals
        curve = weight * np.maximum(1e-3, guess * (1 - guess)) if logistic else weight
        used = random.sample(every, max(1, int(share * len(names))))
        leaves = np.zeros(len(target))
        slope = weight * (target - guess)
        step = _Step(bins, edges, used, names, slope, curve, rate, least, leaves)
        grown.append(_grow(np.arange(len(target)), depth, step))
        totals += leaves
    return {"start": round(start, 5), "trees": grown}


def _edges(values: Array) -> list[float]:
    ordered = np.unique(values)
    if len(ordered) <= _BINS:
        return [float((a + b) / 2) for a, b in pairwise(ordered)]
    every = np.sort(values)
    cuts = {float(every[len(every) * part // _BINS]) for part in range(1, _BINS)}
    return sorted({float(f"{cut:.5g}") for cut in cuts})


def _grow(members: Array, depth: int, step: _Step) -> Any:
    slope, curve = step.slope[members], step.curve[members]
    total, bend = float(slope.sum()), float(curve.sum())
    best: tuple[float, int, int] | None = None
    for column in step.used if depth else ():
        gains = _gains(step.bins[column][members], slope, curve, step)
        if len(gains) and (best is None or gains.max() > best[0]):
            best = float(gains.max()), column, int(gains.argmax())
    if best is None or best[0] <= total**2 / (bend + 1) + 1e-9:
        leaf = round(step.rate * total / (bend + 1), 5)
        step.grown[members] = leaf
        return leaf
    _, column, cut = best
    below = step.bins[column][members] <= cut
    return [
        step.names[column],
        step.edges[column][cut],
        _grow(members[below], depth - 1, step),
        _grow(members[~below], depth - 1, step),
    ]


def _gains(places: Array, slope: Array, curve: Array, step: _Step) -> Array:
    """Return what each cut of a column gains; less than nothing where too few rows are left."""
    counts = np.cumsum(np.bincount(places))
    left, bend = (np.cumsum(np.bincount(places, each)) for each in (slope, curve))
    right, rest = left[-1] - left, bend[-1] - bend
    gains = left**2 / (bend + 1) + right**2 / (rest + 1)
    gains[(counts < step.least) | (counts[-1] - counts < step.least)] = -1.0
    return np.asarray(gains[:-1])
