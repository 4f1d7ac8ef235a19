"""The consumer that never commits past an unfinished event.

Stock Faust loses messages (docs/decisions/0002): its commit logic steps over events that are still
in flight. Here the committed offset of a partition is the lowest one that was delivered and is not
yet acked. Overrides private methods of faust-streaming 0.15.3, which is why that version is pinned.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from faust.exceptions import ConsumerNotStarted
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from services.stage.kafka.fetch_wait import FetchPace, FetchWait
from services.stage.kafka.watermark import Batch, Watermark

Fetched = Mapping[TP, list[Any]]
Read = Callable[..., Awaitable[Fetched]]


class _NeverRead(dict[TP, int | None]):
    """Stands where Faust notes which offset it read last, to skip what comes again.

    After a seek those must be delivered again, so Faust is never told of any. It notes them only
    when the batch has found room in its stream: a seek may have come meanwhile, nobody would work
    on what it goes back to, and the commit would step over it.
    """

    def __getitem__(self, tp: TP) -> None:
        return None


class WatermarkConsumer(driver.Consumer):
    """aiokafka consumer of Faust with the commit rule replaced, and with events in batches.

    What Faust does for each message costs more than the handling of most events; so its message is
    all that a fetch brought of a partition, its `batch`.

    Partitions take turns: aiokafka by itself empties one before it gives of the next, and those
    that wait would look as if they had stopped.

    A seek makes what was fetched before it void, delivered or not. Faust believes that nothing is
    fetched meanwhile, but its flow goes on where a rebalance gives partitions to who had none, or
    begins while another ends.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._read_offset = _NeverRead()
        self.watermarks: dict[TP, Watermark] = {}
        self._seeks = 0

    # ------------------------------------------------------------ what the shell asks

    def is_ours(self, message: Any) -> bool:
        """Tell whether this worker still owns the events of a batch that are not yet begun."""
        return self.watermarks.get(message.tp) is message.batch.watermark

    def done(self, message: Any, *offsets: int) -> bool:
        """Mark events of a batch as done; True with the last: then `ack` the message."""
        message.batch.undone.difference_update(offsets)
        committed = self._committed_offset[message.tp]
        for offset in offsets:
            # the offset of the message, its last one, is for Faust to mark
            if offset != message.offset and (committed is None or offset >= committed):
                self._acked_index[message.tp].add(offset)
                self._acked.setdefault(message.tp, [])  # Faust commits where there is one
        return not message.batch.undone

    @property
    def committed(self) -> dict[TP, int]:
        """Offsets committed, of the partitions that this worker owns and has committed."""
        return {tp: offset for tp, offset in self._committed_offset.items() if offset is not None}

    # ------------------------------------------------------------ what Faust asks

    def _new_consumer_thread(self) -> driver.AIOKafkaConsumerThread:
        return _ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def _getmany(
        self,
        active_partitions: set[TP] | None,
        timeout: float,  # noqa: ASYNC109  # Faust's signature
    ) -> Any:
        fetched = await super()._getmany(active_partitions, timeout)
        self._set_wait(came=bool(fetched))
        return {tp: self._when_due(tp, each, self._seeks) for tp, each in fetched.items() if each}

    def _when_due(self, tp: TP, records: list[Any], seeks: int) -> Iterator[list[Any]]:
        """Give what was fetched when its turn has come: nothing after a seek, and nothing twice."""
        if seeks != self._seeks:
            return
        watermark = self.watermarks.get(tp)
        if fresh := [each for each in records if not watermark or each.offset >= watermark.next]:
            yield fresh

    def _set_wait(self, *, came: bool) -> None:
        """Let the brokers keep the next requests for as long as the pace says."""
        pace: FetchPace = self.app.fetch_pace  # type: ignore[attr-defined]  # a `StageApp`
        if came:
            pace.note_arrival()
        _let_wait(self._thread._ensure_consumer()._fetcher, pace.wait())

    def _to_message(self, tp: TP, record: Any) -> Any:
        """Make a message of many records."""
        watermark = self.watermarks.setdefault(tp, Watermark())
        watermark.deliver(*(each.offset for each in record))
        message: Any = super()._to_message(tp, record[-1])
        message.batch = Batch(record, watermark)
        return message

    def ack(self, message: Any) -> bool:
        """Mark what is left of a batch as done."""
        self.done(message, *message.batch.undone)
        return super().ack(message)

    def _new_offset(self, tp: TP) -> int | None:
        self._acked[tp].clear()  # Faust's own list of the same offsets; unused
        watermark = self.watermarks.get(tp)
        return watermark.advance(self._acked_index[tp]) if watermark else None

    async def _commit_offsets(
        self, offsets: Mapping[TP, int], start_new_transaction: bool = True
    ) -> bool:
        """Commit what is ours, and note as committed what the brokers have taken.

        Faust also notes what they have refused: a process that is out of its group, and does not
        notice, would look as if it moved.
        """
        owned = self.assignment()
        ours = {tp: offset for tp, offset in offsets.items() if tp in owned}
        if not ours or not await self._commit(ours):
            return False
        self._committed_offset.update(ours)
        return True

    async def verify_all_partitions_active(self) -> None:
        """Do nothing: a stage that hangs is what our probes look for.

        Faust's own look asserts that each partition has a position. For a moment after a seek there
        may be none, and the process would end.
        """

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Do nothing: a hole in the offsets is never delivered, so nothing waits for it."""

    def _forget(self, tps: Iterable[TP]) -> None:
        self._seeks += 1
        for tp in tps:
            self.watermarks.pop(tp, None)
            self._acked_index.pop(tp, None)

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Forget the partitions: their next owner starts from what is committed."""
        await super().on_partitions_revoked(revoked)
        self._forget(revoked)

    async def perform_seek(self) -> None:
        """Forget everything in flight: it will be delivered again from what is committed."""
        await super().perform_seek()
        self._forget(list(self.watermarks))

    async def seek(self, partition: TP, offset: int) -> None:
        """Forget the partition: delivery starts anew at `offset`."""
        await super().seek(partition, offset)
        self._forget([partition])


def partitions_of(consumer: Any) -> Collection[TP]:
    """Return the partitions that a consumer has been given; none before it has started."""
    try:
        given: Collection[TP] = consumer.assignment()
    except ConsumerNotStarted:
        return ()
    return given


class _ConsumerThread(driver.AIOKafkaConsumerThread):
    """Faust's thread of an aiokafka consumer, set up as Faust's own settings cannot say.

    It reads what is committed: submissions of a transaction that was aborted were never made.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self._standing = asyncio.Lock()
        """Held by who reads on, and by who seeks: what is fetched is of before or of after."""
        self._turns = Turns()

    async def _fetch_records(
        self,
        consumer: Any,
        active_partitions: set[TP],
        timeout: float | None = None,  # noqa: ASYNC109  # Faust's signature
        max_records: int | None = None,
    ) -> Any:
        read = partial(super()._fetch_records, consumer, max_records=max_records)
        async with self._standing:
            return await self._turns.read(read, active_partitions, timeout)

    async def seek_to_committed(self) -> Any:
        """Seek all partitions to what is committed; those of which nothing is, to their beginning.

        aiokafka leaves these where they are: past what was delivered and is forgotten now.
        """
        return await self.call_thread(self._seek_to_committed)

    async def _seek_to_committed(self) -> Any:
        consumer: Any = self._ensure_consumer()
        async with self._standing:
            committed = await consumer.seek_to_committed()
            if never := [tp for tp, offset in committed.items() if not offset]:
                await consumer.seek_to_beginning(*never)
        return committed

    def _create_worker_consumer(self, transport: driver.Transport) -> Any:
        consumer: Any = super()._create_worker_consumer(transport)
        # until its `start` attributes, no more
        _let_wait(consumer, transport.app.fetch_pace.wait())  # type: ignore[attr-defined]
        consumer._isolation_level = "read_committed"
        return consumer


class Turns:
    """Which partitions had their turn since the others last had theirs.

    Known to the consumer's thread: to ask twice from another one wakes both of them four times.
    """

    def __init__(self) -> None:
        self._served: set[TP] = set()

    async def read(self, read: Read, active: set[TP], timeout: float | None) -> Fetched:  # noqa: ASYNC109
        """Read of partitions that wait for their turn; where these have nothing, of all."""
        waiting = active - self._served
        fetched: Fetched = await read(waiting, timeout=0) if waiting and self._served else {}
        if not fetched:
            self._served.clear()
            fetched = await read(active, timeout=timeout)
        self._served |= fetched.keys()
        return fetched


def _let_wait(client: Any, wait: FetchWait) -> None:
    """Set how long requests take, of aiokafka's consumer or of its fetcher."""
    client._fetch_max_wait_ms = wait.ms
    client._fetch_min_bytes = wait.least_bytes


class WatermarkTransport(driver.Transport):
    """Faust's aiokafka transport with our consumer."""

    Consumer = WatermarkConsumer
