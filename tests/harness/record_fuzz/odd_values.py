"""JSON that is nearly right: one or two places of a good tree hold what nobody expects. Pure."""

import copy
import json
from random import Random
from typing import Any

Path = tuple[str | int, ...]

TIMES = (
    "0001-01-01T00:00:00+14:00",
    "0000-00-00T00:00:00Z",
    "9999-12-31T23:59:59.999999-14:00",
    "10000-01-01T00:00:00Z",
    "2026-02-30T25:61:61Z",
    "2026-03-01T00:00:00",
    "2026-03-01T00:00:00+99:99",
    "-1",
    -62_135_596_800_001,
    253_402_300_800_000,
    1_795_000_000_000_000,
    10**30,
    -(10**18),
)
NUMBERS = (0, -1, 1.5, 2**31, 2**31 - 1, 2**63, 2**64, 10**400, -(2**63), 1e308, -0.0, 5e-324)
TEXTS = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ufeff",
    "\u202e\u2066",
    "\U0010ffff",
    "{",
    "null",
    "~",
    "~00000000-0000-0000-0000-000000000000",
    "%00",
    "../../x",
    "https://",
    "http://[::1",
    "http://a\0b.example/",
    "http://" + "a." * 400 + "example/",
    "x" * 300,
    "x" * 2_705,
    "é" * 9_000,
    "\u0001" * 40_000,
    "x" * 200_000,
)
SURROGATE = "\ud800"
DEEPEST = 800
"""Levels of a tree that Python's own writer of JSON holds, with some room."""


def changed(rng: Random, tree: Any, times: int) -> bytes:
    """Return a tree as JSON after so many changes, each at a place of its own."""
    tree = copy.deepcopy(tree)
    for _ in range(times):
        tree = _changed_once(rng, tree)
    return written(rng, tree)


def written(rng: Random, tree: Any) -> bytes:
    """Write JSON; now and then what no strict reader takes."""
    text = json.dumps(tree, ensure_ascii=rng.random() < 0.5)
    data = text.encode("utf-8", "surrogatepass")
    damage = rng.random()
    if damage < 0.03:
        return data[: rng.randrange(len(data) + 1)]
    if damage < 0.05:
        return text.encode("utf-16", "surrogatepass")
    if damage < 0.07:
        return b"\xef\xbb\xbf" + data
    if damage < 0.1:
        place = rng.randrange(len(data) + 1)
        return data[:place] + rng.randbytes(rng.randrange(1, 9)) + data[place:]
    return data


def odd(rng: Random, depth: int = 0) -> Any:
    """Choose a value that some reader may not hold, to stand `depth` levels deep."""
    kind = rng.randrange(9)
    if kind == 0:
        return rng.choice((None, True, False))
    if kind == 1:
        return rng.choice(TIMES)
    if kind in (2, 3):
        return rng.choice(NUMBERS)
    if kind == 4:
        return float(rng.choice(("nan", "inf", "-inf")))
    if kind == 5:
        levels = min(rng.choice((33, 200, 255, 500)), DEEPEST - depth)
        return deep(levels, as_lists=rng.random() < 0.5)
    if kind == 6:
        return rng.choice(([], {}, [[]], {"": ""}, ["x"] * 5_000, {str(n): n for n in range(999)}))
    if kind == 7:
        return SURROGATE * rng.randrange(1, 3)
    return rng.choice(TEXTS)


def _changed_once(rng: Random, tree: Any) -> Any:
    places = list(_places(tree))
    if len(places) == 1:
        return odd(rng)
    *way, last = rng.choice(places[1:])
    parent = tree
    for step in way:
        parent = parent[step]
    kind = rng.random()
    if kind < 0.12:
        del parent[last]
    elif kind < 0.22 and isinstance(parent, dict):
        parent[rng.choice(("from_the_future", "", "\0", "x" * 300))] = odd(rng, len(way))
    else:
        parent[last] = odd(rng, len(way))
    return tree


def _places(tree: Any, at: Path = ()) -> Any:
    yield at
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _places(value, (*at, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _places(value, (*at, number))


def deep(levels: int, as_lists: bool) -> Any:
    """Nest a number so many levels deep."""
    value: Any = 1
    for _ in range(levels):
        value = [value] if as_lists else {"a": value}
    return value
