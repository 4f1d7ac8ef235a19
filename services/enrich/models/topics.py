"""Topic of a vector: of IPTC's seventeen the one whose headlines are nearest, if that is clear."""

import base64
import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from schemas.events import Topic
from services.enrich.models.vectors import Vector
from services.text.lists import lists_of

LEAST_LEAD = 0.016
"""How much nearer than the next one a topic must be, of cosines; chosen on half A of the corpus:
`python -m tests.harness.quality.topics --half A`."""

VECTORS = Path(__file__).with_name("topic_vectors.json")
"""Of each topic the mean of its headlines' vectors, base64 of float16; see `build_topics`."""


class Topics(NamedTuple):
    """Topics, and a row of the matrix for each."""

    topics: tuple[Topic, ...]
    rows: Vector


def topic_of(vector: Vector) -> Topic | None:
    """Return the topic of an article's vector; None where none is clearly nearest."""
    best, lead = nearest(vector)
    return topics().topics[best] if lead >= LEAST_LEAD else None


def nearest(vector: Vector) -> tuple[int, float]:
    """Return which topic is nearest, and how much nearer than the next one."""
    likeness = topics().rows @ vector
    second, best = np.argsort(likeness)[-2:]
    return int(best), float(likeness[best] - likeness[second])


@cache
def topics() -> Topics:
    """Return all of them."""
    vectors = json.loads(VECTORS.read_text("utf-8"))
    made = tuple(Topic(id=id, name=each["name"]) for id, each in listed().items())
    rows = [np.frombuffer(base64.b64decode(vectors[topic.id]), np.float16) for topic in made]
    return Topics(made, np.array(rows, np.float32))


def listed() -> dict[str, dict[str, Any]]:
    """Read names and headlines, by id."""
    return lists_of(__file__)
