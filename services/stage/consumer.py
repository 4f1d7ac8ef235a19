"""The consumer that never commits past an unfinished event.

Stock Faust loses messages (docs/decisions/0002): its commit logic steps over events that are still
in flight. Here the committed offset of a partition is the lowest one that was delivered and is not
yet acked. Overrides private methods of faust-streaming 0.15.3, which is why that version is pinned.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any

import faust
from faust.sensors import Monitor
from faust.transport.drivers import aiokafka as driver
from faust.types import TP


class Watermark:
    """Offsets of one partition: delivered in order, acked in any order."""

    def __init__(self) -> None:
        self._delivered: deque[int] = deque()

    def deliver(self, *offsets: int) -> None:
        """Remember what is in flight. Holes between offsets need no bookkeeping."""
        self._delivered.extend(offsets)

    def advance(self, acked: set[int]) -> int | None:
        """Return the offset to commit, or None if nothing finished at the front.

        Takes what it passes out of `acked`.
        """
        last: int | None = None
        while self._delivered and self._delivered[0] in acked:
            last = self._delivered.popleft()
            if not self._delivered or self._delivered[0] != last:
                acked.discard(last)
        return None if last is None else last + 1

    def __len__(self) -> int:
        return len(self._delivered)


class WatermarkConsumer(driver.Consumer):
    """aiokafka consumer of Faust with the commit rule replaced."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.watermarks: dict[TP, Watermark] = {}

    def _to_message(self, tp: TP, record: Any) -> Any:
        read = self._read_offset[tp]
        if read is None or record.offset >= read:  # else Faust is about to drop it as read before
            self.watermarks.setdefault(tp, Watermark()).deliver(record.offset)
        return super()._to_message(tp, record)

    def _new_offset(self, tp: TP) -> int | None:
        self._acked[tp].clear()  # Faust's own list of the same offsets; unused
        watermark = self.watermarks.get(tp)
        return watermark.advance(self._acked_index[tp]) if watermark else None

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Do nothing: a hole in the offsets is never delivered, so nothing waits for it."""

    def _forget(self, tps: Iterator[TP]) -> None:
        for tp in tps:
            self.watermarks.pop(tp, None)
            self._acked_index.pop(tp, None)

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Forget the partitions: their next owner starts from what is committed."""
        await super().on_partitions_revoked(revoked)
        self._forget(iter(revoked))

    async def perform_seek(self) -> None:
        """Forget everything in flight: it will be delivered again from what is committed."""
        await super().perform_seek()
        self._forget(iter(list(self.watermarks)))

    async def seek(self, partition: TP, offset: int) -> None:
        """Forget the partition: delivery starts anew at `offset`."""
        await super().seek(partition, offset)
        self._forget(iter([partition]))

    @property
    def committed(self) -> dict[TP, int]:
        """Offsets committed, of the partitions that this worker owns and has committed."""
        return {tp: offset for tp, offset in self._committed_offset.items() if offset is not None}


class BatchConsumer(WatermarkConsumer):
    """Hands on what a fetch brought of a partition as one message, its `records` in order.

    Partitions take turns: aiokafka by itself empties one before it gives of the next, and those
    that wait would look as if they had stopped.

    So Faust's work for each message, more than its own handling costs, is done once a batch. Each
    offset still is delivered and acked as its own, whatever batch it comes in the next time.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._served: set[TP] = set()
        """Partitions that had their turn since the others last had theirs."""

    async def _getmany(
        self,
        active_partitions: set[TP] | None,
        timeout: float,  # noqa: ASYNC109  # Faust's signature
    ) -> Any:
        waiting = (active_partitions or set()) - self._served
        fetched = await super()._getmany(waiting, 0) if waiting and self._served else {}
        if not fetched:
            self._served.clear()
            fetched = await super()._getmany(active_partitions, timeout)
        self._served |= fetched.keys()
        return {tp: [records] for tp, records in fetched.items() if records}

    def _to_message(self, tp: TP, record: Any) -> Any:
        read = self._read_offset[tp]
        records = [each for each in record if read is None or each.offset >= read]
        earlier = [each.offset for each in records[:-1]]
        self.watermarks.setdefault(tp, Watermark()).deliver(*earlier)
        message = super()._to_message(tp, record[-1])
        message.records = records
        return message

    def ack(self, message: Any) -> bool:
        """Mark all records of a batch as done; Faust sees its last one only."""
        tp, committed = message.tp, self._committed_offset[message.tp]
        if not message.acked:
            offsets = (each.offset for each in message.records)
            done = {offset for offset in offsets if committed is None or offset >= committed}
            self._acked_index[tp] |= done - {message.offset}
        return super().ack(message)


class WatermarkTransport(driver.Transport):
    """Faust's aiokafka transport with our consumer."""

    Consumer = WatermarkConsumer


class BatchTransport(driver.Transport):
    """The same, with events in batches."""

    Consumer = BatchConsumer


class QuietMonitor(Monitor):
    """Faust's monitor, which fails on a partition without a high-water mark (their issue 214)."""

    def track_tp_end_offset(self, tp: TP, offset: int | None) -> None:
        """Track the end of a partition where it is known."""
        if offset is not None:
            super().track_tp_end_offset(tp, offset)


class StageApp(faust.App):
    """A Faust app on the watermark consumer."""

    def _new_transport(self) -> driver.Transport:
        return WatermarkTransport(self.conf.broker_consumer, self)


class BatchApp(StageApp):
    """The same, with events in batches."""

    def _new_transport(self) -> driver.Transport:
        return BatchTransport(self.conf.broker_consumer, self)
