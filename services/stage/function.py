"""A stage's function: what it takes and what it returns."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.envelope import Envelope
from schemas.passport import Passport
from services.stage.emission import Result
from services.stage.record import Record


@dataclass(frozen=True, slots=True)
class Handled:
    """A result together with a changed passport, or a note about what held the event up."""

    result: Result
    passport: Passport | None = None
    note: str | None = None


Decode = Callable[[Record], Envelope[Any]]
"""Raises `BadEnvelope` where the record is not an event of the stage."""
Handle = Callable[[Envelope[Any]], Awaitable[Result | Handled]]
HandleMany = Callable[[Sequence[Envelope[Any]]], Awaitable[Sequence[Result | Handled]]]
"""Returns one result per envelope, in their order. May be called again with the same envelopes."""


def one_by_one(handle: Handle) -> HandleMany:
    """Let a function of one event take a batch of one."""

    async def handle_many(envelopes: Sequence[Envelope[Any]]) -> list[Result | Handled]:
        (envelope,) = envelopes
        return [await handle(envelope)]

    return handle_many


@dataclass(frozen=True, slots=True)
class Together:
    """Which events a stage works on together, though it takes the others one by one, and how."""

    wanted: Callable[[Record], bool]
    """Asked of every record as it comes, so it only looks. Where it raises, the record is for the
    shell, which knows what to do with one that cannot be read."""
    handle: HandleMany

    def split(self, records: Sequence[Record]) -> tuple[list[Record], list[Record]]:
        """Return those to be worked on together, and the others."""
        parts: tuple[list[Record], list[Record]] = ([], [])
        for record in records:
            parts[not self._wants(record)].append(record)
        return parts

    def _wants(self, record: Record) -> bool:
        try:
            return record.problem is None and self.wanted(record)
        except Exception:
            return False
