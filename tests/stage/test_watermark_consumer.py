"""The consumer's own rule, driven as Faust drives it: deliveries, acks, rebalances and seeks.

No broker: the consumer is built as Faust builds it, and only its thread never starts.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from faust.types import TP
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from schemas.pipeline import ENRICH
from services.stage.app import faust_app
from services.stage.consumer import BatchConsumer, StageApp, WatermarkConsumer
from services.stage.settings import Settings

PARTITION = TP("articles.extracted.v1", 0)


@dataclass
class Fetched:
    """A record as aiokafka hands it over."""

    offset: int
    topic: str = PARTITION.topic
    partition: int = PARTITION.partition
    timestamp: int = 0
    timestamp_type: int = 0
    headers: tuple[Any, ...] = ()
    key: bytes | None = None
    value: bytes | None = b"{}"
    checksum: int | None = None
    serialized_key_size: int = 0
    serialized_value_size: int = 2


class CutOff(WatermarkConsumer):
    """The consumer without its broker: what it would commit and where it would seek."""

    stored: int = 0

    def assignment(self) -> set[TP]:
        return {PARTITION}

    async def seek_to_committed(self) -> Mapping[TP, int]:
        return {PARTITION: self.stored}

    async def _seek(self, partition: TP, offset: int) -> None:
        """Nothing to seek in."""


class Committed(CutOff):
    """One event a message."""


class CommittedBatch(CutOff, BatchConsumer):
    """Events in batches."""


async def nothing(*_: Any) -> None:
    """Stand in for what Faust does about a message or a rebalance."""


@cache
def app_once() -> StageApp:
    """One app for all: making it takes longer than what is tested."""
    app = faust_app(ENRICH, Settings(kafka="127.0.0.1:1"))
    app.topics._acking_topics.add(PARTITION.topic)
    return app


def consumer() -> Committed:
    app = app_once()
    return Committed(app.transport, nothing, nothing, nothing)


def batches() -> CommittedBatch:
    app = app_once()
    return CommittedBatch(app.transport, nothing, nothing, nothing)


def deliver_batch(to: CommittedBatch, *offsets: int) -> Any:
    message = to._to_message(PARTITION, [Fetched(offset) for offset in offsets])
    to._read_offset[PARTITION] = message.offset
    return message


def offsets_in(message: Any) -> list[int]:
    return [record.offset for record in message.records]


def deliver(to: Committed, offset: int) -> Any:
    message = to._to_message(PARTITION, Fetched(offset))
    to._read_offset[PARTITION] = offset
    return message


def commit(of: CutOff) -> int:
    """What Faust's commit does up to the request to the broker."""
    offsets = of._filter_committable_offsets([PARTITION])
    of._committed_offset.update(offsets)
    of.stored = offsets.get(PARTITION, of.stored)
    return of.stored


async def test_a_message_after_a_hole_is_not_committed_while_in_flight() -> None:
    reader = consumer()
    before, after, later = (deliver(reader, offset) for offset in (0, 5, 6))
    await reader._add_gap(PARTITION, 1, 5)
    reader.ack(before)
    reader.ack(later)
    assert commit(reader) == 1
    reader.ack(after)
    assert commit(reader) == 7


async def test_a_record_that_faust_drops_as_read_before_holds_nothing_up() -> None:
    reader = consumer()
    reader.ack(deliver(reader, 7))
    reader._to_message(PARTITION, Fetched(3))
    reader.ack(deliver(reader, 8))
    assert commit(reader) == 9


async def test_a_revoked_partition_starts_anew_when_it_comes_back() -> None:
    reader = consumer()
    hanging = deliver(reader, 0)
    await reader.on_partitions_revoked({PARTITION})
    again = deliver(reader, 0)
    assert commit(reader) == 0
    reader.ack(again)
    assert commit(reader) == 1
    assert not hanging.acked


async def test_the_watch_sees_only_offsets_that_are_known() -> None:
    reader = consumer()
    assert reader.committed == {}
    reader.ack(deliver(reader, 0))
    commit(reader)
    assert reader.committed == {PARTITION: 1}


async def test_a_batch_is_committed_as_a_whole_and_only_when_it_is_done() -> None:
    reader = batches()
    first, second = deliver_batch(reader, 0, 1, 4), deliver_batch(reader, 5, 6)
    reader.ack(second)
    assert commit(reader) == 0
    reader.ack(first)
    assert commit(reader) == 7


async def test_records_of_a_batch_that_were_read_before_are_not_delivered_again() -> None:
    reader = batches()
    reader.ack(deliver_batch(reader, 5, 6, 7))
    again = reader._to_message(PARTITION, [Fetched(offset) for offset in (3, 4, 7, 8)])
    assert offsets_in(again) == [7, 8]
    stale = reader._to_message(PARTITION, [Fetched(offset) for offset in (3, 4)])
    assert stale.offset < 7  # Faust drops it
    reader.ack(again)
    assert commit(reader) == 9


async def test_a_batch_that_comes_again_with_more_in_it_is_not_done_by_the_end_it_shares() -> None:
    reader = batches()
    deliver_batch(reader, 0, 1)
    tail = deliver_batch(reader, 2, 3)
    await reader.perform_seek()
    whole = deliver_batch(reader, 0, 1, 2, 3)
    reader.ack(tail)
    assert commit(reader) == 0
    reader.ack(whole)
    assert commit(reader) == 4


class FullPartitions:
    """Stands in for the thread: gives of the first partition that is asked for, as aiokafka."""

    async def getmany(self, active: set[TP], timeout: float) -> dict[TP, list[Fetched]]:  # noqa: ASYNC109
        return {first: [Fetched(0)] for first in sorted(active)[:1]}


async def test_partitions_take_turns_however_much_the_first_one_has() -> None:
    reader: Any = batches()
    reader._thread = FullPartitions()
    active = {TP(PARTITION.topic, number) for number in range(3)}
    turns = [tp.partition for _ in range(6) for tp in await reader._getmany(active, 1.0)]
    assert turns == [0, 1, 2, 0, 1, 2]


class AnyLife(RuleBasedStateMachine):
    """Deliver, finish, commit, lose the partition and seek, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.reader = self.loop.run_until_complete(self._made())
        self.next = 0
        self.handled: set[int] = set()
        self.in_flight: list[Any] = []
        self.offsets: set[int] = set()

    async def _made(self) -> Committed:
        return consumer()

    @rule(hole=st.integers(0, 3))
    def deliver(self, hole: int) -> None:
        if self.next not in self.offsets and hole:  # the log is the same at a redelivery
            later = [offset for offset in self.offsets if offset >= self.next]
            self.next = min(later, default=self.next + hole)
        self.offsets.add(self.next)
        self.in_flight.append(deliver(self.reader, self.next))
        self.next += 1

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        message = self.in_flight.pop(data.draw(st.integers(0, len(self.in_flight) - 1)))
        self.handled.add(message.offset)
        self.reader.ack(message)

    @rule()
    def commit(self) -> None:
        commit(self.reader)

    @rule()
    def lose_and_regain(self) -> None:
        """What is in flight stays so: the shell lets it finish."""
        self.loop.run_until_complete(self.reader.on_partitions_revoked({PARTITION}))
        self.rewind()

    @rule()
    def rewind(self) -> None:
        self.loop.run_until_complete(self.reader.perform_seek())
        self.next = self.reader.stored

    @rule()
    def seek_back(self) -> None:
        self.loop.run_until_complete(self.reader.seek(PARTITION, self.reader.stored))
        self.next = self.reader.stored

    @invariant()
    def nothing_unhandled_is_committed(self) -> None:
        unhandled = self.offsets - self.handled
        assert all(offset >= self.reader.stored for offset in unhandled)

    def teardown(self) -> None:
        """Once all is finished, all is committed."""
        for message in self.in_flight:
            self.handled.add(message.offset)
            self.reader.ack(message)
        self.rewind()
        for offset in sorted(each for each in self.offsets if each >= self.next):
            self.reader.ack(deliver(self.reader, offset))
        commit(self.reader)
        assert self.reader.stored >= max(self.offsets, default=-1) + 1
        self.loop.close()


class AnyLifeInBatches(AnyLife):
    """The same with several offsets at a time, cut anew at each redelivery."""

    async def _made(self) -> Any:
        return batches()

    @rule(hole=st.integers(0, 3), size=st.integers(1, 4))
    def deliver(self, hole: int, size: int = 1) -> None:
        wanted = []
        for _ in range(size):
            later = [offset for offset in self.offsets if offset >= self.next]
            if self.next not in self.offsets:
                self.next = min(later, default=self.next + hole)
            self.offsets.add(self.next)
            wanted.append(self.next)
            self.next += 1
        self.in_flight.append(deliver_batch(self.reader, *wanted))

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        message = self.in_flight.pop(data.draw(st.integers(0, len(self.in_flight) - 1)))
        self.handled.update(offsets_in(message))
        self.reader.ack(message)

    def teardown(self) -> None:
        """Once all is finished, all is committed."""
        for message in self.in_flight:
            self.handled.update(offsets_in(message))
            self.reader.ack(message)
        self.rewind()
        left = sorted(each for each in self.offsets if each >= self.next)
        if left:
            self.reader.ack(deliver_batch(self.reader, *left))
        commit(self.reader)
        assert self.reader.stored >= max(self.offsets, default=-1) + 1
        self.loop.close()


LIVES = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
AnyLife.TestCase.settings = LIVES
AnyLifeInBatches.TestCase.settings = LIVES
TestAnyLife = pytest.mark.timeout(120)(AnyLife.TestCase)
TestAnyLifeInBatches = pytest.mark.timeout(120)(AnyLifeInBatches.TestCase)
