"""Calls of the store that share a transaction: grouped by function, each given its results."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection

A = TypeVar("A")
T = TypeVar("T")
Work = Callable[[Connection, Sequence[A]], Sequence[T]]
Results = list[tuple["Call", Sequence[Any]]]
"""Calls, and what their functions answered to their items."""


@dataclass(slots=True)
class Call:
    """Items for a function, and who waits for its results."""

    work: Work[Any, Any]
    items: Sequence[Any]
    done: "asyncio.Future[Any]"
    """One result per item."""
    has_begun: bool = False
    """Whether its transaction has begun."""


def run_together(connection: Connection, calls: Sequence[Call]) -> Results:
    """Run each function once for all the items it is called with: no call waits for another."""
    groups: dict[Work[Any, Any], list[Call]] = {}
    for call in calls:
        groups.setdefault(call.work, []).append(call)
    return [each for work, group in groups.items() for each in _run(connection, work, group)]


def _run(connection: Connection, work: Work[Any, Any], calls: list[Call]) -> Results:
    items = [item for call in calls for item in call.items]
    results = work(connection, items)
    if len(results) != len(items):
        raise ValueError(f"{len(results)} results for {len(items)} items")
    left = iter(results)
    return [(call, list(islice(left, len(call.items)))) for call in calls]


def give_results(results: Results) -> None:
    """Give every call what its function answered."""
    for call, answers in results:
        if not call.done.done():
            call.done.set_result(answers)


def give_error(waiting: Sequence["asyncio.Future[Any]"], error: Exception) -> None:
    """Give all who still wait the error instead of a result."""
    for done in waiting:
        if not done.done():
            done.set_exception(error)
