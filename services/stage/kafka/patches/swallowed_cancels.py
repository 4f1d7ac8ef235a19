"""A consumer that is stopped stops, also while it exchanges its partitions.

The routine that fetches waits then for the requests that it has cancelled, and takes its own
cancellation for theirs: it goes on, and `stop` waits for it for ever.
"""

import asyncio
from typing import Any

from aiokafka.consumer.fetcher import Fetcher

AGAIN_SECONDS = 0.1
_close = Fetcher.close


def install() -> None:
    """Let every consumer cancel its routine until that has ended."""
    Fetcher.close = _cancelled_first


async def _cancelled_first(fetcher: Any) -> None:
    while not fetcher._fetch_task.done():
        fetcher._fetch_task.cancel()
        await asyncio.wait([fetcher._fetch_task], timeout=AGAIN_SECONDS)
    await _close(fetcher)
