"""The shell: one path from records to confirmed messages. A single event is a batch of one.

When `run` returns, each event has ended in exactly one of four, confirmed by the brokers, so that
it may be acked:

- its output: the function returned an event, or an article with its outcome (`Published`);
- an outcome: it returned `Ended`, or raised `PermanentError`, or `TransientError` at each try;
- a dead letter, and an outcome where the submission is known: it cannot be read, the function
  raised anything else or took too long, or the output is too large for its topic;
- nothing: it returned `Done`.

If `run` raises, the process must end, and its events come again.
"""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from schemas.envelope import BadEnvelope, Envelope
from schemas.outcomes import Reason
from schemas.passport import Passport, Stamp
from schemas.pipeline import Step
from services import metrics
from services.clock import STALL_SECONDS, now, unix
from services.logs import about, logger
from services.stage.dependencies import ENDS_PROCESS, Dependencies
from services.stage.emission import Emission, Result, dead_letter, emission, passport_in
from services.stage.endings import Ended, PermanentError, TransientError
from services.stage.function import Decode, Handled, HandleMany
from services.stage.handling.confirmation import Producer, send_confirmed
from services.stage.handling.in_flight import InFlight
from services.stage.key_locks import KeyLocks
from services.stage.record import Record
from services.stage.store.cut_off import cut_off_calls
from services.stage.store.errors import StoreUnavailable
from services.stage.tracing.export import SpanExport
from services.stage.tracing.span import OpenSpan, entered, span_of

TRANSIENT_TRIES = 3
"""For stages without a schedule of their own; fetch never lets a transient error through."""

TIMER_EARLY_SECONDS = 0.01
"""uvloop counts whole milliseconds."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A record and its event, or why it cannot be handled; both where only the record is bad."""

    record: Record
    envelope: Any
    """An `Envelope`; None where the record cannot be decoded."""
    error: Exception | None
    span: OpenSpan | None
    """None where not even the passport can be read."""

    @property
    def passport(self) -> Passport | None:
        """The passport, in which the span of this stage's work stands."""
        return self.span.passport if self.span else None

    @property
    def facts(self) -> dict[str, str]:
        """What log lines say of it."""
        facts = {"position": self.record.position}
        if self.envelope is not None:
            submission_id = self.envelope.passport.submission_id
            facts |= {"event_id": self.envelope.id, "submission_id": submission_id}
        return facts


_End = Handled | Exception
"""How the function ended for one event; an exception is one that nobody foresaw."""


class Handling:
    """The shell around a stage's function."""

    def __init__(
        self,
        step: Step,
        decode: Decode | None,
        producer: Producer,
        dependencies: Dependencies,
        deadline_seconds: float,
        spans: SpanExport | None = None,
        note_backlog: Callable[[float, bool], None] = lambda _seconds, _in_backlog: None,
    ) -> None:
        """`note_backlog`: told the age of each batch's youngest event, and if more are to come."""
        self._step = step
        self._decode = decode or (lambda record: record.decode(step.consumes[0]))
        self._producer = producer
        self._dependencies = dependencies
        self._deadline_seconds = deadline_seconds
        self._spans = spans
        self._tell_backlog = note_backlog

    async def run(
        self,
        records: Sequence[Record],
        handle: HandleMany,
        turns: KeyLocks | None = None,
        in_flight: InFlight | None = None,
    ) -> None:
        """Handle events to their ends; raise one of `ENDS_PROCESS` where what they need is away.

        `turns`: an event waits for those of its key that came before it. One that cannot be read
        has no order: a flood of them under one key would stop all that stands behind it.

        `in_flight`: the events in work, these among them.
        """
        about(position=records[0].position)
        events = [self._open(record) for record in records]
        self._note_backlog(events)
        key = records[0].key if events[0].error is None else None
        async with contextlib.nullcontext() if turns is None or key is None else turns.of(key):
            await self._run(events, handle, in_flight)

    async def _run(
        self, events: list[_Opened], handle: HandleMany, in_flight: InFlight | None
    ) -> None:
        started = time.perf_counter()
        ends = iter(await self._handle([e for e in events if e.error is None], handle))
        stamp = Stamp.of(self._step.stage, now(), (time.perf_counter() - started) * 1000)
        backlog = in_flight.backlog if in_flight is not None else None
        emissions = [
            self._emission(each, each.error or next(ends), stamp, backlog) for each in events
        ]
        await self._send(events, emissions)
        await self._look_again(emissions)
        self._count(emissions, time.perf_counter() - started)
        self._note_spans(events, emissions)

    def _open(self, record: Record) -> _Opened:
        try:
            envelope = self._decode(record)
        except Exception as error:  # a bug in decoding ends like any other
            span = self._open_span(record, record.header.get("ce_id", ""), passport_in(record))
            return _Opened(record, None, error, span)
        span = self._open_span(record, envelope.id, envelope.passport)
        assert span is not None
        envelope = replace(envelope, passport=span.passport)
        problem = BadEnvelope(record.problem) if record.problem else None
        return _Opened(record, envelope, problem, span)

    def _open_span(
        self, record: Record, event_id: str, passport: Passport | None
    ) -> OpenSpan | None:
        if passport is None:
            return None
        stage = self._step.stage
        mine = entered(passport, event_id, stage)
        return OpenSpan(stage, record.topic, event_id, mine, passport.traceparent, time.time_ns())

    def _note_backlog(self, events: list[_Opened]) -> None:
        passports = [event.passport for event in events if event.passport is not None]
        if passports:
            youngest = max(each.submitted_at for each in passports)
            in_backlog = all(each.in_backlog for each in passports)
            self._tell_backlog((now() - youngest).total_seconds(), in_backlog)

    # ------------------------------------------------------------ the function

    async def _handle(self, events: list[_Opened], handle: HandleMany) -> list[_End]:
        """Call the function once for all; where that fails, once for each."""
        if len(events) > 1:
            # a batch gets half a deadline; each of its events then gets a whole one
            seconds = self._deadline_seconds / 2
            try:
                return [*await self._call(events, handle, seconds)]
            except ENDS_PROCESS:
                raise
            except Exception as error:
                logger().warning("batch_split", events=len(events), error=repr(error)[:300])
                return await asyncio.gather(*(self._handle_alone(e, handle) for e in events))
        return [await self._handle_alone(event, handle) for event in events]

    async def _handle_alone(self, event: _Opened, handle: HandleMany) -> _End:
        about(**event.facts)
        for attempt in range(1, TRANSIENT_TRIES + 1):
            try:
                (handled,) = await self._call([event], handle, self._deadline_seconds)
            except ENDS_PROCESS:
                raise
            except PermanentError as error:
                return Handled(Ended(error.reason, error.detail))
            except TransientError as error:
                metrics.RETRIES.labels(self._step.stage, error.reason.value).inc()
                if attempt == TRANSIENT_TRIES:
                    return Handled(Ended(error.reason, error.detail))
                await asyncio.sleep(attempt)
            except Exception as error:
                return error
            else:
                return handled
        raise AssertionError("unreachable")

    async def _call(
        self, events: list[_Opened], handle: HandleMany, seconds: float
    ) -> list[Handled]:
        envelopes = [event.envelope for event in events]
        results = await self._dependencies.retry(lambda: _in_time(handle, envelopes, seconds))
        if len(results) != len(events):
            raise ValueError(f"{len(results)} results for {len(events)} events")
        return [each if isinstance(each, Handled) else Handled(each) for each in results]

    # ------------------------------------------------------------ what comes of it

    def _emission(self, event: _Opened, end: _End, stamp: Stamp, backlog: bool | None) -> Emission:
        if isinstance(end, Exception):
            return self._dead_letter(event, end)
        if end.note:
            stamp = stamp.model_copy(update={"note": end.note})
        try:
            passport = (end.passport or event.envelope.passport).with_stamp(stamp, backlog)
            return emission(self._step, event.envelope, passport, end.result, stamp.at)
        except Exception as error:
            return self._dead_letter(event, error)

    def _dead_letter(self, event: _Opened, error: Exception, in_short: bool = False) -> Emission:
        reason = Reason.UNDECODABLE if isinstance(error, BadEnvelope) else Reason.UNEXPECTED
        logger().error(
            "event_dead_lettered",
            reason=reason.value,
            error=type(error).__name__,
            exc_info=error,
            **event.facts,  # not `about`: the task goes on with other events of its batch
        )
        return dead_letter(self._step, event.record, reason, error, now(), event.passport, in_short)

    async def _send(self, events: Sequence[_Opened], emissions: list[Emission]) -> None:
        """Send all; what is too large for its topic becomes a dead letter, at last one in short."""
        refused = await send_confirmed(self._producer, self._dependencies, emissions)
        for number, error in refused.items():
            if emissions[number].in_short:
                raise error
            in_short = emissions[number].error is not None
            letter = [self._dead_letter(events[number], error, in_short)]
            await self._send([events[number]], letter)
            (emissions[number],) = letter

    async def _look_again(self, emissions: Sequence[Emission]) -> None:
        """Send what must stand behind what is confirmed now."""
        asked = [each.look_again for each in emissions if each.look_again is not None]
        found = await asyncio.gather(*map(self._dependencies.retry, asked))
        behind = [Emission([*messages], "done") for messages in found if messages]
        if behind:
            await send_confirmed(self._producer, self._dependencies, behind)

    def _count(self, emissions: Sequence[Emission], seconds: float) -> None:
        stage = self._step.stage
        for (outcome, reason), count in Counter((e.outcome, e.reason) for e in emissions).items():
            metrics.EVENTS.labels(stage, outcome, reason).inc(count)
        for error, count in Counter(e.error for e in emissions if e.error is not None).items():
            metrics.DEAD_LETTERS.labels(stage, error).inc(count)
        duration = metrics.STAGE_DURATION.labels(stage)
        for _ in emissions:
            duration.observe(seconds)
        metrics.LAST_PROGRESS.labels(stage).set(unix())

    def _note_spans(self, events: Sequence[_Opened], emissions: Sequence[Emission]) -> None:
        if self._spans is None:
            return
        ended_ns = time.time_ns()
        for event, emitted in zip(events, emissions, strict=True):
            if event.span is not None:
                self._spans.note(span_of(event.span, emitted, ended_ns))


async def _in_time(
    handle: HandleMany, envelopes: Sequence[Envelope[Any]], seconds: float
) -> Sequence[Result | Handled]:
    """Call the function, or raise `TimeoutError`; once more where the process stood still.

    Others may have taken over its events by then, and answered them.

    Raises `StoreUnavailable` where all that it waited for was its turn at the store: another event,
    or another process, is at fault, and this one may have been answered before.
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
        if cut_off.is_for_others(since=ends_at - TIMER_EARLY_SECONDS):
            raise StoreUnavailable(f"no turn at it in {seconds:.0f} s") from None
        if sum(late_seconds) < STALL_SECONDS:
            raise
    finally:
        timer.cancel()
    async with asyncio.timeout(seconds):
        return await handle(envelopes)
