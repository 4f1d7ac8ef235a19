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
    """A result together with a changed passport."""

    result: Result
    passport: Passport | None = None


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
    """Events that a stage handles in batches, while it takes the others one by one."""

    wanted: Callable[[Record], bool]
    """Asked of every record, so it must be quick. A record for which it raises is handled alone,
    and ends as a dead letter there where it cannot be read."""
    handle: HandleMany

    def split(self, records: Sequence[Record]) -> tuple[list[Record], list[Record]]:
        """Return the records to be handled in one batch, and the others."""
        parts: tuple[list[Record], list[Record]] = ([], [])
        for record in records:
            parts[not self._wants(record)].append(record)
        return parts

    def _wants(self, record: Record) -> bool:
        try:
            return record.problem is None and self.wanted(record)
        except Exception:
            return False
