"""Decisions of publish where no article has an interval, so that none comes too soon."""

from collections.abc import Sequence

from sqlalchemy import Connection

from services.publish.decide_all import Ruling, Seen, decide_all


def decide_on_all(connection: Connection, items: Sequence[Seen]) -> list[Ruling]:
    """Decide on each item, as `decide_all` does."""
    rulings = []
    for ruling in decide_all(connection, items):
        assert isinstance(ruling, Ruling)
        rulings.append(ruling)
    return rulings
