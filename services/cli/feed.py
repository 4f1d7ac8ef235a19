"""Submitting URLs: a stream in, confirmed sends out; never a file in memory."""

import asyncio
import contextlib
import itertools
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from schemas.envelope import Message
from schemas.identity import submission_id
from schemas.pipeline import SUBMITTED
from schemas.submission import BadSubmission, read_submission
from services.cli.errors import Problem
from services.settings import Settings
from services.stage.kafka.errors import KafkaUnavailable, MessageTooLarge
from services.stage.kafka.produce.producer import Producer
from services.stage.kafka.sasl import refusal

IN_FLIGHT_MAX = 5_000
"""Sends that may wait for the brokers at once: enough to fill batches, little to hold."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A submission that the brokers have confirmed."""

    id: str
    line: str


def lines_of(urls: Iterable[str], file: Path | None) -> Iterator[str]:
    """Yield submissions from arguments, a file, or standard input (`-`): one per line.

    Blank lines and lines that start with `#` are left out.
    """
    if "-" in urls or file == Path("-"):
        return itertools.chain((url for url in urls if url != "-"), _lines(sys.stdin))
    if file is None:
        return iter(urls)
    try:  # now, not when the first line is wanted: by then a whole stack may be running
        opened = file.open(encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise Problem(f"cannot read {file}: {error.strerror}", 2) from error
    return itertools.chain(urls, _closed_at_end(opened))


def _closed_at_end(opened: TextIO) -> Iterator[str]:
    with opened:
        yield from _lines(opened)


def _lines(stream: Iterable[str]) -> Iterator[str]:
    for line in stream:
        text = line.strip()
        if text and not text.startswith("#"):
            yield text


def id_in(line: str) -> str | None:
    """Return the id that a submission brings, be it refused; None where it has none that counts."""
    try:
        return read_submission(line.encode("utf-8", "surrogateescape")).id
    except BadSubmission as error:
        return error.id


def query_in(line: str) -> str:
    """Return by what the ledger knows a submission: of JSON its id, else its URL; else the line."""
    if not line.startswith("{"):
        return line
    try:
        submission = read_submission(line.encode("utf-8", "surrogateescape"))
    except BadSubmission as error:
        return error.id or line
    return submission.id or submission.url


@contextlib.asynccontextmanager
async def producer_for(settings: Settings) -> AsyncIterator[Producer]:
    """Connect a producer, or end with one clear line."""
    try:
        async with Producer(settings) as producer:
            yield producer
    except KafkaUnavailable as error:
        raise unreachable(settings, error) from error


def unreachable(settings: Settings, error: Exception) -> Problem:
    """Say that no broker answers, or that it refuses us, and what to do."""
    if refused := refusal():
        return Problem(f"Kafka at {settings.kafka} does not let us in: {refused}")
    return Problem(
        f"no Kafka broker answers at {settings.kafka} ({reason_of(error)}). Start one with"
        " `newsreel up`; if one runs, go to its folder or set NEWSREEL_KAFKA"
    )


def reason_of(error: BaseException) -> str:
    """Return the first line of an error in few words, or why the brokers let nobody in."""
    if refused := refusal():
        return refused
    if isinstance(error, KafkaUnavailable):  # says that no broker answers, as its caller does
        error = error.__cause__ or error
    lines = str(error).splitlines()
    if "Unable to bootstrap" in str(error):
        return "connection refused or timed out"
    return lines[0][:120] if lines else type(error).__name__


async def feed(
    producer: Producer, lines: Iterable[str], on_sent: Callable[[Sent], Awaitable[None]]
) -> int:
    """Send every line and return how many; `on_sent` is told of each once it is confirmed."""
    slots = asyncio.Semaphore(IN_FLIGHT_MAX)
    count = 0
    try:
        async with asyncio.TaskGroup() as sending:
            for line in lines:
                await slots.acquire()
                task = sending.create_task(_send(producer, line, on_sent))
                task.add_done_callback(lambda _: slots.release())
                count += 1
    except ExceptionGroup as group:
        raise group.exceptions[0] from group
    return count


async def _send(producer: Producer, line: str, on_sent: Callable[[Sent], Awaitable[None]]) -> None:
    value = line.encode("utf-8", "surrogateescape")
    at_ms = time.time_ns() // 1_000_000
    try:
        position = await producer.send(SUBMITTED, Message(None, value, [], at_ms))
    except MessageTooLarge as error:
        raise Problem(f"a line of {len(value)} bytes is too long for the topic") from error
    await on_sent(Sent(id_in(line) or submission_id(SUBMITTED.name, *position, at_ms), line))
