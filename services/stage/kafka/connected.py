"""Connected consumers, for all that reads topics beside Faust."""

import contextlib
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from services.settings import Settings
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.kafka.options import client_options

AWAY = (KafkaError, OSError)
"""What aiokafka raises where no broker answers; a `TimeoutError` is an `OSError`."""

Prepare = Callable[[AIOKafkaConsumer], Awaitable[None]]
"""Assigns partitions to a consumer and seeks in them, before it is handed over."""


async def connected_consumer(
    settings: Settings, *topics: str, prepare: Prepare | None = None, **options: Any
) -> AIOKafkaConsumer:
    """Make a consumer and start it, or raise what aiokafka raises.

    It reads from the beginning where its group has no offset, and commits only what it is told to.
    Where its start or `prepare` fails or is cancelled, it is stopped: what it has opened is closed.
    """
    consumer = AIOKafkaConsumer(
        *topics,
        **client_options(settings),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        **options,
    )
    try:
        await consumer.start()
        if prepare is not None:
            await prepare(consumer)
    except BaseException:
        await let_go(consumer)
        raise
    return consumer


@contextlib.contextmanager
def named_errors() -> Iterator[None]:
    """Raise `KafkaUnavailable` where no broker answers, in time or at all."""
    try:
        yield
    except AWAY as error:
        raise KafkaUnavailable(f"{type(error).__name__}: {error}") from error


async def let_go(consumer: AIOKafkaConsumer) -> None:
    """Stop a consumer; how it ends does not matter."""
    with contextlib.suppress(Exception):
        await consumer.stop()
