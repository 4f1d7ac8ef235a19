"""Sinks in this process, given entries; and sinks as processes, on a topic of the test's own."""

import signal
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient, NewTopic

from schemas.envelope import Message
from schemas.pipeline import PUBLISHED
from services.local.child import Child
from services.local.tansu import EMBEDDED
from services.sinks.entry import TOPICS, Entry, read_entry
from services.stage.record import Record
from tests.support.forked import forked
from tests.support.published import AT, Public, message, tombstone

PARTITIONS = 4


def entry(event: Public) -> Entry:
    """Return what a sink is given of an event."""
    return read_entry(Record(event.type, 0, 0, AT, message(event)))


def removal(number: int = 0, revision: int = 1) -> Entry:
    """Return what a sink is given of a message without value."""
    return read_entry(Record(PUBLISHED.name, 0, 0, AT, tombstone(number, revision)))


@dataclass
class Wire:
    """The public topics that sinks read, on a broker; a client that writes to them."""

    bootstrap: str

    def __post_init__(self) -> None:
        """Make the topics, empty."""
        client = {"bootstrap.servers": self.bootstrap, "log_level": 0}
        admin = AdminClient(client)
        topics = [NewTopic(t.name, PARTITIONS, 1) for t in TOPICS]
        for made in admin.create_topics(topics).values():
            made.result(30)
        self._producer = Producer(client)

    def send(self, topic: str, messages: Iterable[Message]) -> None:
        """Write messages and wait for the broker."""
        for each in messages:
            self._producer.produce(topic, each.value, each.key, headers=[*each.headers])
        assert self._producer.flush(30) == 0

    def publish(self, *events: Public) -> None:
        """Write events to their topics."""
        for topic in (each.name for each in TOPICS):
            self.send(topic, (message(event) for event in events if event.type == topic))


@dataclass
class SinkProcess:
    """`newsreel sink NAME`; start it as often as it is stopped."""

    name: str
    bootstrap: str
    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    options: Sequence[str] = ()

    def start(self) -> Child:
        """Start it, and do not wait."""
        environment = {
            **EMBEDDED,
            "NEWSREEL_KAFKA": self.bootstrap,
            "NEWSREEL_STORE": f"sqlite:///{self.folder}/state",
            "NEWSREEL_LOG_FORMAT": "json",
            # one that was killed keeps its partitions for so long
            "NEWSREEL_KAFKA_SESSION_TIMEOUT_SECONDS": "3",
            **self.settings,
        }
        arguments = ["sink", self.name, *self.options]
        log = self.folder / f"{self.name}-{uuid.uuid4().hex[:6]}.log"
        child = forked(f"sink-{self.name}", arguments, log, environment, self.folder)
        child.start()
        return child

    def survive_kills(
        self, count: Callable[[], int], wanted: int, kills: int, seconds: float = 200
    ) -> None:
        """Kill it each time that it has got some way; return when `count` has come to `wanted`.

        The last start is stopped in order.
        """
        deadline = time.monotonic() + seconds
        for kill in range(1, kills + 1):
            child = self.start()
            wait_until(lambda kill=kill: count() >= wanted * kill // (kills + 2), deadline)  # type: ignore[misc]
            child.kill()
        child = self.start()
        wait_until(lambda: count() >= wanted, deadline)
        time.sleep(1)  # what comes twice would come now
        child.stop(signal.SIGTERM, 20)
        assert child.exit_code == 0


def wait_until(is_so: Callable[[], bool], deadline: float) -> None:
    """Wait until something is so; fail after the deadline, monotonic seconds."""
    while not is_so():
        assert time.monotonic() < deadline, "it did not come so far in time"
        time.sleep(0.05)
