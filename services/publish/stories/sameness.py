"""Whether two articles are about one event: a logistic model on what their profiles share.

`python -m tests.harness.quality.stories --fit` writes its weights.
"""

import json
from functools import lru_cache
from math import log1p
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.publish.stories.profile import NAME, NUMBER, TITLE, Profile, Terms

MODEL = Path(__file__).with_name("model.json")
MINUTES_A_DAY = 1440
Numbers = NDArray[np.float32]


class Features(NamedTuple):
    """What the model looks at."""

    title: float
    """Share of one title that the other article has, by weight; the greater of the two."""
    names: float
    """The same of the names in title and lead; as `title` where one has none, or no capitals."""
    numbers: float
    """Share of the numbers in common."""
    words: float
    """Cosine of TF-IDF."""
    pairs: float
    """Pairs of words of title and lead in common, as a logarithm."""


class Weighed:
    """A profile, laid out to be compared with many."""

    __slots__ = ("numbers", "of", "totals", "vector", "weights")

    def __init__(self, profile: Profile) -> None:
        self.of = profile
        weight = profile.weight
        kinds = (profile.kinds[:, None] & np.array([TITLE, NAME, NUMBER], np.uint8)) > 0
        self.weights: Numbers = weight[:, None] * kinds
        """Of terms that are title, name or number, else 0."""
        self.weights[:, 2] = kinds[:, 2]
        self.totals: list[float] = self.weights.sum(axis=0).tolist()
        counted = weight * (1 + np.log(profile.counts.astype(np.float32)))
        self.vector: Numbers = counted / max(float(np.linalg.norm(counted)), 1e-9)


def weights() -> dict[str, float]:
    """Read the model."""
    found: dict[str, float] = json.loads(MODEL.read_text("utf-8"))
    return found


def features(one: Weighed, other: Weighed) -> Features:
    """Compare two articles."""
    ours, theirs = _common(one.of.terms, other.of.terms)
    mine, yours = one.weights[ours], other.weights[theirs]
    title, names, _ = (
        max(_share(part, one.totals[at]), _share(other_part, other.totals[at]))
        for at, (part, other_part) in enumerate(
            zip(mine.sum(axis=0).tolist(), yours.sum(axis=0).tolist(), strict=True)
        )
    )
    numbers = float(mine[:, 2] @ yours[:, 2])
    have_names = one.totals[1] and other.totals[1]
    return Features(
        title,
        names if have_names else title,
        (numbers + 0.5) / (min(one.totals[2], other.totals[2]) + 1.5),
        float(one.vector[ours] @ other.vector[theirs]),
        log1p(_common(one.of.pairs, other.of.pairs)[0].size),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _common(one: Terms, other: Terms) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where each of the common numbers stands; both are sorted."""
    if not (one.size and other.size):
        nothing = np.zeros(0, np.intp)
        return nothing, nothing
    places = np.searchsorted(other, one)
    places[places == other.size] = 0
    ours = np.flatnonzero(other[places] == one)
    return ours, places[ours]


class Sameness:
    """The model."""

    def __init__(self, model: dict[str, float]) -> None:
        self.join = model["join"]
        """Log-odds from which on an article belongs to a story."""
        self.merge = model["merge"]
        """From which on two stories are one that an article belongs to both of."""
        self._bias, self._days = model["bias"], model["days"]
        self._weights = [model[name] for name in Features._fields]

    def log_odds(self, one: Weighed, other: Weighed) -> float:
        """Return the log-odds that both are about one event."""
        found = features(one, other)
        days = abs(one.of.at - other.of.at) / MINUTES_A_DAY
        said = sum(weight * feature for weight, feature in zip(self._weights, found, strict=True))
        return self._bias + self._days * days + said


@lru_cache(1)
def the_model() -> Sameness:
    """Return the model as it was fitted."""
    return Sameness(weights())
