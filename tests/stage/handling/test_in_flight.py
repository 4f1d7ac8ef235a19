"""Places for events in work."""

import asyncio

from services.stage.handling.in_flight import InFlight


def made(events_max: int) -> tuple[InFlight, list[BaseException]]:
    errors: list[BaseException] = []
    return InFlight(events_max, errors.append), errors


async def test_a_batch_waits_until_a_place_is_free() -> None:
    work, _ = made(10)
    gate = asyncio.Event()
    await work.wait_for_room()
    work.begin(until(gate), 10)
    waiting = asyncio.create_task(work.wait_for_room())
    await asyncio.sleep(0.01)
    assert not waiting.done()
    assert work.saturated
    gate.set()
    await asyncio.wait_for(waiting, 1)
    assert len(work) == 0


async def test_a_batch_larger_than_all_places_still_begins() -> None:
    work, _ = made(10)
    await work.wait_for_room()
    work.begin(asyncio.sleep(0), 500)
    assert len(work) == 500
    await asyncio.wait_for(work.wait_for_room(), 1)


async def test_who_looks_between_two_batches_sees_no_idle_stage() -> None:
    work, _ = made(1)
    work.begin(asyncio.sleep(0.01), 1)
    await work.wait_for_room()
    assert len(work) == 0
    assert work.saturated


async def test_a_backlog_is_known_where_events_wait_for_room_and_ends_before_they_do() -> None:
    work, _ = made(10)
    gate = asyncio.Event()
    work.begin(until(gate), 9)
    assert work.backlog is None  # all found room: those before us know better
    work.begin(asyncio.sleep(0), 1)
    await work.wait_for_room()
    assert work.backlog is True
    gate.set()
    await work.finish(1)
    assert work.backlog is False


async def test_what_does_not_finish_in_the_grace_is_given_back_with_all_its_events() -> None:
    work, errors = made(1000)
    work.begin(until(asyncio.Event()), 300)
    work.begin(asyncio.sleep(0.01), 200)
    assert await work.finish(0.2) == 300
    await asyncio.sleep(0)
    assert errors == []


async def test_an_error_in_a_batch_is_told_and_its_places_are_given_back() -> None:
    work, errors = made(5)
    work.begin(fail(), 5)
    await asyncio.wait_for(work.wait_for_room(), 1)
    assert [str(error) for error in errors] == ["broken"]
    assert work.oldest_seconds == 0


async def until(gate: asyncio.Event) -> None:
    await gate.wait()


async def fail() -> None:
    raise RuntimeError("broken")
