"""One simulation: a plan carried out until everything is quiet, and what the topics hold then."""

import asyncio
import random as global_random
from dataclasses import dataclass, field
from random import Random

import orjson
from structlog.testing import capture_logs

from schemas.envelope import Message
from schemas.pipeline import SUBMITTED
from services.fetch.schedule.table import SCHEDULE
from services.publish.tables import HELD
from services.settings import Settings
from services.stage.continuity.watch import Continuity
from services.stage.control.in_force import InForce
from services.stage.dependencies import Dependencies
from services.stage.handling.dispatch import Dispatch
from services.stage.handling.handling import Handling
from services.stage.housekeeping import Every
from tests.harness.simulation.clock import START, Clock, SimulatedLoop
from tests.harness.simulation.consumer import Consumer, Group
from tests.harness.simulation.database import Database
from tests.harness.simulation.log import Brokers, Log, Producer
from tests.harness.simulation.plan import Disturb, Fault, Plan, Submit
from tests.harness.simulation.process import Process, ahead, make_task
from tests.harness.simulation.stages import ROLES, STORES, Role, Wire, stage_like
from tests.harness.simulation.web import Client

PROCESSES = 2
"""Of each stage."""
RESTART_SECONDS = 3.0
ZOMBIE_SECONDS = 5.0
"""At most so long a consumer does not know what it has lost."""
QUIET_SECONDS = 15.0
"""Longer than any message is on its way from one stage to another."""
DRAIN_SECONDS = 1800.0
LOST_CONFIRMATIONS = 0.03

SETTINGS = Settings(
    fetch_retry_delays_seconds=(5.0, 20.0),
    fetch_cooling_seconds=20.0,
    fetch_down_seconds=30.0,
    continuity_seconds=90.0,
)
"""Shorter waits than by default, so that less time must pass."""


@dataclass
class Ran:
    """What a simulation has come to."""

    plan: Plan
    log: Log
    databases: dict[str, Database]
    trace: list[str]
    crashes: list[str] = field(default_factory=list)
    """Processes that ended by themselves."""
    is_quiet: bool = False


def run(plan: Plan) -> Ran:
    """Carry a plan out."""
    clock = Clock(ahead)
    loop = SimulatedLoop(clock)
    loop.set_task_factory(make_task)
    asyncio.set_event_loop(loop)
    world = _World(plan, clock)
    state = global_random.getstate()
    global_random.seed(plan.seed)  # the product's own waits
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
        self._clock, self._random = clock, Random(plan.seed)
        log = Log(lambda: round(clock.unix() * 1000), self._note)
        databases = {
            role.step.stage: Database(role.step.stage, role.tables)
            for role in ROLES
            if role.tables is not None
        }
        self.ran = Ran(plan, log, databases, [])
        self._loses = LOST_CONFIRMATIONS
        self.wire = Wire(
            SETTINGS,
            log,
            Producer(log, self._random, lambda: self._random.random() < self._loses),
            Client(plan.pages, clock),
            InForce(),
            databases,
        )
        self._groups = {role.step.stage: Group(log, role.step, self._random) for role in ROLES}
        self._roles = {role.step.stage: role for role in ROLES}
        self._started = 0

    # ------------------------------------------------------------ a run

    async def run(self) -> None:
        """Do what the plan says, then let everything come to its end."""
        for stage in self._roles:
            for _ in range(PROCESSES):
                self._boot(stage)
        for action in self.ran.plan.actions:
            await asyncio.sleep(max(0.0, action.at - self._clock.elapsed))
            self._note(str(action))
            if isinstance(action, Submit):
                self._submit(action)
            else:
                self._disturb(action)
        await asyncio.sleep(QUIET_SECONDS)  # what was killed or frozen is back
        self._loses = 0.0
        ends_at = self._clock.elapsed + DRAIN_SECONDS
        while not self.ran.is_quiet and self._clock.elapsed < ends_at:
            await asyncio.sleep(QUIET_SECONDS)
            self.ran.is_quiet = self._is_quiet()

    def _is_quiet(self) -> bool:
        groups = self._groups.values()
        if any(self.ran.log.lag(group.name, group.topics) for group in groups):
            return False
        waiting = (("fetch", SCHEDULE), ("publish", HELD))
        return not any(self.ran.databases[name].count(table) for name, table in waiting)

    def _note(self, what: str) -> None:
        self.ran.trace.append(f"{self._clock.elapsed:8.2f} {what}")

    # ------------------------------------------------------------ actions

    def _submit(self, action: Submit) -> None:
        value: dict[str, object] = {"url": action.url, "force": action.force}
        if action.id is not None:
            value["id"] = action.id
        if action.expires_in is not None:
            value["expires_at"] = START + self._clock.elapsed + action.expires_in
        key = str(self._random.random()).encode()
        self.ran.log.append(SUBMITTED.name, Message(key, orjson.dumps(value), []))

    def _disturb(self, action: Disturb) -> None:
        group = self._groups[action.stage]
        if action.fault is Fault.REBALANCE or not group.members:
            self._rebalance(group)
            return
        member = self._random.choice(group.members)
        group.members.remove(member)
        if action.fault is Fault.KILL:
            member.process.kill()
            asyncio.get_running_loop().call_later(RESTART_SECONDS, self._boot, action.stage)
        else:
            member.process.freeze()
            asyncio.get_running_loop().call_later(action.seconds, self._thaw, group, member)
        self._rebalance(group)

    def _thaw(self, group: Group, member: Consumer) -> None:
        self._note(f"{member.process.name} thaws")
        member.process.thaw()
        group.members.append(member)
        self._rebalance(group)

    def _rebalance(self, group: Group) -> None:
        for member in group.rebalance():
            seconds = self._random.random() * ZOMBIE_SECONDS
            asyncio.get_running_loop().call_later(seconds, group.tell, member)

    # ------------------------------------------------------------ processes

    def _boot(self, stage: str) -> None:
        self._started += 1
        process = Process(f"{stage}-{self._started}", self._random, self.ran.plan.pace)
        process.start(self._live(self._roles[stage], process))

    async def _live(self, role: Role, process: Process) -> None:
        """Do what `services.stage.stage.Stage` does from start to end."""

        def fail(error: BaseException) -> None:
            self._note(f"{process.name} ends: {error!r}")
            self.ran.crashes.append(f"{process.name}: {error!r}")
            process.kill()

        group = self._groups[role.step.stage]
        consumer = Consumer(self.ran.log, group, process, self._random)
        if role.step.stage == "fetch":
            process.runtime = self.wire.new_runtime(fail)
        if role.topics is not None:
            stage = stage_like(role.step, SETTINGS, consumer, fail)
            store = STORES[role.step.stage]
            brokers = Brokers(self.ran.log)
            follow = role.follow
            await Continuity(stage, store, role.topics, follow, role.ahead, brokers).start()  # type: ignore[arg-type]
        for seconds, work in self.wire.housekeeping(role, consumer):
            await Every(seconds, work, fail).start()
        handling = Handling(
            role.step,
            role.decode,
            self.wire.producer,
            Dependencies(SETTINGS.crash_after_seconds),
            SETTINGS.event_deadline_seconds,
        )
        group.members.append(consumer)
        self._rebalance(group)
        self._note(f"{process.name} runs")
        await role.drain(Dispatch(handling, 256, fail), consumer)
