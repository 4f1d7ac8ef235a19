"""Connecting to Kafka; no broker, or one that refuses us, is one clear line."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from typing import Any, TypeVar

from services.cli.clients.handshake import SEE, why_unanswered
from services.cli.errors import Problem
from services.cli.output.terminal import stderr
from services.settings import Settings
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.kafka.patches.sasl_refusals import refusal
from services.stage.kafka.produce.producer import Producer

T = TypeVar("T")

SLOW_SECONDS = 3
"""A broker that is frozen, or behind a firewall that drops packets, keeps a client for a minute."""
LOOK_SECONDS = 10.0
"""A client that reads is told nothing when its brokers go; so it asks this often."""


@contextlib.contextmanager
def tell_if_slow(settings: Settings) -> Iterator[None]:
    """Say on stderr, once, that Kafka has not answered for `SLOW_SECONDS`."""
    said = f"no answer yet from Kafka at {settings.kafka}; still waiting"
    telling = asyncio.get_running_loop().call_later(SLOW_SECONDS, stderr().print, said)
    try:
        yield
    finally:
        telling.cancel()


@contextlib.asynccontextmanager
async def tell_while_away(
    is_answered: Callable[[], Awaitable[bool]], settings: Settings, seconds: float = LOOK_SECONDS
) -> AsyncIterator[None]:
    """Say on stderr when Kafka stops to answer, and when it is back; look every so many seconds."""

    async def look() -> None:
        was_there = True
        while True:
            await asyncio.sleep(seconds)
            is_there = await is_answered()
            if is_there != was_there:
                what = "answers again" if is_there else "does not answer any more; still waiting"
                stderr().print(f"Kafka at {settings.kafka} {what}")
            was_there = is_there

    looking = asyncio.create_task(look())
    try:
        yield
    finally:
        looking.cancel()


@contextlib.asynccontextmanager
async def producer_for(settings: Settings) -> AsyncIterator[Producer]:
    """Connect a producer, or end with one clear line."""
    try:
        async with contextlib.AsyncExitStack() as stack:
            with tell_if_slow(settings):
                producer = await stack.enter_async_context(Producer(settings))
            yield producer
    except KafkaUnavailable as error:
        raise unreachable(settings, error) from error


async def for_each(
    items: AsyncIterator[T], act: Callable[[T], Coroutine[Any, Any, object]], at_once: int
) -> int:
    """Act on items as they come, on so many at once, and return how many came.

    Of what goes wrong the first is raised.
    """
    slots, count = asyncio.Semaphore(at_once), 0
    try:
        async with asyncio.TaskGroup() as acting:
            async for item in items:
                await slots.acquire()
                acting.create_task(act(item)).add_done_callback(lambda _: slots.release())
                count += 1
    except ExceptionGroup as group:
        raise group.exceptions[0] from group
    return count


def unreachable(settings: Settings, error: Exception) -> Problem:
    """Say that no broker answers, or that it refuses us, and what to do."""
    if refused := refusal():
        return Problem(f"Kafka at {settings.kafka} does not let us in: {refused}")
    start = "Start one with `newsreel up`; if one runs, go to its folder or set NEWSREEL_KAFKA"
    return Problem(unanswered(settings, error, start))


def unanswered(settings: Settings, error: Exception, start: str) -> str:
    """Say that no broker answers and why; `start`: what to do where none is there."""
    why = reason_of(error, settings)
    said = f"no Kafka broker answers at {settings.kafka} ({why})"
    return said if SEE in why else f"{said}. {start}"


def reason_of(error: BaseException, settings: Settings) -> str:
    """Return the first line of an error in few words, or why the brokers let nobody in."""
    if refused := refusal():
        return refused
    if isinstance(error, KafkaUnavailable):  # says that no broker answers, as its caller does
        error = error.__cause__ or error
    lines = str(error).splitlines()
    if "Unable to bootstrap" in str(error) or isinstance(error, TimeoutError):
        return why_unanswered(settings)
    return lines[0][:120] if lines else type(error).__name__
