"""From Faust's stream into tasks: some events in flight, each acked when it has ended."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from faust.types import StreamT

from services.stage.function import Handle, HandleMany, Together, one_by_one
from services.stage.handling.handling import Handling
from services.stage.handling.in_flight import InFlight
from services.stage.key_locks import KeyLocks
from services.stage.record import Record


@dataclass(frozen=True, slots=True)
class _Delivery:
    """What one fetch brought of a partition, as Faust hands it over, mostly without types."""

    stream: Any
    event: Any

    @property
    def records(self) -> list[Record]:
        return [Record.of(each) for each in self.event.message.batch.records]

    @property
    def is_ours(self) -> bool:
        """Whether this worker still owns the events that are not yet begun."""
        return bool(self.event.app.consumer.is_ours(self.event.message))

    async def ack(self, records: Sequence[Record]) -> None:
        offsets = (record.offset for record in records)
        if self.event.app.consumer.done(self.event.message, *offsets):
            await self.stream.ack(self.event)


class Dispatch:
    """Begins tasks while there is room; events that are not begun go to the next owner."""

    def __init__(
        self, handling: Handling, in_flight_max: int, fail: Callable[[BaseException], None]
    ) -> None:
        """`fail` is called with the exception that ends a task; its events are not acked."""
        self.in_flight = InFlight(in_flight_max, fail)
        self.closing = False
        self._resumed = asyncio.Event()
        self._resumed.set()
        self._handling = handling

    async def drain(
        self,
        stream: StreamT[bytes],
        handle: Handle,
        together: Together | None = None,
        in_order_of_key: bool = False,
    ) -> None:
        """Begin one task per event, and one for the events of a batch that `together` wants."""
        handle_one = one_by_one(handle)
        locks = KeyLocks() if in_order_of_key else None
        async for delivery in _deliveries(stream):
            single = delivery.records
            if together is not None:
                many, single = together.split(single)
                if many and await self._may_begin(delivery):
                    self.in_flight.begin(self._run(delivery, many, together.handle), len(many))
            for record in single:
                if not await self._may_begin(delivery):
                    break  # the rest is for the partition's next owner
                self.in_flight.begin(self._run(delivery, [record], handle_one, locks))

    async def drain_batches(self, stream: StreamT[bytes], handle: HandleMany) -> None:
        """Begin one task per batch: the events of a partition that came together, in order."""
        async for delivery in _deliveries(stream):
            records = delivery.records
            if await self._may_begin(delivery):
                self.in_flight.begin(self._run(delivery, records, handle), len(records))

    @property
    def paused(self) -> bool:
        """Whether nothing new is begun until it is resumed."""
        return not self._resumed.is_set()

    def pause(self, paused: bool) -> None:
        """Begin nothing new, or go on; what is in flight goes on in either case."""
        if paused:
            self._resumed.clear()
        else:
            self._resumed.set()

    async def finish(self, grace_seconds: float) -> int:
        """Take nothing new, wait for what is in flight; return how many events were given back."""
        self.closing = True
        return await self.in_flight.finish(grace_seconds)

    async def _run(
        self,
        delivery: _Delivery,
        records: Sequence[Record],
        handle: HandleMany,
        locks: KeyLocks | None = None,
    ) -> None:
        await self._handling.run(records, handle, locks, self.in_flight)
        await delivery.ack(records)

    async def _may_begin(self, delivery: _Delivery) -> bool:
        """Wait for room; without end while closing: what is not begun is given back at the end."""
        await self._resumed.wait()
        await self.in_flight.wait_for_room()
        if self.closing:
            await asyncio.Event().wait()
        return delivery.is_ours


async def _deliveries(stream: StreamT[bytes]) -> AsyncIterator[_Delivery]:
    unacked: Any = stream.noack()  # type: ignore[attr-defined]  # Faust's protocol lacks it
    async for event in unacked.events():
        yield _Delivery(unacked, event)
