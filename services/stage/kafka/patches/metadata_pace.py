"""Metadata are asked for with pauses.

aiokafka's fetcher and sender ask without a pause while a partition has no leader, as all of a
broker that is shutting down. Once that broker is gone each request fails at once, and a client
tried to connect, and logged it, up to 2,500 times a second
(github.com/aio-libs/aiokafka/issues/496 and 1155 are of the same kind).
"""

import asyncio
import time
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from aiokafka.client import AIOKafkaClient

_metadata_update = AIOKafkaClient._metadata_update

LONGEST_PAUSE_SECONDS = 1.0
"""Between two failed requests; Kafka's own clients have the same (KIP-580)."""


def install() -> None:
    """Ask for metadata of the same topics no sooner than a client's backoff allows.

    The backoff doubles with each failure.
    """
    AIOKafkaClient._metadata_update = _paced_update


@dataclass(slots=True)
class _Asked:
    topics: frozenset[str]
    at: float
    failures: int


_asked: "WeakKeyDictionary[Any, _Asked]" = WeakKeyDictionary()
"""What each client asked for last."""


async def _paced_update(self: Any, cluster: Any, topics: Any) -> Any:
    if cluster is not self.cluster:  # a single question, of all topics
        return await _metadata_update(self, cluster, topics)
    before = _asked.get(self)
    if before is not None and before.topics == topics:
        pause = min(self._retry_backoff * 2**before.failures, LONGEST_PAUSE_SECONDS)
        await asyncio.sleep(before.at + pause - time.monotonic())  # not at all below 0
    failures = before.failures if before is not None else 0
    now = _asked[self] = _Asked(frozenset(topics), time.monotonic(), failures)
    found = await _metadata_update(self, cluster, topics)
    now.failures = 0 if found else min(failures + 1, 10)
    return found
