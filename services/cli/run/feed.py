"""Submitting URLs: a stream in, confirmed sends out; never a file in memory."""

import time
from collections.abc import Awaitable, Callable, Iterable

from schemas.envelope import Message
from schemas.identity import submission_id
from schemas.pipeline import SUBMITTED
from services.cli.clients.kafka import for_each
from services.cli.errors import Problem
from services.cli.input.lines import as_they_come, id_in
from services.stage.kafka.errors import MessageTooLarge
from services.stage.kafka.produce.producer import Producer

IN_FLIGHT_MAX = 5_000
"""Sends that may wait for the brokers at once: enough to fill batches, little to hold."""
OnSent = Callable[[str], Awaitable[None]]


async def feed(
    producer: Producer,
    lines: Iterable[str],
    on_sent: OnSent,
    prepare: Callable[[str], str] = str,
) -> int:
    """Send each line as soon as it comes, and return how many.

    `prepare` makes of each what is sent; `on_sent` is told the id of each once it is confirmed.
    """
    return await for_each(
        as_they_come(lines), lambda line: _send(producer, prepare(line), on_sent), IN_FLIGHT_MAX
    )


async def _send(producer: Producer, line: str, on_sent: OnSent) -> None:
    value = line.encode("utf-8", "surrogateescape")
    at_ms = time.time_ns() // 1_000_000
    try:
        position = await producer.send(SUBMITTED, Message(None, value, [], at_ms))
    except MessageTooLarge as error:
        raise Problem(f"a line of {len(value)} bytes is too long for the topic") from error
    await on_sent(id_in(line) or submission_id(SUBMITTED.name, *position, at_ms))
