"""`python -m services.enrich.models.build_topics`: the topics' vectors, of their headlines.

It needs the extra `embed`. Done before a release, since 136 headlines take some five seconds.
"""

import base64
import json
import sys
from collections.abc import Iterable

import numpy as np

from services.enrich.models.topics import VECTORS, listed
from services.enrich.models.vectors import Vector, loaded


def mean_vector(headlines: Iterable[str]) -> Vector:
    """Return the mean of the headlines' vectors, of length 1."""
    vector = loaded()
    mean: Vector = np.mean([vector(headline) for headline in headlines], axis=0)
    return mean / np.linalg.norm(mean)


def main() -> int:
    """Write the file."""
    made = {
        id: base64.b64encode(mean_vector(each["headlines"]).astype(np.float16).tobytes()).decode()
        for id, each in listed().items()
    }
    VECTORS.write_text(json.dumps(made, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
