"""What a sink is: something that takes batches and says when they are safe."""

from collections.abc import Sequence
from typing import Protocol

from schemas.topic import Topic
from services.sinks.entry import Entry


class Sink(Protocol):
    """A place for articles.

    `write` may be given the same entries again, in other batches: after a kill, after a rebalance,
    or because publish said a thing twice. What it leaves behind has each revision once.
    """

    topics: tuple[Topic, ...]
    """What it reads."""
    takes_one_process: bool
    """Only one process can write to its place; a second member of the group would write a part
    somewhere else."""
    gather_seconds: float
    """How long a batch may be waited for once its first entry is there."""

    @property
    def problem(self) -> str | None:
        """Say what is in its way now, for the readiness probe."""

    async def start(self) -> None:
        """Make ready to write; raise `StoreUnavailable` where a database is away."""

    async def write(self, entries: Sequence[Entry]) -> None:
        """Return once the entries are safe; raise `StoreUnavailable` to be asked again."""

    async def stop(self) -> None:
        """Let go of everything."""
