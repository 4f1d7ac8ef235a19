"""The processes of all stages: started, killed, frozen, and given partitions."""

import asyncio
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from schemas.envelope import Envelope
from services.settings import Settings
from services.stage.continuity.watch import Continuity, TopicMadeAnew
from services.stage.dependencies import Dependencies
from services.stage.handling.dispatch import Dispatch
from services.stage.handling.handling import Handling
from services.stage.housekeeping import Every
from services.stage.record import Record
from services.stage.submissions import decoder_of
from tests.harness.simulation.consumer import Consumer, Group
from tests.harness.simulation.log import Brokers, Log
from tests.harness.simulation.process import Process
from tests.harness.simulation.stages import ROLES, STORES, Role, Wire, stage_like

PROCESSES = 2
"""Of each stage."""
IN_FLIGHT_MAX = 256
RESTART_SECONDS = 3.0
ZOMBIE_SECONDS = 5.0
"""At most so long a consumer does not know what it has lost."""


class Cluster:
    """What an orchestrator has under it."""

    def __init__(
        self,
        settings: Settings,
        wire: Wire,
        random: Random,
        pace: float,
        note: Callable[[str], None],
    ) -> None:
        self._settings, self._wire, self._random, self._pace = settings, wire, random, pace
        self._note = note
        self._roles = {role.step.stage: role for role in ROLES}
        self.groups: Mapping[str, Group] = {
            stage: Group(wire.log, role.step, random) for stage, role in self._roles.items()
        }
        self._alive: dict[str, list[Process]] = {stage: [] for stage in self._roles}
        self._started = 0
        self.crashes: list[str] = []
        """Processes that ended by themselves."""

    @property
    def log(self) -> Log:
        """The brokers."""
        return self._wire.log

    def start(self) -> None:
        """Start all stages."""
        for stage in self._roles:
            for _ in range(PROCESSES):
                self._boot(stage)

    def has(self, stage: str) -> bool:
        """Whether a process of a stage lives."""
        return bool(self._alive[stage])

    def any_of(self, stage: str) -> Process:
        """Return a process of a stage."""
        return self._random.choice(self._alive[stage])

    def kill(self, process: Process) -> None:
        """End a process; another is started in its place."""
        stage = process.name.partition("-")[0]
        process.kill()
        self._alive[stage].remove(process)
        self._leave(process)
        asyncio.get_running_loop().call_later(RESTART_SECONDS, self._boot, stage)

    def kill_all(self, stage: str) -> None:
        """End all processes of a stage."""
        for process in list(self._alive[stage]):
            self.kill(process)

    def freeze(self, process: Process, seconds: float) -> None:
        """Let a process stand still, so that others take over, and then go on."""
        process.freeze()
        left = self._leave(process)

        def thaw() -> None:
            process.thaw()
            if process.is_alive and left is not None:
                self._note(f"{process.name} thaws")
                self._join(left)

        asyncio.get_running_loop().call_later(seconds, thaw)

    def rebalance(self, group: Group) -> None:
        """Deal the partitions of a group anew; who loses some learns it later."""
        for member in group.rebalance():
            seconds = self._random.random() * ZOMBIE_SECONDS
            asyncio.get_running_loop().call_later(seconds, group.tell, member)

    def rebalance_readers(self, topic: str) -> None:
        """Deal the partitions of the groups that read a topic anew."""
        for group in self._readers_of(topic):
            self.rebalance(group)

    def lose_topic(self, topic: str) -> None:
        """Let nobody have a topic until its readers' partitions are dealt anew."""
        for group in self._readers_of(topic):
            group.disown(topic)

    # ------------------------------------------------------------ inside

    def _readers_of(self, topic: str) -> list[Group]:
        return [group for group in self.groups.values() if topic in group.topics]

    def _join(self, consumer: Consumer) -> None:
        consumer.group.members.append(consumer)
        self.rebalance(consumer.group)

    def _leave(self, process: Process) -> Consumer | None:
        group = self.groups[process.name.partition("-")[0]]
        for member in group.members:
            if member.process is process:
                group.members.remove(member)
                self.rebalance(group)
                return member
        return None

    def _boot(self, stage: str) -> None:
        self._started += 1
        process = Process(f"{stage}-{self._started}", self._random, self._pace)
        self._alive[stage].append(process)
        process.start(self._live(self._roles[stage], process))

    async def _live(self, role: Role, process: Process) -> None:
        def fail(error: BaseException) -> None:
            if process.is_alive:
                if not isinstance(error, TopicMadeAnew):  # as it should: its client is of no use
                    self.crashes.append(f"{process.name}: {error!r}")
                self._note(f"{process.name} ends: {error!r}")
                self.kill(process)

        try:
            await self._run(role, process, fail)
        except Exception as error:
            fail(error)

    async def _run(
        self, role: Role, process: Process, fail: Callable[[BaseException], None]
    ) -> None:
        """Do what `services.stage.stage.Stage` does from start to end."""
        group = self.groups[role.step.stage]
        consumer = Consumer(self.log, group, process, self._random)
        if role.step.stage == "fetch":
            process.runtime = self._wire.new_runtime(fail)
        continuity = Continuity(
            stage_like(role.step, self._settings, consumer, fail),
            STORES.get(role.step.stage),
            role.topics,
            role.follow,
            role.ahead,
            Brokers(self.log),  # type: ignore[arg-type]
        )
        await continuity.start()
        for seconds, work in self._wire.housekeeping(role, consumer):
            await Every(seconds, work, fail).start()
        handling = Handling(
            role.step,
            _breakable(role, process),
            self._wire.producer,
            Dependencies(self._settings.crash_after_seconds),
            self._settings.event_deadline_seconds,
        )
        self._join(consumer)
        self._note(f"{process.name} runs")
        await role.drain(Dispatch(handling, IN_FLIGHT_MAX, fail), consumer)


def _breakable(role: Role, process: Process) -> Callable[[Record], Envelope[Any]]:
    """Decode as the stage does, unless the process is broken: then each event is a dead letter."""
    read = decoder_of(role.step)

    def decode(record: Record) -> Envelope[Any]:
        if process.is_broken:
            raise RuntimeError("broken")
        return read(record)

    return decode
