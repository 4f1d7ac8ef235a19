"""Call a stage's function within a deadline, and tell whose fault it is when that ends."""

import asyncio
from collections.abc import Sequence
from typing import Any

from schemas.envelope import Envelope
from services.clock import STALL_SECONDS
from services.stage.emission import Result
from services.stage.function import Handled, HandleMany
from services.stage.store.cut_off import cut_off_calls
from services.stage.store.errors import StoreUnavailable

TIMER_EARLY_SECONDS = 0.01
"""uvloop counts whole milliseconds."""


async def call_in_time(
    handle: HandleMany, envelopes: Sequence[Envelope[Any]], seconds: float
) -> Sequence[Result | Handled]:
    """Call the function; raise `TimeoutError` where it takes longer.

    Where this process itself stood still meanwhile, call it once more: another may have taken over
    its events and answered them.

    Raises `StoreUnavailable` where the function only waited for its turn at the store: then another
    event or process is at fault, and this event may have been answered before.
    """
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + seconds
    late_seconds: list[float] = []
    timer = loop.call_at(ends_at, lambda: late_seconds.append(loop.time() - ends_at))
    try:
        with cut_off_calls() as cut_off:
            async with asyncio.timeout_at(ends_at):
                return await handle(envelopes)
    except TimeoutError:
        last = [each for each in cut_off if each.at >= ends_at - TIMER_EARLY_SECONDS]
        if last and not any(each.had_begun for each in last):
            raise StoreUnavailable(f"no turn at it in {seconds:.0f} s") from None
        if sum(late_seconds) < STALL_SECONDS:
            raise
    finally:
        timer.cancel()
    async with asyncio.timeout(seconds):
        return await handle(envelopes)
