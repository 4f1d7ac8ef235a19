"""The loop of every sink: what it does while Kafka is away, how it tells that it lives."""

import asyncio
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from schemas.pipeline import PUBLISHED
from schemas.topic import Topic
from services import metrics
from services.settings import Settings
from services.sinks import reading
from services.sinks.entry import Entry
from services.sinks.reading import BatchReader
from services.sinks.work import SinkWork
from services.stage.dependencies import DependencyTimeout
from services.stage.store.errors import StoreUnavailable
from tests.support.published import message, published

PARTITION = TopicPartition(PUBLISHED.name, 0)


class Client:
    """A consumer of aiokafka's, of one partition that it may lose."""

    def __init__(self, offsets: Sequence[int] = (), is_away: bool = False) -> None:
        self.mine, self.end = {PARTITION}, 0
        self._offsets, self._is_away = [*offsets], is_away
        self.committed: dict[TopicPartition, int] = {}

    def assignment(self) -> set[TopicPartition]:
        return self.mine

    def partitions_for_topic(self, topic: str) -> set[int]:
        return {0}

    def highwater(self, tp: TopicPartition) -> int:
        return self.end

    async def getmany(self, timeout_ms: int, max_records: int) -> dict[TopicPartition, list[Any]]:
        if self._offsets:
            return {PARTITION: [record(self._offsets.pop(0))]}
        await asyncio.sleep(timeout_ms / 1000)
        return {}  # the same whether nothing is there or no broker answers

    async def topics(self) -> set[str]:
        if self._is_away:
            raise KafkaError("Unable to get cluster metadata over all known brokers")
        return {PUBLISHED.name}

    async def commit(self, offsets: dict[TopicPartition, int]) -> None:
        self.committed |= offsets

    async def stop(self) -> None:
        pass


def record(offset: int) -> Any:
    said = message(published(offset))
    return SimpleNamespace(
        topic=PUBLISHED.name, partition=0, offset=offset, timestamp=0,
        key=said.key, value=said.value, headers=said.headers,
    )  # fmt: skip


class Nowhere:
    """A sink that keeps nothing."""

    topics: tuple[Topic, ...] = (PUBLISHED,)
    takes_one_process = False
    problem = None

    def __init__(self, gather_seconds: float = 0.0) -> None:
        self.gather_seconds = gather_seconds

    async def start(self) -> None:
        pass

    async def write(self, entries: Sequence[Entry]) -> None:
        pass

    async def stop(self) -> None:
        pass


@pytest.fixture
def reader_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[Client], BatchReader]:
    def make(client: Client) -> BatchReader:
        async def connected(*_: Any, **__: Any) -> Client:
            return client

        monkeypatch.setattr(reading, "connected_consumer", connected)
        return BatchReader(Settings(), "group", (PUBLISHED,))

    monkeypatch.setattr(reading, "SILENCE_SECONDS", 0.1)
    return make


async def test_brokers_that_say_nothing_are_waited_for_and_then_the_process_ends(
    reader_of: Callable[[Client], BatchReader],
) -> None:
    config = Settings(crash_after_seconds=1)
    work = SinkWork("sink-test", Nowhere(), reader_of(Client(is_away=True)), config)
    running = asyncio.create_task(work.run(asyncio.Event()))
    await asyncio.sleep(0.8)
    assert any("kafka away" in problem for problem in work.ready())
    with pytest.raises(DependencyTimeout, match="kafka was away"):
        await asyncio.wait_for(running, 10)


async def test_a_topic_on_which_nothing_happens_is_waited_for_without_end(
    reader_of: Callable[[Client], BatchReader],
) -> None:
    work = SinkWork("sink-test", Nowhere(), reader_of(Client()), Settings(crash_after_seconds=0.5))
    stop = asyncio.Event()
    running = asyncio.create_task(work.run(stop))
    await asyncio.sleep(1.5)
    assert not running.done()
    assert work.ready() == []
    stop.set()
    await asyncio.wait_for(running, 10)


async def test_a_sink_that_gathers_for_longer_than_it_may_hang_is_alive(
    reader_of: Callable[[Client], BatchReader],
) -> None:
    config = Settings(crash_after_seconds=0.5, stalled_after_seconds=0.5)
    work = SinkWork("sink-test", Nowhere(gather_seconds=60), reader_of(Client([1])), config)
    stop = asyncio.Event()
    running = asyncio.create_task(work.run(stop))
    await asyncio.sleep(2)
    assert work.live() == []
    stop.set()
    await asyncio.wait_for(running, 10)


class Away(Nowhere):
    """A sink whose database is away, from the start or from the first batch on."""

    def __init__(self, has_started: bool) -> None:
        super().__init__()
        self.has_started, self.is_stopped = has_started, False

    async def start(self) -> None:
        if not self.has_started:
            raise StoreUnavailable("nobody answers")

    async def write(self, entries: Sequence[Entry]) -> None:
        raise StoreUnavailable("nobody answers")

    async def stop(self) -> None:
        self.is_stopped = True


@pytest.mark.parametrize("has_started", [False, True])
async def test_who_is_told_to_stop_waits_for_nothing_that_is_away(
    reader_of: Callable[[Client], BatchReader], has_started: bool
) -> None:
    client, sink, stop = Client([1]), Away(has_started), asyncio.Event()
    work = SinkWork("sink-test", sink, reader_of(client), Settings())
    running = asyncio.create_task(work.run(stop))
    await asyncio.sleep(2)  # by then it waits for a second and more
    stop.set()
    await asyncio.wait_for(running, 0.5)
    assert sink.is_stopped
    assert client.committed == {}


async def test_who_is_told_to_stop_finishes_the_batch_in_hand(
    reader_of: Callable[[Client], BatchReader],
) -> None:
    class Slow(Nowhere):
        async def write(self, entries: Sequence[Entry]) -> None:
            stop.set()
            await asyncio.sleep(0.5)

    client, stop = Client([1]), asyncio.Event()
    await SinkWork("sink-test", Slow(), reader_of(client), Settings()).run(stop)
    assert client.committed == {PARTITION: 2}


async def test_a_partition_that_comes_back_is_not_behind_by_what_another_process_read(
    reader_of: Callable[[Client], BatchReader],
) -> None:
    client = Client([100])
    client.end = 103
    reader = reader_of(client)
    await reader.start()

    async def lag() -> float:
        await reader.batch(0.0, asyncio.Event(), lambda: None)
        return float(metrics.LAG.labels(PUBLISHED.name)._value.get())

    assert await lag() == 2
    client.mine = set()
    assert await lag() == 0
    client.mine, client.end = {PARTITION}, 5000
    assert await lag() == 0
