"""One stage of the pipeline in one process: a Faust app, its shell, its probes.

A service gives a function from an envelope to a result and never touches a header, an offset or a
metric:

    stage = Stage(ENRICH)
    app = stage.app                      # what `faust -A services.enrich.agent worker` looks for

    @app.agent(stage.source)
    async def enrich_articles(stream: StreamT[bytes]) -> None:
        await stage.drain(stream, enriched)
"""

import asyncio
import contextlib
import os
import time
from typing import Any, Protocol

from faust.types import EventT, StreamT

from schemas.pipeline import Step
from services.stage.app import faust_app
from services.stage.handling import Decode, Handle, Handled, Handling, now
from services.stage.health import HealthServer, Route
from services.stage.in_order import InOrder
from services.stage.logs import logger
from services.stage.notes import Note, note_path, write_note
from services.stage.outage import Patience
from services.stage.probes import Probes
from services.stage.producer import Producer
from services.stage.record import Record
from services.stage.settings import Settings, settings

__all__ = ["Handled", "Part", "Stage", "now"]


class Part(Protocol):
    """Something a stage needs running: a store, a pool of workers, an HTTP client."""

    async def start(self) -> None:
        """Start, or raise `StoreUnavailable` or `KafkaUnavailable` to be asked again."""

    async def stop(self) -> None:
        """Stop."""


class Stage:
    """The life of a stage and its events in flight."""

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
        self.failed: asyncio.Future[None] | None = None
        """Set to an exception when the process must end; made by whoever runs the stage."""
        self.closing = False
        self._handling = Handling(
            step, decode, self.producer, self.patience, self.settings.event_deadline_seconds
        )
        self._slots = asyncio.Semaphore(in_flight_max or self.settings.in_flight_max)
        self._tasks: dict[asyncio.Task[None], float] = {}
        self._turns = InOrder() if in_order_of_key else None
        self._parts: list[Part] = [self.producer]
        self._open = asyncio.Event()
        self._probes = Probes(self)
        self._health = HealthServer(self._probes.live, self._probes.ready, routes)
        self._note = note_path(self.settings.run_dir, step.stage)
        self._crash: asyncio.Task[None] | None = None
        self.app.task(self._start_under_faust)

    # ------------------------------------------------------------ life

    def use(self, part: Part) -> None:
        """Start `part` before the first event and stop it after the last."""
        self._parts.append(part)

    async def start(self) -> None:
        """Start the probes at once, then what the stage needs, however long that is away."""
        await self._health.start(self.settings.http_host, self.settings.http_port)
        # `newsreel status` and the local runner find us by this
        write_note(self._note, Note(self.step.stage, os.getpid(), self.port))
        for part in self._parts:
            await self.patience.insist(part.start, forever=True)
        self._probes.start()
        self._open.set()

    async def opened(self) -> None:
        """Wait until everything the stage needs has been started."""
        await self._open.wait()

    async def finish(self, grace_seconds: float) -> int:
        """Take nothing new, wait for what is in flight; return how many events were given back."""
        self.closing = True
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=grace_seconds)
        unfinished = [task for task in self._tasks if not task.done()]
        for task in unfinished:
            task.cancel()
        return len(unfinished)

    async def stop(self) -> None:
        """Stop what `start` started, in reverse."""
        await self._probes.stop()
        for part in reversed(self._parts):
            await part.stop()
        await self._health.stop()
        self._note.unlink(missing_ok=True)

    async def _start_under_faust(self) -> None:
        """Start when it is Faust's own worker that runs the app (`faust -A … worker`)."""
        if not self.is_open and self.failed is None:
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

    async def _event(self, stream: Any, event: EventT[bytes], handle: Handle) -> None:
        record = Record.of(event.message)
        async with self._turns.of(record.key) if self._turns else contextlib.nullcontext():
            await self._handling.run(record, handle)
        await stream.ack(event)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.pop(task, None)
        self._slots.release()
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        logger().critical("stage_failed", error=f"{type(error).__name__}: {error}", exc_info=error)
        if self.failed is None:
            self._crash = asyncio.create_task(self.app.crash(error))
        elif not self.failed.done():
            self.failed.set_exception(error)

    # ------------------------------------------------------------ what others ask

    @property
    def is_open(self) -> bool:
        """Whether everything it needs has been started and events are let in."""
        return self._open.is_set()

    @property
    def port(self) -> int:
        """Port of /metrics and /health."""
        return self._health.port

    @property
    def in_flight(self) -> int:
        """Events in work now."""
        return len(self._tasks)

    @property
    def saturated(self) -> bool:
        """Whether all places for events are taken."""
        return self._slots.locked()

    @property
    def oldest_in_flight_seconds(self) -> float:
        """How long the oldest event has been in work."""
        return time.monotonic() - min(self._tasks.values()) if self._tasks else 0.0
