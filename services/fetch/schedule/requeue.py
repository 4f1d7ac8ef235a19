"""Puts scheduled events back on `urls.accepted.v1` when they are due."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from services.clock import unix
from services.fetch.schedule import table as schedule
from services.fetch.schedule.table import Row
from services.logs import logger
from services.stage.store.errors import StoreUnavailable
from services.stage.store.store import Store

Send = Callable[[Row], Awaitable[None]]
"""Returns once the broker has confirmed the event; raises if it has not."""

BACKOFF_MAX_SECONDS = 30.0


class Requeuer:
    """A task that never holds more than one page of rows.

    A row is deleted only after its event is confirmed, so a crash in between sends it twice,
    never not at all. What could not be sent is tried again when its lease ends.
    """

    def __init__(
        self,
        store: Store,
        send: Send,
        page_rows: int = 500,
        poll_seconds: float = 0.5,
        rate_max_per_second: float = 2_000.0,
        clock: Callable[[], float] = unix,
    ) -> None:
        self._store = store
        self._send = send
        self._page_rows = page_rows
        self._poll_seconds = poll_seconds
        self._rate_max = rate_max_per_second
        self._clock = clock

    async def run(self) -> None:
        """Send what is due until cancelled; waits out a store or a broker that is away."""
        pause = self._poll_seconds
        while True:
            try:
                claimed, confirmed = await self.requeue_page()
                failed = confirmed < claimed
            except StoreUnavailable as error:
                logger().warning("schedule_unavailable", error=str(error), retry_in_seconds=pause)
                claimed, failed = 0, True
            if failed:
                pause = min(pause * 2, BACKOFF_MAX_SECONDS)
            else:
                full = claimed == self._page_rows
                pause = claimed / self._rate_max if full else self._poll_seconds
            await asyncio.sleep(pause)

    async def requeue_page(self) -> tuple[int, int]:
        """Send one page of what is due now; returns how many rows it claimed and sent."""
        rows = await self._store.run(schedule.claim_due, self._clock(), self._page_rows)
        if not rows:
            return 0, 0
        ends = await asyncio.gather(*(self._send(row) for row in rows), return_exceptions=True)
        confirmed = [row for row, end in zip(rows, ends, strict=True) if end is None]
        _report([end for end in ends if end is not None])
        if confirmed:
            await self._store.run(schedule.done, confirmed)
        return len(rows), len(confirmed)


def _report(errors: Sequence[BaseException]) -> None:
    """Log the first of a page's errors; the rest is most often the same."""
    for error in errors:
        if not isinstance(error, Exception):
            raise error
    if errors:
        logger().warning("requeue_failed", events=len(errors), error=repr(errors[0]))
