"""The enrichers of a process: the rules, and the models that a setting asks for."""

import gc
import sys
from collections.abc import Mapping
from functools import cache

from services.enrich import enrich
from services.enrich.enrich import ENRICHERS
from services.enrich.reading import Enricher
from services.settings import Settings, settings

COLLECT_AFTER_OBJECTS = 10_000
"""Articles leave no garbage to collect, but words that are kept; from 700 on, as is usual, to walk
through these took 3 % of the time."""


def enrichers(settings: Settings) -> Mapping[str, Enricher]:
    """Return them all; `BadSettings` where a model that is asked for is not installed."""
    if not settings.enrich_models:
        return ENRICHERS
    from services.enrich.models.wanted import wanted

    return {**ENRICHERS, **wanted(settings)}


@cache
def in_force() -> Mapping[str, Enricher]:
    """Return those of this process, or raise `BadSettings`."""
    return enrichers(settings())


def warm() -> None:
    """Load word lists and models before the first article waits for them; collect seldom then.

    A model that cannot be loaded is said on stderr, and by each article that wanted it.
    """
    enrich.warm()
    gc.set_threshold(COLLECT_AFTER_OBJECTS)
    if settings().enrich_models:
        from services.enrich.models.wanted import load

        for fault in load(settings()):
            print(f"newsreel: {fault}", file=sys.stderr)
