"""One stage of the pipeline in one process: a Faust app, its shell, its probes.

A service gives a function from an envelope to a result and never touches a header, an offset or a
metric:

    stage = Stage(ENRICH)

    @stage.app.agent(stage.source)
    async def enrich_articles(stream: StreamT[bytes]) -> None:
        await stage.drain(stream, enrich_article)

Where one task per event costs too much, the function takes batches: it is given many envelopes and
returns one result for each.

        await stage.drain_batches(stream, judge_submissions)

A stage may also take some of its events in batches and the others one by one.

        await stage.drain(stream, fetch_page, Together(is_for_later, defer_many))
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

from faust.types import StreamT

from schemas.pipeline import Step
from services import metrics
from services.settings import settings
from services.stage.app import faust_app
from services.stage.control.follower import ControlFollower
from services.stage.control.in_force import InForce
from services.stage.dependencies import Dependencies, log_crash
from services.stage.function import Decode, Handle, HandleMany, Together
from services.stage.handling.dispatch import Dispatch
from services.stage.handling.handling import Handling
from services.stage.health.probes import Probes
from services.stage.health.process_registry import PortFile, port_file_path, write_port_file
from services.stage.health.server import HealthServer, Route
from services.stage.housekeeping import Every
from services.stage.kafka.produce.producer import Producer
from services.stage.parts import Part, Parts
from services.stage.submissions import decoder_of
from services.stage.tracing.export import SpanExport

IN_FLIGHT_MAX = 256
"""Events in work at once, unless a stage sets another number: all of them fit into one transaction
of the store. Only fetch, whose events wait for hosts, has a setting for it."""


class Stage:
    """The life of a stage and its events in flight."""

    def __init__(
        self,
        step: Step,
        decode: Decode | None = None,
        *,
        in_flight_max: int = IN_FLIGHT_MAX,
        batch_max: int | None = None,
        queue_wait_seconds: float = 0.0,
        routes_port: int | None = None,
    ) -> None:
        """`decode`: how records are read; None: each as the event of its topic.

        `batch_max`: most events that come in one batch; None: what their weight allows.

        `queue_wait_seconds`: how long an event may wait behind others in flight; its deadline is
        later by so much.

        `routes_port`: where what `serve` adds is answered; None: on the port of the probes.
        """
        config = settings()
        self.step, self.settings = step, config
        self.decode = decode or decoder_of(step)
        self.app = faust_app(step, config, batch_max)
        self.source = self.app.topic(
            *(topic.name for topic in step.consumes), key_serializer="raw", value_serializer="raw"
        )
        self.producer = Producer(config)
        self.dependencies = Dependencies(config.crash_after_seconds)
        self.failed: asyncio.Future[None] | None = None
        """Set to an exception when the process must end; made by whoever runs the stage."""
        self.deadline_seconds = config.event_deadline_seconds + queue_wait_seconds
        endpoint = config.otlp_endpoint
        spans = SpanExport(endpoint, step.stage) if endpoint else None
        handling = Handling(
            step, self.decode, self.producer, self.dependencies, self.deadline_seconds, spans,
            note_backlog=self.app.fetch_pace.note_backlog,
        )  # fmt: skip
        self.dispatch = Dispatch(handling, in_flight_max, self.fail)
        self._control = ControlFollower(config, step.stage, self._pause_or_resume)
        self._parts = Parts(self.dependencies)
        for part in (spans, self.producer, self._control):
            if part is not None:
                self._parts.add(part)
        self._open = asyncio.Event()
        self._opening: asyncio.Task[None] | None = None
        self._probes = Probes(self)
        self._health = HealthServer(self._probes.live, self._probes.ready)
        self._routes_port = routes_port
        self._port_file = port_file_path(config.run_dir, step.stage)

    # ------------------------------------------------------------ life

    def use(self, part: Part, *, beside: bool = False) -> None:
        """Start `part` before the first event and stop it after the last.

        `beside`: start it while the others start and the group is joined, since it takes long.
        """
        self._parts.add(part, beside=beside)

    def every(self, seconds: float, work: Callable[[], Awaitable[object]]) -> None:
        """Do `work` at the start and then `seconds` after each run; first `use` what it needs."""
        self.use(Every(seconds, work, self.fail))

    def serve(self, path: str, route: Route) -> None:
        """Answer `GET path` on the port of the probes, or on `routes_port`."""
        self._health.add(path, route)

    async def start(self) -> None:
        """Start the probes at once, then the parts, however long what they need is away.

        Parts that start beside the others may still be starting; events wait for them.
        """
        config = self.settings
        await self._health.start(config.http_host, config.http_port, self._routes_port)
        # `newsreel status` and the local runner find us by this
        write_port_file(self._port_file, PortFile(self.step.stage, os.getpid(), self.port))
        await self._parts.start()
        self._opening = asyncio.create_task(self._let_in())

    async def stop(self) -> None:
        """Stop what `start` started, in reverse."""
        if self._opening is not None:
            self._opening.cancel()
        await self._probes.stop()
        await self._parts.stop()
        await self._health.stop()
        self._port_file.unlink(missing_ok=True)

    async def _let_in(self) -> None:
        try:
            await self._parts.wait()
        except Exception as error:  # no worker can be started, say
            self.fail(error)
            return
        await self._probes.start()
        self._open.set()

    # ------------------------------------------------------------ events

    async def drain(
        self,
        stream: StreamT[bytes],
        handle: Handle,
        together: Together | None = None,
        in_order_of_key: bool = False,
    ) -> None:
        """Work on the stream, event by event, until the process ends.

        `together`: events of a batch that are handled in one call. `in_order_of_key`: events of
        the same key one after the other.
        """
        await self._open.wait()
        await self.dispatch.drain(stream, handle, together, in_order_of_key)

    async def drain_batches(self, stream: StreamT[bytes], handle: HandleMany) -> None:
        """Work on the stream, batch by batch, until the process ends."""
        await self._open.wait()
        await self.dispatch.drain_batches(stream, handle)

    def fail(self, error: BaseException) -> None:
        """End the process with exit code 1: nothing that is in flight is acked."""
        log_crash(error)
        if self.failed is not None and not self.failed.done():
            self.failed.set_exception(error)

    def _pause_or_resume(self) -> None:
        """Do as the latest command says."""
        paused = self.in_force.pause_of(self.step.stage) is not None
        self.dispatch.pause(paused)
        metrics.PAUSED.labels(self.step.stage).set(paused)

    # ------------------------------------------------------------ what others ask

    @property
    def in_force(self) -> InForce:
        """Commands of operators that hold now."""
        return self._control.in_force

    @property
    def consumer(self) -> Any:
        """Faust's consumer: a `WatermarkConsumer`, which its types do not know."""
        return self.app.consumer

    @property
    def problems(self) -> list[str]:
        """What is away now, in words."""
        return [*self.dependencies.problems, *self._parts.problems]

    @property
    def is_open(self) -> bool:
        """Whether everything it needs has been started and events are let in."""
        return self._open.is_set()

    @property
    def port(self) -> int:
        """Port of /metrics and /health."""
        return self._health.port
