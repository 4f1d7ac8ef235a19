"""Learning from the topics what the store lacks: one bad record costs what it says, no more."""

from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.envelope import Envelope, Message
from schemas.packed import BadEnvelope
from services.stage.continuity.learn import learn_by
from services.stage.record import Record
from services.stage.store.errors import StoreDamaged, StoreUnavailable

AT = datetime(2026, 3, 1, tzinfo=UTC)


def record(offset: int) -> Record:
    return Record("t", 0, offset, AT, Message(None, None, []))


def decode(record: Record) -> Any:
    if record.offset == 1:
        raise BadEnvelope("damaged")
    if record.offset == 2:
        raise OverflowError("a time beyond all times")
    return Envelope(str(record.offset), "test", AT, None, None)  # type: ignore[arg-type]


async def test_what_cannot_be_read_or_taken_is_left_out() -> None:
    taken: list[str] = []

    async def take(envelopes: list[Envelope[Any]]) -> None:
        if any(envelope.id == "4" for envelope in envelopes):
            raise ValueError("no row takes it")
        taken.extend(envelope.id for envelope in envelopes)

    await learn_by(decode, take)([record(n) for n in range(7)])
    assert taken == ["0", "3", "5", "6"]


@pytest.mark.parametrize("error", [StoreUnavailable("away"), StoreDamaged("test", "no words")])
async def test_nothing_is_left_out_for_a_store_that_is_away_or_damaged(error: Exception) -> None:
    async def take(_: list[Envelope[Any]]) -> None:
        raise error

    with pytest.raises(type(error)):
        await learn_by(decode, take)([record(0), record(3)])
