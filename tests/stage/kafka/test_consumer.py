"""The consumer's own rule, driven as Faust drives it: deliveries, acks, rebalances and seeks.

No broker: the consumer is built as Faust builds it, and only its thread never starts.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.consumer.fetcher import OffsetResetStrategy
from aiokafka.consumer.subscription_state import Subscription
from faust.types import TP
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from schemas.pipeline import ENRICH
from services.settings import Settings
from services.stage.app import StageApp, faust_app
from services.stage.kafka.consumer import Turns, WatermarkConsumer

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


async def nothing(*_: Any) -> None:
    """Stand in for what Faust does about a message or a rebalance."""


@cache
def app_once() -> StageApp:
    """One app for all: making it takes longer than what is tested."""
    app = faust_app(ENRICH, Settings(kafka="127.0.0.1:1"))
    app.topics._acking_topics.add(PARTITION.topic)  # type: ignore[attr-defined]
    return app


def consumer() -> CutOff:
    app = app_once()
    return CutOff(app.transport, nothing, nothing, nothing)


def deliver(to: CutOff, *offsets: int) -> Any:
    return to._to_message(PARTITION, [Fetched(offset) for offset in offsets])


def due(at: CutOff, *offsets: int) -> list[list[int]]:
    """What is handed on of a fetch."""
    records = [Fetched(offset) for offset in offsets]
    return [[each.offset for each in some] for some in at._when_due(PARTITION, records, at._seeks)]


def finish(at: CutOff, message: Any, *offsets: int) -> None:
    """End events of a batch one by one, as the shell does."""
    for offset in offsets:
        if at.done(message, offset):
            at.ack(message)


def offsets_in(message: Any) -> list[int]:
    return [record.offset for record in message.batch.records]


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


async def test_what_was_delivered_before_is_not_handed_on_again() -> None:
    reader = consumer()
    assert due(reader, 5, 6) == [[5, 6]]
    reader.ack(deliver(reader, 5, 6, 7))
    assert due(reader, 3, 4) == []
    assert due(reader, 3, 4, 7, 8) == [[8]]
    reader.ack(deliver(reader, 8))
    assert commit(reader) == 9


async def test_what_was_fetched_before_a_seek_is_not_handed_on_after_it() -> None:
    reader = consumer()
    deliver(reader, 5, 6)
    fetched = reader._when_due(PARTITION, [Fetched(7)], reader._seeks)
    await reader.perform_seek()
    assert list(fetched) == []
    assert due(reader, 5, 6) == [[5, 6]]


async def test_a_note_of_what_was_read_that_comes_after_a_seek_drops_nothing() -> None:
    reader = consumer()
    stale = deliver(reader, 5, 6)
    await reader.perform_seek()
    reader._read_offset[PARTITION] = stale.offset  # Faust's, when the batch has found its place
    assert reader._read_offset[PARTITION] is None


async def test_a_revoked_partition_starts_anew_when_it_comes_back() -> None:
    reader = consumer()
    hanging = deliver(reader, 0)
    await reader.on_partitions_revoked({PARTITION})
    assert not reader.is_ours(hanging)
    again = deliver(reader, 0)
    assert reader.is_ours(again)
    assert not reader.is_ours(hanging)
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


@pytest.mark.parametrize("taken", [True, False])
async def test_what_the_brokers_refused_is_not_committed(
    monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    reader = consumer()
    monkeypatch.setattr(reader.app, "_producer", SimpleNamespace(flush=nothing))

    async def answer(_: Mapping[TP, int]) -> bool:
        return taken

    monkeypatch.setattr(reader, "_commit", answer)
    reader.ack(deliver(reader, 0))
    await reader.commit()
    assert reader.committed == ({PARTITION: 1} if taken else {})


async def test_a_partition_whose_place_is_sought_ends_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Faust looks at each partition every few seconds, and after a seek one has no position."""
    reader = consumer()
    subscription = Subscription({PARTITION.topic})
    subscription._assign({PARTITION})
    state = subscription.assignment.state_value(PARTITION)
    state.timestamp, state.highwater = 1, 1
    state.await_reset(OffsetResetStrategy.EARLIEST)
    asked = SimpleNamespace(
        _fetcher=SimpleNamespace(_subscriptions=SimpleNamespace(subscription=subscription))
    )
    monkeypatch.setattr(reader._thread, "_ensure_consumer", lambda: asked)
    monkeypatch.setattr(reader._thread, "time_started", 0.0, raising=False)
    with pytest.raises(AssertionError):
        reader.verify_event_path(0.0, PARTITION)
    await reader.verify_all_partitions_active()


async def test_a_batch_may_be_acked_as_a_whole() -> None:
    reader = consumer()
    first, second = deliver(reader, 0, 1, 4), deliver(reader, 5, 6)
    reader.ack(second)
    assert commit(reader) == 0
    reader.ack(first)
    assert commit(reader) == 7


async def test_the_events_of_a_batch_are_committed_as_far_as_they_are_done() -> None:
    reader = consumer()
    first, second = deliver(reader, 0, 1, 4), deliver(reader, 5, 6)
    finish(reader, second, 6, 5)
    finish(reader, first, 0, 4)
    assert commit(reader) == 1
    finish(reader, first, 1)
    assert commit(reader) == 7
    assert not reader.unacked


async def test_a_batch_that_comes_again_with_more_in_it_is_not_done_by_the_end_it_shares() -> None:
    reader = consumer()
    deliver(reader, 0, 1)
    tail = deliver(reader, 2, 3)
    await reader.perform_seek()
    whole = deliver(reader, 0, 1, 2, 3)
    reader.ack(tail)
    assert commit(reader) == 0
    reader.ack(whole)
    assert commit(reader) == 4


async def first_of(active: set[TP], timeout: float | None) -> dict[TP, list[Any]]:  # noqa: ASYNC109
    """Give of the first partition that is asked for, as aiokafka."""
    return {first: [Fetched(0)] for first in sorted(active)[:1]}


async def test_partitions_take_turns_however_much_the_first_one_has() -> None:
    turns = Turns()
    active = {TP(PARTITION.topic, number) for number in range(3)}
    read = [tp.partition for _ in range(6) for tp in await turns.read(first_of, active, 1.0)]
    assert read == [0, 1, 2, 0, 1, 2]


async def test_a_read_is_one_call_to_the_thread_though_partitions_take_turns() -> None:
    reader: Any = consumer()
    reader._thread = CountedThread()
    for _ in range(3):
        await reader._getmany({PARTITION, TP(PARTITION.topic, 1)}, 1.0)
    assert reader._thread.calls == 3


class CountedThread:
    """Stands in for the thread: has something of one partition, and counts who wakes it."""

    calls = 0

    async def getmany(self, active: set[TP], timeout: float) -> dict[TP, list[Any]]:  # noqa: ASYNC109
        self.calls += 1
        return {PARTITION: [Fetched(self.calls)]} if PARTITION in active else {}

    def _ensure_consumer(self) -> Any:
        return SimpleNamespace(_fetcher=SimpleNamespace())


class AnyLife(RuleBasedStateMachine):
    """Deliver batches, finish, commit, lose the partition and seek, in any order.

    A redelivery cuts its batches anew.
    """

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.reader = self.loop.run_until_complete(self._made())
        self.next = 0
        self.handled: set[int] = set()
        self.in_flight: list[Any] = []
        self.offsets: set[int] = set()

    async def _made(self) -> CutOff:
        return consumer()

    @rule(hole=st.integers(0, 3), size=st.integers(1, 4))
    def deliver(self, hole: int, size: int) -> None:
        wanted = []
        for _ in range(size):
            later = [offset for offset in self.offsets if offset >= self.next]
            if self.next not in self.offsets:  # the log is the same at a redelivery
                self.next = min(later, default=self.next + hole)
            self.offsets.add(self.next)
            wanted.append(self.next)
            self.next += 1
        self.in_flight.append(deliver(self.reader, *wanted))

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data())
    def finish_batch(self, data: st.DataObject) -> None:
        message = data.draw(st.sampled_from(self.in_flight))
        self._finish(message, offsets_in(message))

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data())
    def finish_some(self, data: st.DataObject) -> None:
        message = data.draw(st.sampled_from(self.in_flight))
        left = sorted(message.batch.undone)
        self._finish(message, data.draw(st.lists(st.sampled_from(left), unique=True)))

    def _finish(self, message: Any, offsets: list[int]) -> None:
        self.handled.update(offsets)
        if set(offsets) == set(offsets_in(message)):
            self.reader.ack(message)
        else:
            finish(self.reader, message, *offsets)
        if not message.batch.undone:
            self.in_flight.remove(message)

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
        for message in list(self.in_flight):
            self._finish(message, sorted(message.batch.undone))
        self.rewind()
        left = sorted(each for each in self.offsets if each >= self.next)
        if left:
            self.reader.ack(deliver(self.reader, *left))
        commit(self.reader)
        assert self.reader.stored >= max(self.offsets, default=-1) + 1
        assert not self.reader.unacked
        self.loop.close()


AnyLife.TestCase.settings = settings(
    max_examples=50,
    stateful_step_count=25,
)
TestAnyLife = pytest.mark.timeout(120)(AnyLife.TestCase)
