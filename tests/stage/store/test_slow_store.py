"""A database that is slow but there: an event that waits for its turn there is not at fault."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData

from schemas.envelope import Envelope
from schemas.events import UrlAccepted
from services.stage.dependencies import Dependencies
from services.stage.handling.handling import Handling
from services.stage.store.store import Store
from tests.stage.handling.test_handling import DECODE, STEP, Wire, record
from tests.support.stores import running

DEADLINE_SECONDS = 0.3


def take_long(_: Connection, items: Sequence[str]) -> Sequence[str]:
    time.sleep(4 * DEADLINE_SECONDS)
    return items


def answer(_: Connection, items: Sequence[str]) -> Sequence[str]:
    return items


async def handled(store: Store, work: Any) -> Wire:
    """Handle an event that makes two calls at once."""
    wire = Wire()

    async def handle(envelopes: Sequence[Envelope[Any]]) -> list[UrlAccepted]:
        await asyncio.gather(store.call(work, "one"), store.call(work, "two"))
        return [envelope.data for envelope in envelopes]

    await Handling(STEP, DECODE, wire, Dependencies(5), DEADLINE_SECONDS).run([record(1)], handle)
    return wire


async def test_an_event_that_waits_behind_others_waits_on(tmp_path: Path) -> None:
    async with running(f"sqlite:///{tmp_path}", "slow", MetaData()) as store:
        other = asyncio.create_task(store.call(take_long, "another"))
        await asyncio.sleep(0.1)
        wire = await handled(store, answer)
        await other
    assert (wire.passed, wire.dead_letters) == ([1], [])


async def test_an_event_whose_own_work_takes_too_long_is_parked(tmp_path: Path) -> None:
    async with running(f"sqlite:///{tmp_path}", "slow", MetaData()) as store:
        wire = await handled(store, take_long)
    assert (wire.passed, wire.reasons) == ([], {"s-1": "unexpected"})
