"""Whether articles are about one event: a logistic model on what their profiles share.

`python -m tests.harness.quality.stories --fit` writes its weights.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.publish.stories.profile import NAME, NUMBER, TIMES, TITLE, WEIGHTS, Profile, Terms

MODEL = Path(__file__).with_name("model.json")
MINUTES_A_DAY = 1440
_KINDS = np.array([[TITLE], [NAME], [NUMBER]], np.uint8)
_SOME = 1e-9
"""Instead of nothing, to divide by."""

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]


class Features(NamedTuple):
    """What the model looks at: of each other article, what it has in common with one."""

    title: Numbers
    """Share of one title that the other article has, by weight; the greater of the two."""
    names: Numbers
    """The same of the names in title and lead; as `title` where one has none, or no capitals."""
    numbers: Numbers
    """Share of the numbers in common."""
    words: Numbers
    """Cosine of TF-IDF."""
    pairs: Numbers
    """Pairs of words of title and lead in common, as a logarithm."""


def weights() -> dict[str, float]:
    """Read the model."""
    found: dict[str, float] = json.loads(MODEL.read_text("utf-8"))
    return found


def features(one: Profile, others: Sequence[Profile]) -> Features:
    """Compare an article with others; each feature has a value for each of these."""
    laid = _Laid([one, *others])
    ours, theirs = _common(one.terms, laid.terms)
    mine, yours = laid.values.take(ours, axis=1), laid.values.take(theirs, axis=1)
    in_common = np.vstack((mine[:2], yours[:2], mine[2:] * yours[2:]))
    is_of = laid.of_term[theirs, None] == np.arange(1, 1 + len(others))
    sums = in_common @ is_of.astype(np.float32)
    own, totals = laid.totals[:, :1], laid.totals[:, 1:]
    least = np.minimum(own, totals)
    title, names = np.maximum(_share(sums[:2], own[:2]), _share(sums[2:4], totals[:2]))
    pairs = laid.of_pair[_common(one.pairs, laid.pairs)[1]]
    return Features(
        title,
        np.where(least[1] > 0, names, title),
        (sums[4] + 0.5) / (least[2] + 1.5),
        sums[5] / (laid.lengths[0] * laid.lengths[1:]),
        np.log1p(np.bincount(pairs, minlength=1 + len(others))[1:]),
    )


class _Laid:
    """Profiles, laid out one behind the other."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.terms, self.of_term = _joined([each.terms for each in profiles])
        self.pairs, self.of_pair = _joined([each.pairs for each in profiles])
        rarities, counts, kinds = np.hstack([each.columns for each in profiles])
        self.values = np.empty((4, kinds.size), np.float32)
        """What a term counts as part of the title, as a name, as a number, and in TF-IDF."""
        self.values[:3] = (kinds & _KINDS) > 0
        self.values[:2] *= WEIGHTS[rarities]
        self.values[3] = WEIGHTS[rarities] * TIMES[counts]
        starts = self.of_term.searchsorted(np.arange(len(profiles)))
        self.totals = np.add.reduceat(self.values[:3], starts, axis=1)
        """What the terms of each profile count together, but in TF-IDF."""
        self.lengths = np.sqrt(np.add.reduceat(self.values[3] ** 2, starts))
        """Of the vectors of TF-IDF."""


def _joined(arrays: list[Terms]) -> tuple[Terms, Places]:
    """Lay arrays one behind the other; say of each element in which one it was."""
    return np.concatenate(arrays), np.arange(len(arrays)).repeat([each.size for each in arrays])


def _share(part: Numbers, whole: Numbers) -> Numbers:
    found: Numbers = part / np.maximum(whole, _SOME)
    return found


def _common(one: Terms, all_: Terms) -> tuple[Places, Places]:
    """Return where each number that `one`, which is sorted, has too stands in it and in `all_`."""
    if not one.size:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    places = one.searchsorted(all_)
    places[places == one.size] = 0
    found = (one[places] == all_).nonzero()[0]
    return places[found], found


class Sameness:
    """The model."""

    def __init__(self, model: dict[str, float]) -> None:
        self.join = model["join"]
        """Log-odds from which on an article belongs to a story."""
        self.merge = model["merge"]
        """From which on two stories are one that an article belongs to both of."""
        self._bias, self._days = model["bias"], model["days"]
        self._weights = np.array([model[name] for name in Features._fields])

    def log_odds(self, one: Profile, others: Sequence[Profile]) -> list[float]:
        """Return the log-odds that an article and each of the others are about one event."""
        days = np.array([abs(one.at - each.at) / MINUTES_A_DAY for each in others])
        said = self._weights @ np.array(features(one, others))
        found: list[float] = (said + self._bias + self._days * days).tolist()
        return found


@lru_cache(1)
def the_model() -> Sameness:
    """Return the model as it was fitted."""
    return Sameness(weights())
