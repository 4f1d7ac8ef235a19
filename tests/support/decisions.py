"""Decisions of publish where no article has an interval, so that none comes too soon."""

from collections.abc import Sequence

from sqlalchemy import Connection

from services.publish.decide_all import decide_all
from services.publish.decided import Candidate, Decided


def decide_on_all(connection: Connection, items: Sequence[Candidate]) -> list[Decided]:
    """Decide on each item, as `decide_all` does."""
    found = []
    for decided in decide_all(connection, items):
        assert isinstance(decided, Decided)
        found.append(decided)
    return found
