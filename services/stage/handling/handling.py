"""The shell: one path from records to confirmed messages. A single event is a batch of one.

When `run` returns, each event has ended in exactly one of four ways, confirmed by the brokers, so
that it may be acked:

- its output: the function returned an event, or an article with its outcome (`Published`);
- an outcome: it returned `Ended`, or raised `PermanentError`, or `TransientError` at each try;
- a dead letter, and an outcome where the submission is known: it cannot be read, the function
  raised anything else or took too long, or the output is too large for its topic;
- nothing: it returned `Done`.

If `run` raises, the process must end, and its events come again.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence

from schemas.outcomes import Reason
from schemas.packed import BadEnvelope
from schemas.passport import Passport, Stamp
from schemas.pipeline import Step
from services import metrics
from services.clock import now, unix
from services.logs import about, logger
from services.stage.dead_letter import Failure, MakeLetter, dead_letter, dead_letter_in_short
from services.stage.dependencies import ENDS_PROCESS, Dependencies
from services.stage.emission import Emission, emission
from services.stage.endings import Ended, LookAgain, PermanentError, TransientError
from services.stage.function import Decode, Handled, HandleMany
from services.stage.handling.confirmation import Producer, send_confirmed
from services.stage.handling.deadline import call_in_time
from services.stage.handling.gathering import Gathering, may_wait
from services.stage.handling.in_flight import InFlight
from services.stage.handling.opened import Opened, open_record, span_of
from services.stage.key_locks import KeyLocks
from services.stage.record import Record
from services.stage.tracing.export import SpanExport

TRANSIENT_TRIES = 3
"""For stages without a schedule of their own; fetch never lets a transient error through."""

_End = Handled | Exception
"""How the function ended for one event; an exception is unforeseen."""


class Handling:
    """The shell around a stage's function."""

    def __init__(
        self,
        step: Step,
        decode: Decode,
        producer: Producer,
        dependencies: Dependencies,
        deadline_seconds: float,
        spans: SpanExport | None = None,
        note_backlog: Callable[[float, bool], None] = lambda _seconds, _in_backlog: None,
    ) -> None:
        """`note_backlog` gets the age of a batch's youngest event, and whether more will come."""
        self._step = step
        self._decode = decode
        self._producer = producer
        self._dependencies = dependencies
        self._deadline_seconds = deadline_seconds
        self._spans = spans
        self._tell_backlog = note_backlog
        self._gathering = Gathering()

    async def run(
        self,
        records: Sequence[Record],
        handle: HandleMany,
        turns: KeyLocks | None = None,
        in_flight: InFlight | None = None,
    ) -> None:
        """Handle events to their ends; raise one of `ENDS_PROCESS` where what they need is away.

        `turns`: an event waits for earlier events of its key. One that cannot be read does not:
        many of them under one key would hold up all that come after.

        `in_flight`: the events in work, these among them.
        """
        about(position=records[0].position)
        events = [open_record(record, self._decode, self._step.stage) for record in records]
        self._note_backlog(events)
        key = records[0].key
        if turns is None or key is None or events[0].error is not None:
            await self._run(events, handle, in_flight)
        else:
            async with turns.of(key):
                await self._run(events, handle, in_flight, lambda: turns.is_awaited(key))

    async def _run(
        self,
        events: list[Opened],
        handle: HandleMany,
        in_flight: InFlight | None,
        is_awaited: Callable[[], bool] = lambda: False,
    ) -> None:
        """`is_awaited`: tells whether another event waits for the end of these."""
        started = time.perf_counter()
        ends = iter(await self._handle([e for e in events if e.error is None], handle))
        stamp = Stamp.of(self._step.stage, now(), (time.perf_counter() - started) * 1000)
        backlog = in_flight.backlog if in_flight is not None else None
        emissions = [
            self._emission(each, each.error or next(ends), stamp, backlog) for each in events
        ]
        is_sent = any(each.messages for each in emissions)
        if is_sent and may_wait(passports_of(events), backlog) and not is_awaited():
            await self._gathering.wait(len(events))
        await self._send(events, emissions)
        if asked := [each.look_again for each in emissions if each.look_again is not None]:
            await self._look_again(asked)
        self._count(emissions, time.perf_counter() - started)
        self._note_spans(events, emissions)

    def _note_backlog(self, events: list[Opened]) -> None:
        if passports := passports_of(events):
            youngest = max(each.submitted_at for each in passports)
            in_backlog = all(each.in_backlog for each in passports)
            self._tell_backlog((now() - youngest).total_seconds(), in_backlog)

    # ------------------------------------------------------------ the function

    async def _handle(self, events: list[Opened], handle: HandleMany) -> list[_End]:
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

    async def _handle_alone(self, event: Opened, handle: HandleMany) -> _End:
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
        self, events: list[Opened], handle: HandleMany, seconds: float
    ) -> list[Handled]:
        envelopes = [event.envelope for event in events]
        results = await self._dependencies.retry(lambda: call_in_time(handle, envelopes, seconds))
        if len(results) != len(events):
            raise ValueError(f"{len(results)} results for {len(events)} events")
        return [each if isinstance(each, Handled) else Handled(each) for each in results]

    # ------------------------------------------------------------ what comes of it

    def _emission(self, event: Opened, end: _End, stamp: Stamp, backlog: bool | None) -> Emission:
        if isinstance(end, Exception):
            return self._dead_letter(event, end)
        try:
            passport = (end.passport or event.envelope.passport).with_stamp(stamp, backlog)
            return emission(self._step, event.envelope, passport, end.result, stamp.at)
        except Exception as error:
            return self._dead_letter(event, error)

    def _dead_letter(
        self, event: Opened, error: Exception, make: MakeLetter = dead_letter
    ) -> Emission:
        reason = Reason.UNDECODABLE if isinstance(error, BadEnvelope) else Reason.UNEXPECTED
        logger().error(
            "event_dead_lettered",
            reason=reason.value,
            error=type(error).__name__,
            exc_info=error,
            **event.facts,  # not `about`: the task goes on with other events of its batch
        )
        return make(self._step, Failure(event.record, reason, error, event.passport), now())

    async def _send(self, events: Sequence[Opened], emissions: list[Emission]) -> None:
        """Send all; what is too large for its topic becomes a dead letter, at last one in short."""
        refused = await send_confirmed(self._producer, self._dependencies, emissions)
        for number, error in refused.items():
            if emissions[number].in_short:
                raise error
            is_letter = emissions[number].error is not None
            make = dead_letter_in_short if is_letter else dead_letter
            letter = [self._dead_letter(events[number], error, make)]
            await self._send([events[number]], letter)
            (emissions[number],) = letter

    async def _look_again(self, asked: Sequence[LookAgain]) -> None:
        """Send what must stand behind what is confirmed now."""
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

    def _note_spans(self, events: Sequence[Opened], emissions: Sequence[Emission]) -> None:
        if self._spans is None:
            return
        ended_ns = time.time_ns()
        for event, emitted in zip(events, emissions, strict=True):
            self._spans.note(span_of(self._step.stage, event, emitted, ended_ns))


def passports_of(events: Sequence[Opened]) -> list[Passport]:
    """Return the passports of those that can be read."""
    return [event.passport for event in events if event.passport is not None]
