"""Follows `control.v1`: whole before the first event, then live. It has no consumer group."""

import asyncio
import contextlib
import time
from collections.abc import Callable

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from schemas.control import BadControl
from schemas.pipeline import CONTROL
from services import metrics
from services.logs import logger
from services.settings import Settings
from services.stage.control.in_force import InForce
from services.stage.kafka.connected import AWAY, connected_consumer, let_go
from services.stage.kafka.errors import KafkaUnavailable

CATCH_UP_SECONDS = 10.0
"""A topic of some kilobytes; what comes later is taken live."""
WAIT_MS = 2_000
"""How long brokers keep a request while there is no command: each costs a stage, which has more of
these than of others while nothing comes, as much as an event. Brokers answer when there is one; the
embedded one, which looks from time to time, within a second."""
LOOK_AGAIN_SECONDS = 10.0
"""Where the topic is missing: a cluster from before there was one."""


class ControlFollower:
    """A part of the stage: keeps `in_force` right, and says so when it changed."""

    def __init__(self, settings: Settings, stage: str, changed: Callable[[], None]) -> None:
        self.in_force = InForce()
        self._settings, self._stage, self._changed = settings, stage, changed
        self._client: AIOKafkaConsumer | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Read what is in force, or raise `KafkaUnavailable`."""
        try:
            self._client = await connected_consumer(
                self._settings, prepare=self._catch_up, fetch_max_wait_ms=WAIT_MS
            )
        except AWAY as error:
            raise KafkaUnavailable(f"{CONTROL.name}: {error}") from error
        self._task = asyncio.create_task(self._follow(self._client))

    async def stop(self) -> None:
        """Stop following."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._client is not None:
            await let_go(self._client)

    def take(self, record: ConsumerRecord) -> None:
        """Let a command hold; ignore and count what is not one."""
        try:
            control = self.in_force.read(record.key, record.value)
        except BadControl as problem:
            metrics.CONTROLS.labels(self._stage, "ignored").inc()
            place = f"{record.topic}/{record.partition}/{record.offset}"
            logger().warning("control_ignored", place=place, problem=str(problem))
            return
        metrics.CONTROLS.labels(self._stage, "taken").inc()
        if control is not None:
            logger().info("control_taken", **control.model_dump(mode="json", exclude_none=True))
        self._changed()

    async def _assign(self, client: AIOKafkaConsumer) -> bool:
        """Read the topic from its beginning; return False where it is missing."""
        if CONTROL.name not in await client.topics():
            return False
        partitions = client.partitions_for_topic(CONTROL.name) or {0}
        client.assign([TopicPartition(CONTROL.name, number) for number in partitions])
        await client.seek_to_beginning()
        return True

    async def _catch_up(self, client: AIOKafkaConsumer) -> None:
        if not await self._assign(client):
            return
        ends = await client.end_offsets(list(client.assignment()))
        deadline = time.monotonic() + CATCH_UP_SECONDS
        while time.monotonic() < deadline:
            if all([await client.position(tp) >= end for tp, end in ends.items()]):
                return
            for records in (await client.getmany(timeout_ms=500)).values():
                for record in records:
                    self.take(record)

    async def _follow(self, client: AIOKafkaConsumer) -> None:
        there = bool(client.assignment())
        if not there:
            logger().warning("control_topic_missing", topic=CONTROL.name)
        while True:
            try:
                while not there:
                    await asyncio.sleep(LOOK_AGAIN_SECONDS)
                    there = await self._assign(client)
                self.take(await client.getone())
            except Exception as error:  # it must go on, whatever it is
                logger().warning("control_unreadable", error=repr(error)[:300])
                await asyncio.sleep(LOOK_AGAIN_SECONDS)
