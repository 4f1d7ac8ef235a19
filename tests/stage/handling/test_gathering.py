"""Messages of a backlog leave together; what somebody may wait for leaves at once."""

import asyncio
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from schemas.passport import Passport
from services.clock import now
from services.stage.dependencies import Dependencies
from services.stage.handling.gathering import (
    GATHER_EVENTS_MAX,
    GATHER_SECONDS,
    Gathering,
    may_wait,
)
from services.stage.handling.handling import Handling
from services.stage.key_locks import KeyLocks
from services.stage.record import Record
from tests.stage.handling.test_handling import DECODE, STEP, Wire, passed_on, record


async def seconds_of(gathering: Gathering, events: int = 1) -> float:
    started = time.monotonic()
    await gathering.wait(events)
    return time.monotonic() - started


async def test_all_leave_when_the_first_has_waited_long_enough() -> None:
    gathering = Gathering()
    first = asyncio.create_task(seconds_of(gathering))
    await asyncio.sleep(GATHER_SECONDS / 2)
    second = await seconds_of(gathering)
    assert second < GATHER_SECONDS <= await first + 0.01


async def test_all_leave_at_once_when_they_are_enough() -> None:
    gathering = Gathering()
    waited = await asyncio.gather(*(seconds_of(gathering) for _ in range(GATHER_EVENTS_MAX)))
    assert max(waited) < GATHER_SECONDS
    assert await seconds_of(gathering, GATHER_EVENTS_MAX) < GATHER_SECONDS
    assert await seconds_of(gathering) > GATHER_SECONDS / 2  # the next begin anew


async def test_one_that_is_cancelled_keeps_no_other_from_leaving() -> None:
    gathering = Gathering()
    gone, other = (asyncio.create_task(seconds_of(gathering)) for _ in range(2))
    await asyncio.sleep(0)
    gone.cancel()
    assert await other >= GATHER_SECONDS / 2


@pytest.mark.parametrize(
    ("ages_seconds", "said_before", "backlog", "waits"),
    [
        ((60,), True, None, True),
        ((60,), False, True, True),
        ((60,), True, False, False),
        ((60,), False, None, False),
        ((60, 1), True, True, False),
        ((), True, True, False),
    ],
)
def test_only_old_events_with_more_behind_them_may_wait(
    ages_seconds: tuple[int, ...], said_before: bool, backlog: bool | None, waits: bool
) -> None:
    passports = [
        Passport(
            submission_id="s",
            submitted_url="https://a.example/",
            submitted_at=now() - timedelta(seconds=age),
            in_backlog=said_before,
        )
        for age in ages_seconds
    ]
    assert may_wait(passports, backlog) is waits


async def test_a_stage_sends_what_is_of_a_backlog_together_and_all_else_at_once() -> None:
    wire = Wire()
    shell = Handling(STEP, DECODE, wire, Dependencies(5), 10)

    def run(number: int, in_backlog: bool = True) -> asyncio.Task[None]:
        return asyncio.create_task(shell.run([record(number, in_backlog=in_backlog)], passed_on))

    first = [run(number) for number in range(GATHER_EVENTS_MAX - 1)]
    await run(100, in_backlog=False)
    assert wire.passed == [100]
    await asyncio.gather(*first, run(GATHER_EVENTS_MAX - 1))
    assert sorted(wire.passed) == [*range(GATHER_EVENTS_MAX), 100]


async def test_an_event_for_whose_end_the_next_of_its_key_waits_leaves_at_once() -> None:
    wire, turns = Wire(), KeyLocks()
    shell = Handling(STEP, DECODE, wire, Dependencies(5), 10)
    of_key = [keyed(record(number, in_backlog=True)) for number in range(GATHER_EVENTS_MAX)]
    started = time.monotonic()
    await asyncio.gather(*(shell.run([each], passed_on, turns) for each in of_key))
    # the first wait, before others have come, and the last
    assert time.monotonic() - started < GATHER_EVENTS_MAX / 2 * GATHER_SECONDS
    assert wire.passed == [*range(GATHER_EVENTS_MAX)]


def keyed(event: Record) -> Record:
    """Give an event the key that all of them have."""
    return replace(event, message=replace(event.message, key=b"article"))
