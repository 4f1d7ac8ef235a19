"""What is done with one event: decode, handle, publish and wait for the brokers.

When `run` returns, the event has ended in exactly one of: its output, an outcome, a dead letter;
all confirmed, so that it may be acked. If it raises, the process must end and it comes again.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from schemas.envelope import BadEnvelope, Envelope, Message
from schemas.events import Event
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import Step, Topic
from services import metrics
from services.clock import now
from services.logs import about, logger
from services.stage.endings import Ended, PermanentError, TransientError
from services.stage.kafka.producer import MessageTooLarge, Producer
from services.stage.outage import GaveUp, Patience
from services.stage.outbox import Outbox, Result, outbox, parked
from services.stage.record import Record

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


class Handling:
    """The shell around a stage's function."""

    def __init__(
        self,
        step: Step,
        decode: Decode | None,
        producer: Producer,
        patience: Patience,
        deadline_seconds: float,
    ) -> None:
        self._step = step
        self._decode = decode or (lambda record: record.decode(step.consumes[0]))
        self._producer = producer
        self._patience = patience
        self._deadline_seconds = deadline_seconds

    async def run(self, record: Record, handle: Handle) -> None:
        """Handle one event to its end; raise `GaveUp` where what it needs stays away."""
        started = time.perf_counter()
        about(place=record.place)
        box = await self._work(record, handle, started)
        box = await self._send(record, box)
        self._count(box, time.perf_counter() - started)

    async def _work(self, record: Record, handle: Handle, started: float) -> Outbox:
        try:
            envelope = self._decode(record)
        except BadEnvelope as error:
            return self._park(record, Reason.UNDECODABLE, error)
        except Exception as error:  # a bug in decoding is parked like any other
            return self._park(record, Reason.UNEXPECTED, error)
        about(
            place=record.place,
            event_id=envelope.id,
            submission_id=envelope.passport.submission_id,
        )
        try:
            handled = await self._handled(handle, envelope)
            duration_ms = (time.perf_counter() - started) * 1000
            passport = (handled.passport or envelope.passport).stamped(
                self._step.stage, now(), duration_ms, handled.note
            )
            return outbox(self._step, envelope, passport, handled.result, now())
        except GaveUp:
            raise
        except Exception as error:
            return self._park(record, Reason.UNEXPECTED, error, envelope.passport)

    async def _handled(self, handle: Handle, envelope: Envelope[Event]) -> Handled:
        for attempt in range(1, TRANSIENT_TRIES + 1):
            try:
                result = await self._patience.insist(lambda: self._in_time(handle, envelope))
            except PermanentError as error:
                return Handled(Ended(error.reason, error.detail))
            except TransientError as error:
                metrics.RETRIES.labels(self._step.stage, error.reason.value).inc()
                if attempt == TRANSIENT_TRIES:
                    return Handled(Ended(error.reason, error.detail))
                await asyncio.sleep(attempt)
            else:
                return result if isinstance(result, Handled) else Handled(result)
        raise AssertionError("unreachable")

    async def _in_time(self, handle: Handle, envelope: Envelope[Event]) -> Result | Handled:
        async with asyncio.timeout(self._deadline_seconds):
            return await handle(envelope)

    async def _send(self, record: Record, box: Outbox) -> Outbox:
        try:
            for topic, message in box.messages:
                await self._confirmed(topic, message)
        except MessageTooLarge as error:
            if box.error is not None:
                raise
            return await self._send(record, self._park(record, Reason.UNEXPECTED, error))
        return box

    async def _confirmed(self, topic: Topic, message: Message) -> None:
        await self._patience.insist(lambda: self._producer.send(topic, message))

    def _park(
        self, record: Record, reason: Reason, error: Exception, passport: Passport | None = None
    ) -> Outbox:
        logger().error(
            "event_parked", reason=reason.value, error=type(error).__name__, exc_info=error
        )
        return parked(self._step, record, reason, error, now(), passport)

    def _count(self, box: Outbox, seconds: float) -> None:
        stage = self._step.stage
        metrics.EVENTS.labels(stage, box.outcome, box.reason).inc()
        metrics.STAGE_DURATION.labels(stage).observe(seconds)
        metrics.LAST_PROGRESS.labels(stage).set(time.time())
        if box.error is not None:
            metrics.DEAD_LETTERS.labels(stage, box.error).inc()
