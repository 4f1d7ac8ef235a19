"""What aiokafka 0.14 does badly when the brokers are gone, mended for every client of the process.

What is written to a connection that they have just ended, on uvloop: asyncio's own transports drop
it. uvloop's raise a `RuntimeError`, and aiokafka looks for an `OSError`
(github.com/aio-libs/aiokafka/issues/1038): the task that keeps a client's metadata fresh ended by
it, and whoever waits for fresh metadata waits for ever. A consumer whose broker was killed in that
moment never came back into its group.

How often metadata are asked for: its fetcher and its sender ask without a pause while a partition
has no leader, as all of a broker that is shutting down. Once that broker is gone each asking fails
at once, and a client tried to connect, and logged it, up to 2,500 times a second
(github.com/aio-libs/aiokafka/issues/496 and 1155 are of the same kind).
"""

import asyncio
import time
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from aiokafka.client import AIOKafkaClient
from aiokafka.conn import AIOKafkaConnection, CloseReason
from aiokafka.errors import KafkaConnectionError, KafkaError

_send = AIOKafkaConnection.send
_send_sasl_token = AIOKafkaConnection._send_sasl_token
_metadata_update = AIOKafkaClient._metadata_update

LONGEST_PAUSE_SECONDS = 1.0
"""Between two askings in vain; Kafka's own clients have the same (KIP-580)."""


def install() -> None:
    """Mend both.

    Every connection closes itself where it has ended, and raises `KafkaConnectionError`. Metadata
    of the same topics are asked for again no sooner than a client's backoff allows, and after each
    failure half as often.
    """
    AIOKafkaConnection.send = _named(_send)
    AIOKafkaConnection._send_sasl_token = _named(_send_sasl_token)
    AIOKafkaClient._metadata_update = _paced_update


def _named(send: Any) -> Any:
    def named(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return send(self, *args, **kwargs)
        except KafkaError:  # they are `RuntimeError`s, too
            raise
        except RuntimeError as error:
            self.close(reason=CloseReason.CONNECTION_BROKEN)
            raise KafkaConnectionError(f"the connection is closed: {error}") from error

    return named


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
