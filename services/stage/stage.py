"""The shell around every stage: decode, handle, publish and wait for the brokers, then ack.

A service gives a function from an envelope to a result and never touches a header, an offset or a
metric. Every event ends in exactly one of: its output, an outcome, a dead letter, or a crash that
has it delivered again.
"""

import asyncio
import contextlib
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import structlog
from aiokafka import TopicPartition
from faust.exceptions import ConsumerNotStarted
from faust.types import EventT, StreamT

from schemas.envelope import BadEnvelope, Envelope, Message
from schemas.events import Event
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import Step, Topic
from services.stage import metrics
from services.stage.app import faust_app
from services.stage.endings import PermanentError, Rejected, TransientError
from services.stage.health import Health, HealthServer, Route
from services.stage.in_order import InOrder
from services.stage.lag import LagMonitor
from services.stage.logs import logger
from services.stage.notes import Note, note_path, write_note
from services.stage.outage import GaveUp, Patience
from services.stage.outbox import Outbox, Result, outbox, parked
from services.stage.producer import MessageTooLarge, Producer
from services.stage.record import Record
from services.stage.settings import Settings, settings

WATCH_EVERY_SECONDS = 2.0
TRANSIENT_TRIES = 3
"""For stages without a schedule of their own; fetch never lets a transient error through."""


@dataclass(frozen=True, slots=True)
class Handled:
    """A result together with a changed passport, or a note about what held the event up."""

    result: Result
    passport: Passport | None = None
    note: str | None = None


Handle = Callable[[Envelope[Any]], Awaitable[Result | Handled]]
Decode = Callable[[Record], Envelope[Any]]


class Part(Protocol):
    """Something a stage needs running: a store, a pool of workers, an HTTP client."""

    async def start(self) -> None:
        """Start, or raise `StoreUnavailable` or `KafkaUnavailable` to be asked again."""

    async def stop(self) -> None:
        """Stop."""


class Stage:
    """One stage of the pipeline in one process."""

    def __init__(
        self,
        step: Step,
        config: Settings | None = None,
        in_flight_max: int | None = None,
        decode: Decode | None = None,
        routes: dict[str, Route] | None = None,
        in_order_of_key: bool = False,
    ) -> None:
        self.step = step
        self.settings = config or settings()
        self.app = faust_app(step, self.settings)
        self.source = self.app.topic(
            *(topic.name for topic in step.consumes), key_serializer="raw", value_serializer="raw"
        )
        self.producer = Producer(self.settings)
        self.patience = Patience(self.settings.crash_after_seconds)
        self.lag = LagMonitor(self.settings)
        self.failed: asyncio.Future[None] | None = None
        """Set to an exception when the process must end; made by whoever runs the stage."""
        self.closing = False
        self._decode = decode or (lambda record: record.decode(step.consumes[0]))
        self._slots = asyncio.Semaphore(in_flight_max or self.settings.in_flight_max)
        self._tasks: dict[asyncio.Task[None], float] = {}
        self._open = asyncio.Event()
        self._turns = InOrder() if in_order_of_key else None
        self._parts: list[Part] = []
        self._watch: asyncio.Task[None] | None = None
        self._note = note_path(self.settings.run_dir, step.stage)
        self.health = HealthServer(self.live, self.ready, routes)
        self.app.task(self._start_under_faust)

    # ------------------------------------------------------------ life

    def use(self, part: Part) -> None:
        """Start `part` before the first event and stop it after the last."""
        self._parts.append(part)

    async def start(self) -> None:
        """Start the probes at once, then what the stage needs, however long that is away."""
        await self.health.start(self.settings.http_host, self.settings.http_port)
        # `newsreel status` and the local runner find us by this
        write_note(self._note, Note(self.step.stage, os.getpid(), self.health.port))
        for part in (self.producer, *self._parts):
            await self.patience.insist(part.start, forever=True)
        self._watch = asyncio.create_task(self._watching())
        self._open.set()

    async def stop(self) -> None:
        """Stop what `start` started, in reverse."""
        if self._watch is not None:
            self._watch.cancel()
        await self.lag.stop()
        for part in reversed((self.producer, *self._parts)):
            await part.stop()
        await self.health.stop()
        self._note.unlink(missing_ok=True)

    async def finish(self, grace_seconds: float) -> int:
        """Take nothing new, wait for what is in flight; return how many events were given back."""
        self.closing = True
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=grace_seconds)
        unfinished = [task for task in self._tasks if not task.done()]
        for task in unfinished:
            task.cancel()
        return len(unfinished)

    @property
    def in_flight(self) -> int:
        """Events in work now."""
        return len(self._tasks)

    @property
    def oldest_in_flight_seconds(self) -> float:
        """How long the oldest event has been in work."""
        return time.monotonic() - min(self._tasks.values()) if self._tasks else 0.0

    # ------------------------------------------------------------ probes

    def live(self) -> Health:
        """Alive unless events wait and no committed offset has moved for too long."""
        stalled = self.lag.progress.stalled_seconds
        if stalled > self.settings.stalled_after_seconds:
            return Health([f"events wait, but no offset was committed for {stalled:.0f} s"])
        return Health([])

    def ready(self) -> Health:
        """Ready while events are let in, the group has been joined and nothing needed is away."""
        problems = list(self.patience.problems)
        if not self._open.is_set():
            problems.append("starting")
        elif not self.joined:
            problems.append("joining the consumer group")
        if self.closing:
            problems.append("stopping")
        return Health(problems)

    @property
    def joined(self) -> bool:
        """Whether the group has given this process its partitions, be it none."""
        return bool(self.app.consumer_generation_id) or bool(self._owned())

    def _owned(self) -> dict[TopicPartition, int]:
        try:
            consumer: Any = self.app.consumer
            return {tp: consumer.committed.get(tp, 0) for tp in consumer.assignment()}
        except ConsumerNotStarted:
            return {}

    async def _watching(self) -> None:
        while True:
            await self.lag.look(self._owned())
            self._gauge()
            await asyncio.sleep(WATCH_EVERY_SECONDS)

    def _gauge(self) -> None:
        stage = self.step.stage
        metrics.IN_FLIGHT.labels(stage).set(self.in_flight)
        metrics.READY.labels(stage).set(not self.ready().problems)
        for topic in self.step.consumes:
            metrics.OLDEST_UNPROCESSED.labels(topic.name).set(self.oldest_in_flight_seconds)
        if not self._tasks and self.lag.progress.stalled_seconds < WATCH_EVERY_SECONDS * 2:
            metrics.LAST_PROGRESS.labels(stage).set(time.time())

    async def _start_under_faust(self) -> None:
        """Start when it is Faust's own worker that runs the app (`faust -A … worker`)."""
        if not self._open.is_set() and self.failed is None:
            await self.start()

    # ------------------------------------------------------------ events

    async def drain(self, stream: StreamT[bytes], handle: Handle) -> None:
        """Work on the stream until the process ends: one task an event, one watermark."""
        await self._open.wait()
        unacked: Any = stream.noack()  # type: ignore[attr-defined]  # Faust's protocol lacks it
        async for event in unacked.events():
            await self._slots.acquire()
            if self.closing:
                await asyncio.Event().wait()  # never acked: given back when the process ends
            task = asyncio.create_task(self._event(unacked, event, handle))
            self._tasks[task] = time.monotonic()
            task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.pop(task, None)
        self._slots.release()
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        logger().critical("stage_failed", error=f"{type(error).__name__}: {error}", exc_info=error)
        if self.failed is None:
            self._watch = asyncio.create_task(self.app.crash(error))
        elif not self.failed.done():
            self.failed.set_exception(error)

    async def _event(self, stream: Any, event: EventT[bytes], handle: Handle) -> None:
        started = time.perf_counter()
        record = Record.of(event.message)
        with structlog.contextvars.bound_contextvars(place=record.place):
            async with self._turns.of(record.key) if self._turns else contextlib.nullcontext():
                box = await self._work(record, handle, started)
                box = await self._send(record, box)
            await stream.ack(event)
        self._count(box, time.perf_counter() - started)

    async def _work(self, record: Record, handle: Handle, started: float) -> Outbox:
        try:
            envelope = self._decode(record)
        except BadEnvelope as error:
            return self._park(record, Reason.UNDECODABLE, error)
        except Exception as error:  # a bug in decoding is parked like any other
            return self._park(record, Reason.UNEXPECTED, error)
        with structlog.contextvars.bound_contextvars(
            event_id=envelope.id, submission_id=envelope.passport.submission_id
        ):
            try:
                handled = await self._handled(handle, envelope)
                duration_ms = (time.perf_counter() - started) * 1000
                passport = (handled.passport or envelope.passport).stamped(
                    self.step.stage, now(), duration_ms, handled.note
                )
                return outbox(self.step, envelope, passport, handled.result, now())
            except GaveUp:
                raise
            except Exception as error:
                return self._park(record, Reason.UNEXPECTED, error)

    async def _handled(self, handle: Handle, envelope: Envelope[Event]) -> Handled:
        for attempt in range(1, TRANSIENT_TRIES + 1):
            try:
                result = await self.patience.insist(lambda: self._in_time(handle, envelope))
            except PermanentError as error:
                return Handled(Rejected(error.reason, error.detail))
            except TransientError as error:
                metrics.RETRIES.labels(self.step.stage, error.reason.value).inc()
                if attempt == TRANSIENT_TRIES:
                    return Handled(Rejected(error.reason, error.detail))
                await asyncio.sleep(attempt)
            else:
                return result if isinstance(result, Handled) else Handled(result)
        raise AssertionError("unreachable")

    async def _in_time(self, handle: Handle, envelope: Envelope[Event]) -> Result | Handled:
        async with asyncio.timeout(self.settings.event_deadline_seconds):
            return await handle(envelope)

    async def _send(self, record: Record, box: Outbox) -> Outbox:
        try:
            for topic, message in box.messages:
                await self.send(topic, message)
        except MessageTooLarge as error:
            if box.error is not None:
                raise
            return await self._send(record, self._park(record, Reason.UNEXPECTED, error))
        return box

    async def send(self, topic: Topic, message: Message) -> None:
        """Send and wait for the brokers, patiently."""
        await self.patience.insist(lambda: self.producer.send(topic, message))

    def _park(self, record: Record, reason: Reason, error: Exception) -> Outbox:
        logger().error(
            "event_parked", reason=reason.value, error=type(error).__name__, exc_info=error
        )
        return parked(self.step, record, reason, error, now())

    def _count(self, box: Outbox, seconds: float) -> None:
        stage = self.step.stage
        metrics.EVENTS.labels(stage, box.outcome, box.reason).inc()
        metrics.STAGE_DURATION.labels(stage).observe(seconds)
        metrics.LAST_PROGRESS.labels(stage).set(time.time())
        if box.error is not None:
            metrics.DEAD_LETTERS.labels(stage, box.error).inc()


def now() -> datetime:
    """Return this instant, UTC."""
    return datetime.now(UTC)
