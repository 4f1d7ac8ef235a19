"""Is a stage alive, is it ready, how far is it behind: what an orchestrator asks."""

import time
from typing import Any, Protocol

from aiokafka import TopicPartition

from schemas.pipeline import Step
from services import metrics
from services.clock import unix
from services.settings import Settings
from services.stage.handling.dispatch import Dispatch
from services.stage.health.lag import LagMonitor
from services.stage.housekeeping import Every
from services.stage.kafka.consumer import partitions_of

WATCH_EVERY_SECONDS = 2.0

ENDS_ITSELF_AFTER_SECONDS = 15.0
"""Not alive for so long, and nobody has ended it: some supervisors only see that a process ends."""


class Stalled(Exception):
    """The consumer has silently stopped: end, and be started anew."""


class Watched(Protocol):
    """What the probes ask of a stage."""

    step: Step
    settings: Settings
    app: Any
    """The Faust app; its types do not know what is asked of it."""

    dispatch: Dispatch

    @property
    def consumer(self) -> Any:
        """Faust's consumer: a `WatermarkConsumer`, which its types do not know."""

    @property
    def problems(self) -> list[str]:
        """What is away now, in words."""

    @property
    def is_open(self) -> bool:
        """Whether events are let in."""

    def fail(self, error: BaseException) -> None:
        """End the process."""


class Probes:
    """Watches one stage."""

    def __init__(self, stage: Watched) -> None:
        self._stage = stage
        self._lag = LagMonitor(stage.settings, [topic.name for topic in stage.step.consumes])
        self._watching = Every(WATCH_EVERY_SECONDS, self._look, stage.fail)
        self._outside_since: float | None = None
        """Since when the group could have been joined, and was not; monotonic."""

    async def start(self) -> None:
        """Keep the gauges right from now on."""
        await self._watching.start()

    async def stop(self) -> None:
        """Stop watching."""
        await self._watching.stop()
        await self._lag.stop()

    def live(self) -> list[str]:
        """Alive unless the group is not joined, or events wait and nothing moves, for too long."""
        limit_seconds = self._stage.settings.stalled_after_seconds
        stalled, outside = self._stalled_seconds, self._outside_seconds
        if stalled > limit_seconds:
            return [f"events wait, but no offset was committed for {stalled:.0f} s"]
        if outside > limit_seconds:
            return [f"brokers answer, but the group was not joined for {outside:.0f} s"]
        return []

    def ready(self) -> list[str]:
        """Ready while events are let in, the group has been joined and nothing needed is away."""
        problems = self._stage.problems
        if self._lag.problem:
            problems.append(self._lag.problem)
        if not self._stage.is_open:
            problems.append("starting")
        elif not self._joined:
            problems.append("joining the consumer group")
        if self._stage.dispatch.closing:
            problems.append("stopping")
        return problems

    @property
    def _stalled_seconds(self) -> float:
        """How long events wait for a consumer that does not move; 0 while the brokers are away."""
        return 0.0 if self._lag.problem else self._lag.progress.stalled_seconds

    @property
    def _outside_seconds(self) -> float:
        """How long the group is not joined, beyond what the others in it may take.

        aiokafka's coordinator tells of an error and waits until it is asked for it, which Faust
        never does: a process that had no partitions yet would be without them for ever.
        """
        if self._outside_since is None:
            return 0.0
        given_seconds = self._stage.settings.kafka_rebalance_timeout_seconds
        return max(0.0, time.monotonic() - self._outside_since - given_seconds)

    @property
    def _joined(self) -> bool:
        """Whether the group has given this process its partitions, be it none."""
        return bool(self._stage.app.consumer_generation_id) or bool(self._owned())

    def _owned(self) -> dict[TopicPartition, int]:
        consumer = self._stage.consumer
        return {tp: consumer.committed.get(tp, 0) for tp in partitions_of(consumer)}

    def _in_work(self) -> dict[TopicPartition, int]:
        watermarks = self._stage.consumer.watermarks
        return {tp: len(watermark) for tp, watermark in watermarks.items()}

    async def _look(self) -> None:
        """Look at the lag once; raise `Stalled` where nothing has moved for too long."""
        dispatch = self._stage.dispatch
        await self._lag.look(self._owned(), self._in_work(), dispatch.in_flight.saturated)
        if dispatch.paused:
            self._lag.restart_watch()
        self._note_joined()
        self._gauge()
        limit_seconds = self._stage.settings.stalled_after_seconds + ENDS_ITSELF_AFTER_SECONDS
        if max(self._stalled_seconds, self._outside_seconds) > limit_seconds:
            raise Stalled(self.live()[0])

    def _note_joined(self) -> None:
        if self._joined or self._lag.problem or self._stage.dispatch.closing:
            self._outside_since = None
        elif self._outside_since is None:
            self._outside_since = time.monotonic()

    def _gauge(self) -> None:
        step, in_flight = self._stage.step, self._stage.dispatch.in_flight
        metrics.IN_FLIGHT.labels(step.stage).set(len(in_flight))
        metrics.READY.labels(step.stage).set(not self.ready())
        for topic in step.consumes:
            metrics.OLDEST_UNPROCESSED.labels(topic.name).set(in_flight.oldest_seconds)
        nothing_to_do = self._lag.progress.stalled_seconds < WATCH_EVERY_SECONDS * 2
        if not in_flight and nothing_to_do:
            metrics.LAST_PROGRESS.labels(step.stage).set(unix())
