"""The table of what stock Faust loses, each row as a short play of kills, errors and restarts."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from services.local.child import Child
from tests.harness.delivery.bench import Bench
from tests.harness.delivery.spec import BATCH_MAX, Act, Mode, Style

LAST = 1000
"""A message sent when all else was: once it has come out, nothing older is still to come."""
COMMITS_SECONDS = 1.5
"""Several commit intervals of the workers, on a machine that is not busy."""
BUSY_COMMITS_SECONDS = 5.0
"""The same where it is: a commit must have gone past what hangs, or the kill proves nothing."""


@dataclass(frozen=True)
class Row:
    """One situation."""

    name: str
    loses: frozenset[int]
    """What stock Faust was seen to lose."""
    script: dict[int, Act] = field(default_factory=dict)
    count: int = 12
    """Messages of the play, numbered from 0."""
    end: str = ""
    """Signal that ends the first worker while something hangs; none: it finishes."""
    style: Style = "each"
    concurrency: int = 1
    wait_empty: bool = True
    bare: bool = False
    broken: int | None = None
    """Message whose value does not decode."""
    hole_before: int | None = None
    """A transaction's marker lies before this message (Apache Kafka only)."""
    apache_only: str = ""
    """Why the embedded broker cannot play it."""

    def __str__(self) -> str:
        """Name the test."""
        return self.name.replace(" ", "-")


def lost(*numbers: int) -> frozenset[int]:
    """Numbers that stock Faust loses."""
    return frozenset(numbers)


TABLE = [
    Row("concurrency and kill", lost(3), {3: "hang"}, end="SIGKILL", concurrency=4),
    Row("exception in the agent", lost(3), {3: "raise"}),
    Row("noack and an exception before ack", lost(3), {3: "raise"}, style="noack"),
    Row("take and an exception", lost(*range(3, 10)), {3: "raise"}, style="take"),
    Row("undecodable value", lost(3), broken=3),
    Row("SIGTERM without wait_empty", lost(3), {3: "hang"}, end="SIGTERM", wait_empty=False),
    Row(  # stock Faust was seen to lose it, but not in every run: a race with its commit
        "hole in the offsets", lost(), {3: "hang", 4: "hang"}, end="SIGKILL", concurrency=4,
        hole_before=3, apache_only="it has no transactions, whose markers make the holes",
    ),
    Row(
        "delivery of the output fails", lost(3), {3: "large"}, style="unconfirmed",
        apache_only="it takes messages of any size, whatever the topic's limit",
    ),
    # few, for each of them stops the stock agent for 5 s
    Row("value_type bytes", lost(0, 1), bare=True, count=2),
    # our own way of taking many at a time; `take` above is what stock Faust has
    Row("batch and kill", lost(), {3: "hang"}, end="SIGKILL", style="batch"),
    Row("batch and SIGTERM", lost(), {3: "hang"}, end="SIGTERM", style="batch"),
    Row("exception in a batch", lost(), {3: "raise", 8: "raise"}, style="batch"),
    Row("undecodable value in a batch", lost(), broken=3, style="batch"),
    Row("bare URLs in batches", lost(), bare=True, style="batch"),
    Row(
        "hole in the offsets of a batch", lost(), {3: "hang", 4: "hang"}, end="SIGKILL",
        style="batch", hole_before=3,
        apache_only="it has no transactions, whose markers make the holes",
    ),
    Row(
        "delivery of one output of a batch fails", lost(), {3: "large"}, style="batch",
        apache_only="it takes messages of any size, whatever the topic's limit",
    ),
]  # fmt: skip


def play(row: Row, mode: Mode, kafka: str, folder: Path) -> Bench:
    """Play a row to the end; what was lost stands in the bench that is returned."""
    bench = Bench(kafka, folder)
    bench.create_topics()
    try:
        _submit(row, bench)
        first = _worker(row, mode, bench, row.script)
        if row.end:
            _wait_while_hanging(row, mode, bench)
            first.stop(getattr(signal, row.end))
        else:
            _finish(row, mode, bench, first, LAST)
        # the second worker is not told to do anything odd, but for what the message itself is
        lasting: dict[int, Act] = {n: act for n, act in row.script.items() if act == "large"}
        second = _worker(row, mode, bench, lasting)
        _finish(row, mode, bench, second, LAST + 1)
    finally:
        bench.close()
    return bench


def _submit(row: Row, bench: Bench) -> None:
    numbers = list(range(row.count))
    if row.hole_before is not None:
        bench.submit_in_transaction(numbers[: row.hole_before])
        bench.submit(numbers[row.hole_before :])
    elif row.broken is not None:
        bench.submit(numbers[: row.broken])
        bench.submit_broken(row.broken)
        bench.submit(numbers[row.broken + 1 :])
    else:
        bench.submit(numbers, row.bare)


def _worker(row: Row, mode: Mode, bench: Bench, script: dict[int, Act]) -> Child:
    return bench.worker(
        mode,
        style=row.style,
        concurrency=row.concurrency,
        wait_empty=row.wait_empty,
        bare=row.bare,
        script=script,
    )


def _wait_while_hanging(row: Row, mode: Mode, bench: Bench) -> None:
    hanging = {number for number, act in row.script.items() if act == "hang"}
    free = set(range(row.count)) - hanging
    if mode == "stock" and row.concurrency == 1:
        free = set(range(min(hanging)))
    if row.style == "batch":  # what shares a batch with one that hangs has no answer yet
        free = set(range(max(hanging) + BATCH_MAX, row.count))
    bench.wait_for_numbers(free)
    bench.wait_for(lambda: all(map(bench.begun, hanging)), "they hang")
    bench.read(BUSY_COMMITS_SECONDS)


def _finish(row: Row, mode: Mode, bench: Bench, worker: Child, last: int) -> None:
    """Let the worker drain the topic, then end it in order."""
    if row.bare and mode == "stock":
        bench.submit_json(last)
    else:
        bench.submit([last], row.bare)
    bench.wait_for_numbers([last])
    _settle(bench, lambda: not bench.lost)
    worker.stop()


def _settle(bench: Bench, done: Callable[[], bool]) -> None:
    """Give what is still on its way its time, and commits theirs."""
    deadline = time.monotonic() + 2 * COMMITS_SECONDS
    while not done() and time.monotonic() < deadline:
        bench.read(0.1)
    bench.read(COMMITS_SECONDS)
