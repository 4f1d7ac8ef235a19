"""In order: one at a time for each key, first come first served, and no memory of idle keys."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.stage.key_locks import KeyLocks


async def test_one_key_is_worked_on_in_the_order_of_asking() -> None:
    turns, done = KeyLocks(), list[int]()

    async def work(number: int) -> None:
        async with turns.of("key"):
            await asyncio.sleep(0.01 / (number + 1))
            done.append(number)

    await asyncio.gather(*(work(number) for number in range(5)))
    assert done == [0, 1, 2, 3, 4]


async def test_a_key_is_awaited_while_somebody_else_wants_it() -> None:
    turns = KeyLocks()
    async with asyncio.TaskGroup() as others, turns.of("key"):
        assert not turns.is_awaited("key")

        async def want() -> None:
            async with turns.of("key"):
                assert not turns.is_awaited("key")

        others.create_task(want())
        await asyncio.sleep(0)
        assert turns.is_awaited("key")


async def test_a_slow_key_holds_no_other_up() -> None:
    turns = KeyLocks()
    async with turns.of("slow"), asyncio.timeout(1), turns.of("quick"):
        pass


async def test_the_turn_of_a_failed_or_cancelled_event_goes_to_the_next() -> None:
    turns = KeyLocks()

    async def fail() -> None:
        async with turns.of("key"):
            raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        await fail()
    async with turns.of("key"):
        waiting = asyncio.create_task(fail())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    async with asyncio.timeout(1), turns.of("key"):
        pass
    assert turns._locks == {}


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=30))
def test_keys_keep_their_order_whatever_takes_how_long(events: list[tuple[int, int]]) -> None:
    async def all_of_them() -> dict[int, list[int]]:
        turns, done = KeyLocks(), dict[int, list[int]]()

        async def work(number: int, key: int, steps: int) -> None:
            async with turns.of(key):
                for _ in range(steps):
                    await asyncio.sleep(0)
                done.setdefault(key, []).append(number)

        await asyncio.gather(*(work(number, *event) for number, event in enumerate(events)))
        assert turns._locks == {}
        return done

    assert all(numbers == sorted(numbers) for numbers in asyncio.run(all_of_them()).values())
