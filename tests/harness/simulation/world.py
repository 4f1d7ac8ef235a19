"""One simulation: a plan carried out until everything is quiet, and what the topics hold then."""

import asyncio
import random as global_random
from dataclasses import dataclass
from functools import cache
from random import Random

from sqlalchemy import Table
from structlog.testing import capture_logs

from schemas.pipeline import CONTROL
from services.fetch.schedule.table import SCHEDULE
from services.ledger.tables import URLS
from services.publish.tables import HELD
from services.settings import Settings
from services.stage.control.in_force import InForce
from tests.harness.simulation.actions import Actions
from tests.harness.simulation.clock import Clock, SimulatedLoop
from tests.harness.simulation.cluster import Cluster
from tests.harness.simulation.database import Database
from tests.harness.simulation.log import Log, Producer
from tests.harness.simulation.plan import Plan
from tests.harness.simulation.process import ahead, make_task
from tests.harness.simulation.stages import ROLES, Wire
from tests.harness.simulation.web import Client

QUIET_SECONDS = 15.0
"""Longer than any message is on its way from one stage to another."""
DRAIN_SECONDS = 1800.0
MONTH_SECONDS = 31 * 86_400.0
"""After it the ledger answers what was deleted unread."""
LOST_CONFIRMATIONS = 0.03
WAITING: tuple[tuple[str, Table], ...] = (("fetch", SCHEDULE), ("publish", HELD))


@cache
def settings_of(window_seconds: float, interval_minutes: float) -> Settings:
    """Return shorter waits than by default, so that less time must pass."""
    return Settings(
        fetch_retry_delays_seconds=(5.0, 20.0),
        fetch_cooling_seconds=20.0,
        fetch_down_seconds=30.0,
        continuity_seconds=90.0,
        resubmit_after_seconds=15.0,
        duplicate_window_seconds=window_seconds,
        publish_interval_minutes=interval_minutes,
    )


@dataclass
class Ran:
    """What a simulation has come to."""

    plan: Plan
    log: Log
    databases: dict[str, Database]
    trace: list[str]
    crashes: list[str]
    """Processes that ended by themselves."""
    is_quiet: bool = False


def run(plan: Plan) -> Ran:
    """Carry a plan out."""
    clock = Clock(ahead)
    loop = SimulatedLoop(clock)
    loop.set_task_factory(make_task)
    asyncio.set_event_loop(loop)
    state = global_random.getstate()
    global_random.seed(plan.seed)  # the product's own waits
    world = _World(plan, clock)
    try:
        with clock.in_charge(), world.wire.plugged_in(), capture_logs() as logs:
            loop.run_until_complete(world.run())
            for task in asyncio.all_tasks(loop):
                task.cancel()
            loop.run_until_complete(asyncio.sleep(0))
        world.ran.trace += [f"log: {line}" for line in logs if line["log_level"] == "error"]
    finally:
        global_random.setstate(state)
        asyncio.set_event_loop(None)
        loop.close()
    return world.ran


class _World:
    def __init__(self, plan: Plan, clock: Clock) -> None:
        self._clock, self._loses = clock, LOST_CONFIRMATIONS
        random, in_force = Random(plan.seed), InForce()
        settings = settings_of(plan.window_seconds, plan.interval_minutes)
        log = Log(lambda: round(clock.unix() * 1000), self._note)
        log.on(CONTROL.name, in_force.read)
        databases = {
            role.step.stage: Database(role.step.stage, role.tables)
            for role in ROLES
            if role.tables is not None
        }
        self.wire = Wire(
            settings,
            log,
            Producer(log, random, lambda: random.random() < self._loses),
            Client(plan.pages, clock),
            in_force,
            databases,
        )
        self._cluster = Cluster(settings, self.wire, random, plan.pace, self._note)
        self._actions = Actions(self._cluster, databases, clock, random)
        self.ran = Ran(plan, log, databases, [], self._cluster.crashes)

    async def run(self) -> None:
        """Do what the plan says, then let everything come to its end."""
        self._cluster.start()
        for action in self.ran.plan.actions:
            await asyncio.sleep(max(0.0, action.at - self._clock.elapsed))
            self._note(str(action))
            self._actions.do(action)
        await asyncio.sleep(QUIET_SECONDS)  # what was killed or frozen is back
        self._loses = 0.0
        self._actions.put_letters_back()
        await self._drain()
        if self._is_unanswered():
            self._note("a month later")
            self._clock.elapsed += MONTH_SECONDS
            await self._drain()

    async def _drain(self) -> None:
        self.ran.is_quiet = False
        ends_at = self._clock.elapsed + DRAIN_SECONDS
        while not self.ran.is_quiet and self._clock.elapsed < ends_at:
            await asyncio.sleep(QUIET_SECONDS)
            self.ran.is_quiet = self._is_quiet()

    def _is_quiet(self) -> bool:
        """Whether nothing is left to be read, and nothing waits."""
        lags = (self.ran.log.lag(each.name, each.topics) for each in self._cluster.groups.values())
        waits = (not self.ran.databases[name].is_empty(table) for name, table in WAITING)
        is_month_over = self._clock.elapsed > MONTH_SECONDS
        return not (any(lags) or any(waits) or (is_month_over and self._is_unanswered()))

    def _is_unanswered(self) -> bool:
        return any(line.outcome_id is None for line in self.ran.databases["ledger"].rows(URLS))

    def _note(self, what: str) -> None:
        self.ran.trace.append(f"{self._clock.elapsed:8.2f} {what}")
