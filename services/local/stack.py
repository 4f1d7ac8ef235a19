"""The whole of Newsreel on this machine: embedded broker, topics, and each stage as a process.

Everything listens on loopback, and ends with the process that started it.
"""

import asyncio
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from schemas.pipeline import PIPELINE
from services.enrich_models import check_installed
from services.local.child import Child
from services.local.forks import ForkedChild, Template
from services.local.supervisor import Supervisor, probe
from services.local.tansu import EMBEDDED, Tansu
from services.settings import Settings, read_settings, variable_of
from services.stage.health.process_registry import PortFile, read_port_files
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.kafka.topics import TopicAdmin

READY_TIMEOUT_SECONDS = 90.0
FIRST_ANSWER_SECONDS = 15.0
"""A broker of the user's own must answer within it: a wrong address is reported soon."""


@dataclass(frozen=True, slots=True)
class LocalOptions:
    """How to start the stack."""

    folder: Path
    """State by broker, logs and port files."""
    kafka: str | None = None
    """Bootstrap servers of another broker; None: the embedded one."""
    port: int | None = None
    """Port of the embedded broker; None takes a free one."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """More settings for every stage."""

    @property
    def state(self) -> Path:
        """Where the databases are: a folder per broker, so that none sees another's offsets."""
        if self.kafka is None:
            return self.folder.resolve() / "embedded"
        brokers = ",".join(sorted(self.kafka.replace(" ", "").split(",")))
        return self.folder.resolve() / ("kafka-" + re.sub(r"[^\w.-]", "_", brokers)[:100])


class LocalStack:
    """Broker and stages as child processes; use as an async context manager."""

    def __init__(self, options: LocalOptions, say: Callable[[str], None] = lambda _: None) -> None:
        self._options = options
        self._folder = options.folder.resolve()
        self._say = say
        self._broker = None if options.kafka else Tansu(options.port)
        self._template = Template(self._folder / "logs" / "template.log")
        self._children: dict[str, Child] = {}
        self._supervisor = Supervisor(self._children, self.port_files, self._start_stage, say)
        self._supervision: asyncio.Task[None] | None = None

    @property
    def kafka(self) -> str:
        """Bootstrap servers."""
        return self._broker.bootstrap if self._broker else self._options.kafka or ""

    @property
    def environment(self) -> dict[str, str]:
        """Settings of every stage, and of whoever wants to talk to this stack."""
        return {
            **(EMBEDDED if self._broker else {}),
            "NEWSREEL_KAFKA": self.kafka,
            "NEWSREEL_STORE": f"sqlite:///{self._options.state}",
            "NEWSREEL_RUN_DIR": str(self._folder / "run"),
            "NEWSREEL_HTTP_PORT": "0",
            **self._options.environment,
        }

    @property
    def settings(self) -> Settings:
        """The same settings, for clients in this process."""
        known = {variable_of(name): name for name in Settings.model_fields}
        values = {known[key]: value for key, value in self.environment.items() if key in known}
        return read_settings(**values)

    @property
    def restarts(self) -> dict[str, int]:
        """Stage → how often it had to be started again."""
        return self._supervisor.restarts

    def log_of(self, stage: str) -> Path:
        """Return where a stage's log lines go."""
        return self._folder / "logs" / f"{stage}.log"

    async def start(self) -> None:
        """Start everything and return when every stage is ready, or raise `StartFailed`.

        Raises `BadSettings`, and `KafkaUnavailable` where the user's own broker does not answer.
        """
        check_installed(self.settings)  # here: one message, not one of each stage
        self._template.start()  # imports while the broker starts
        if self._broker is None:
            self._say(f"looking for Kafka at {self.kafka}")
            await self._create_topics(FIRST_ANSWER_SECONDS)
        else:
            self._say("starting the embedded broker (memory only)")
            await asyncio.to_thread(self._broker.start)
            # it listens, so it is ours, and it has forgotten what this state belongs to
            shutil.rmtree(self._options.state, ignore_errors=True)
        await asyncio.to_thread(self._template.wait_until_imported)
        for step in PIPELINE:
            self._start_stage(step.stage)
        if self._broker is not None:  # while the stages start
            await self._create_topics(READY_TIMEOUT_SECONDS)
        await self._until_ready()
        self._supervision = asyncio.create_task(self._supervisor.keep())

    async def stop(self, grace_seconds: float = 8.0) -> None:
        """Stop the stages, give what is in flight its grace, then the broker."""
        await self.stop_stages(grace_seconds)
        if self._broker is not None:
            await asyncio.to_thread(self._broker.stop)

    async def stop_stages(self, grace_seconds: float = 8.0) -> None:
        """Stop the stages for good; the broker goes on until `stop`."""
        if self._supervision is not None:
            self._supervision.cancel()
        for child in self._children.values():
            child.send(signal.SIGTERM)
        stopping = [
            asyncio.to_thread(child.stop, signal.SIGTERM, grace_seconds)
            for child in self._children.values()
        ]
        await asyncio.gather(*stopping)
        await asyncio.to_thread(self._template.stop)

    async def __aenter__(self) -> "LocalStack":
        """Start; stop again if that fails half-way."""
        try:
            await self.start()
        except BaseException:
            await self.stop(grace_seconds=1)
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self.stop()

    def port_files(self) -> list[PortFile]:
        """Read which process serves which stage on which port."""
        return read_port_files(self._folder / "run")

    def pids(self) -> dict[str, int]:
        """Return process ids by stage."""
        return {stage: child.pid for stage, child in self._children.items() if child.running}

    def _start_stage(self, stage: str) -> None:
        environment = {"NEWSREEL_STOP_GRACE_SECONDS": "5", **self.environment}
        child = ForkedChild(self._template, stage, self.log_of(stage), environment)
        child.start()
        self._children[stage] = child

    async def _create_topics(self, within_seconds: float) -> None:
        deadline = time.monotonic() + within_seconds
        while True:
            try:
                async with TopicAdmin(self.settings) as admin:
                    await admin.create()
                return
            except KafkaUnavailable:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.5)

    async def _until_ready(self) -> None:
        deadline = time.monotonic() + READY_TIMEOUT_SECONDS
        waiting = dict(self._children)
        async with aiohttp.ClientSession() as session:
            while waiting:
                ports = {each.stage: each.port for each in self.port_files()}
                for stage, child in list(waiting.items()):
                    if stage in ports and await probe(session, ports[stage], "ready"):
                        del waiting[stage]
                        self._say(f"{stage} is ready")
                    elif not child.running or time.monotonic() > deadline:
                        child.wait_until(lambda: False, timeout_seconds=0)  # raises with its log
                await asyncio.sleep(0.1)


def inherited_kafka() -> str | None:
    """Return the broker that the user named in the environment, if any."""
    return os.environ.get("NEWSREEL_KAFKA")
