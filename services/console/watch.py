"""Follows topics and stages, and tells the open pages what is new."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from schemas.pipeline import LEDGER, OUTCOMES, PUBLISHED
from services.cli.clients.in_force import as_data
from services.cli.clients.reader import Reader
from services.cli.clients.stages import StageView, addresses, look, processes
from services.cli.errors import Problem
from services.cli.look.status import absent, row_of
from services.clock import now, unix
from services.console.places import Places
from services.console.stream import Stream
from services.console.tally import MINUTES_KEPT, Tally
from services.logs import logger
from services.settings import Settings
from services.stage.control.follower import ControlFollower
from services.stage.control.in_force import InForce
from services.stage.kafka.errors import KafkaUnavailable

LOOK_SECONDS = 2.0
TELL_SECONDS = 1.0
AGAIN_SECONDS = 5.0


class Watch:
    """What the console knows; runs until cancelled."""

    def __init__(self, settings: Settings, given: list[str], stream: Stream) -> None:
        """`given`: stages to ask, `host:port` each; none: those that run here."""
        self.tally = Tally()
        self.flow: dict[str, Any] = {"stages": [], "account": None, "in_force": []}
        self._settings, self._given, self._stream = settings, given, stream
        self._control = ControlFollower(settings, "console", lambda: None)
        self._before: dict[str, StageView] = {}
        self._places = Places()
        self._told: object = None

    async def run(self) -> None:
        """Follow everything at once."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._follow())
            group.create_task(self._follow_control())
            group.create_task(self._look())
            group.create_task(self._tell())

    @property
    def in_force(self) -> InForce:
        """The operator's commands as they are now."""
        return self._control.in_force

    def everything(self) -> list[tuple[str, object]]:
        """Return what a page that has just opened must know."""
        articles = [("gone", self.tally.gone()), ("articles", self.tally.newest())]
        return [("flow", self.flow), *articles, self._counts()]

    async def _follow(self) -> None:
        """Read articles and outcomes of the last hour, and what comes."""
        while True:
            since = now() - timedelta(minutes=MINUTES_KEPT)
            topics = (PUBLISHED.name, OUTCOMES.name)
            try:
                async with Reader(self._settings, *topics, since=since) as reader:
                    self._places.reconnect(await reader.topic_ids())
                    async for record in reader:
                        self._take(record, int(since.timestamp() * 1000))
            except Problem as problem:
                logger().warning("topics_unreadable", problem=str(problem))
            await asyncio.sleep(AGAIN_SECONDS)

    async def _follow_control(self) -> None:
        while True:
            try:
                await self._control.start()
                await asyncio.Event().wait()
            except KafkaUnavailable:
                await asyncio.sleep(AGAIN_SECONDS)
            finally:
                await self._control.stop()

    def _take(self, record: Any, since_ms: int) -> None:
        if record.timestamp < since_ms:
            return
        if not self._places.is_new(record.topic, record.partition, record.offset):
            return
        if record.topic == OUTCOMES.name:
            self.tally.take_outcome(record.value or b"", record.timestamp)
        elif record.value is not None:
            self.tally.take_article(record.value)
        elif record.key is not None:
            self.tally.forget(record.key.decode("utf-8", "replace"))

    async def _look(self) -> None:
        while True:
            if self._stream.watched or not self.flow["stages"]:
                self.flow = await self._flow()
                self._stream.tell("flow", self.flow)
            await asyncio.sleep(LOOK_SECONDS)

    async def _flow(self) -> dict[str, Any]:
        found = await processes(addresses(self._settings, self._given))
        views = await asyncio.gather(*(look(*each) for each in found))
        if views and not self._given:
            views += absent(views, "console")
        return {
            "at": unix(),
            "stages": [self._row(view) for view in views],
            "account": _account(views),
            "in_force": as_data(self.in_force),
        }

    def _row(self, view: StageView) -> dict[str, Any]:
        before = self._before.get(view.address, view)
        self._before[view.address] = view
        return row_of(before, view)

    async def _tell(self) -> None:
        while True:
            await asyncio.sleep(TELL_SECONDS)
            # first: an article that went and came back meanwhile is there
            if gone := self.tally.newly_gone():
                self._stream.tell("gone", gone)
            if news := self.tally.news():
                self._stream.tell("articles", news)
            if self._stream.watched and (counts := self._counts()) != self._told:
                self._told = counts
                self._stream.tell(*counts)

    def _counts(self) -> tuple[str, object]:
        return "outcomes", self.tally.outcomes(int(unix() * 1000))


def _account(views: Sequence[StageView]) -> dict[str, float] | None:
    """Return the ledger's account by its gauges, which cost it nothing; None where none answers."""
    ledgers = [view for view in views if view.stage == LEDGER.stage and view.samples]
    if not ledgers:
        return None
    # each of several counts the same table
    return {
        "unaccounted": max(view.total("newsreel_unaccounted_urls") for view in ledgers),
        "oldest_unaccounted_seconds": max(
            view.total("newsreel_oldest_unaccounted_seconds") for view in ledgers
        ),
        "conflicts": sum(view.total("newsreel_conflicting_answers_total") for view in ledgers),
    }
