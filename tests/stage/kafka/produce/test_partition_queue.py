"""A partition queue: one batch at a time, and in the next all that came meanwhile."""

import asyncio
from collections.abc import Sequence

import pytest

from schemas.envelope import Message
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.kafka.produce import partition_queue
from services.stage.kafka.produce.partition_queue import PartitionQueue, Sent


class Partition:
    """Takes batches like a broker that answers when it is told to."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.asked = asyncio.Event()
        self.answer = asyncio.Event()
        self.error: Exception | None = None
        self.end = 0

    async def deliver(self, messages: Sequence[Message]) -> Sequence[Sent]:
        self.batches.append([(each.value or b"").decode() for each in messages])
        self.asked.set()
        await self.answer.wait()
        if self.error is not None:
            raise self.error
        self.end += len(messages)
        return range(self.end - len(messages), self.end)


def messages(*values: str) -> list[Message]:
    return [Message(None, value.encode(), []) for value in values]


async def test_what_comes_while_a_batch_is_under_way_shares_the_next() -> None:
    partition = Partition()
    queue = PartitionQueue(partition.deliver, 1000)
    first = asyncio.create_task(queue.send(messages("a")))
    await partition.asked.wait()
    later = [asyncio.create_task(queue.send(messages(*some))) for some in ("b", "cd", "e")]
    await asyncio.sleep(0)
    partition.answer.set()
    assert list(await first) == [0]
    assert [list(each) for each in await asyncio.gather(*later)] == [[1], [2, 3], [4]]
    assert partition.batches == [["a"], ["b", "c", "d", "e"]]


async def test_only_what_comes_soon_after_a_batch_waits_for_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(partition_queue, "GATHER_SECONDS", 3600.0)
    partition = Partition()
    partition.answer.set()
    queue = PartitionQueue(partition.deliver, 1000)
    assert list(await queue.send(messages("a"))) == [0]
    queue._ended_at -= partition_queue.BUSY_SECONDS
    assert list(await queue.send(messages("b"))) == [1]
    soon = asyncio.create_task(queue.send(messages("c")))
    await asyncio.sleep(0.05)
    assert not soon.done()
    queue.stop()
    with pytest.raises(KafkaUnavailable):
        await soon


async def test_a_batch_is_full_at_its_size() -> None:
    partition = Partition()
    partition.answer.set()
    queue = PartitionQueue(partition.deliver, 20)
    await asyncio.gather(*(queue.send(messages(str(number) * 10)) for number in range(5)))
    assert [len(batch) for batch in partition.batches] == [2, 2, 1]


async def test_a_failure_is_told_to_those_in_the_batch_and_the_next_goes_on() -> None:
    partition = Partition()
    partition.error = KafkaUnavailable("gone")
    partition.answer.set()
    queue = PartitionQueue(partition.deliver, 1000)
    ends = await asyncio.gather(
        *(queue.send(messages(value)) for value in "ab"), return_exceptions=True
    )
    assert [str(end) for end in ends] == ["gone", "gone"]
    partition.error = None
    assert list(await queue.send(messages("c"))) == [0]


async def test_a_sender_that_is_cancelled_holds_nobody_up() -> None:
    partition = Partition()
    queue = PartitionQueue(partition.deliver, 1000)
    sends = [asyncio.create_task(queue.send(messages(value))) for value in "ab"]
    await partition.asked.wait()
    sends[0].cancel()
    partition.answer.set()
    assert list(await sends[1]) == [1]


async def test_all_who_wait_are_told_when_it_stops() -> None:
    queue = PartitionQueue(Partition().deliver, 1)
    sends = [asyncio.create_task(queue.send(messages(value))) for value in "abc"]
    await asyncio.sleep(0.05)
    queue.stop()
    for send in sends:
        with pytest.raises(KafkaUnavailable):
            await send


async def test_who_has_only_just_asked_is_told_too_when_it_stops() -> None:
    queue = PartitionQueue(Partition().deliver, 1)
    asking = asyncio.create_task(queue.send(messages("a")))
    await asyncio.sleep(0)
    queue.stop()
    async with asyncio.timeout(2):
        with pytest.raises(KafkaUnavailable):
            await asking
