"""A test's own corner of a broker: its topics, what it submits, its workers, what they answer."""

import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import orjson
from confluent_kafka import Consumer, KafkaException, Message, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from schemas import envelope as ce
from schemas.events import UrlAccepted
from schemas.passport import Passport
from services.local.child import Child
from services.stage.health.process_registry import read_port_files
from tests.harness.delivery.spec import Act, Mode, Spec, Style, number_of, url_of
from tests.support.forked import forked
from tests.support.template import WORKER

PATIENCE_SECONDS = 120.0
"""A machine with other work on it takes a minute to start a process."""
OUTCOMES = "urls.outcomes.v1"
SINK_MAX_BYTES = 600_000
"""More than a batch of our producer, less than what a `large` message brings."""
ENVIRONMENT = {
    "NEWSREEL_KAFKA_SESSION_TIMEOUT_SECONDS": "6",
    "NEWSREEL_KAFKA_HEARTBEAT_SECONDS": "1",
    # how long the embedded broker waits for a worker that is frozen
    "NEWSREEL_KAFKA_REBALANCE_TIMEOUT_SECONDS": "8",
    "NEWSREEL_COMMIT_INTERVAL_SECONDS": "0.3",
    "NEWSREEL_STOP_GRACE_SECONDS": "1",
}


@dataclass
class Answers:
    """What workers have sent so far."""

    sent: Counter[int] = field(default_factory=Counter)
    """Number → how often it came out."""
    ids: dict[int, set[str]] = field(default_factory=dict)
    """Number → the CloudEvents ids it came out with."""
    outcomes: dict[str, list[str]] = field(default_factory=dict)
    """Submission id → reasons."""
    dead_letters: list[Message] = field(default_factory=list)
    """Dead letters."""

    def numbers(self, stage: str) -> set[int]:
        """Numbers that came out, or were answered with an outcome."""
        prefix = f"{stage}-"
        answered = {int(key.removeprefix(prefix)) for key in self.outcomes if prefix in key}
        return set(self.sent) | answered


class Bench:
    """Topics of one test, with a client that reads what comes out."""

    def __init__(
        self,
        kafka: str,
        folder: Path,
        partitions: int = 1,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.kafka = kafka
        self.folder = folder
        self.stage = f"probe-{uuid.uuid4().hex[:10]}"
        self.answers = Answers()
        self.submitted: set[int] = set()
        self._environment = {
            **ENVIRONMENT,
            "NEWSREEL_KAFKA": kafka,
            "NEWSREEL_RUN_DIR": str(folder),
            "NEWSREEL_KAFKA_IDEMPOTENT": str(os.environ.get("KAFKA") == "apache").lower(),
            **(environment or {}),
        }
        self._workers: list[Child] = []
        self._partitions = partitions
        self._outcomes = [0]
        """Partitions of the outcomes: another test may have created them, with more than one."""
        self._reader: Consumer | None = None
        self._producer: Producer | None = None
        folder.mkdir(parents=True, exist_ok=True)

    # ------------------------------------------------------------ topics

    def create_topics(self) -> None:
        """Create the test's topics, and the outcomes where nobody has."""
        admin = AdminClient({"bootstrap.servers": self.kafka, "log_level": 0})
        small = {"max.message.bytes": str(SINK_MAX_BYTES)}
        wanted = [
            NewTopic(f"{self.stage}.source", self._partitions, 1),
            NewTopic(f"{self.stage}.sink", 1, 1, config=small),
            NewTopic(f"{self.stage}.dlq.v1", 1, 1),
            NewTopic(OUTCOMES, 1, 1),
        ]
        for topic, done in admin.create_topics(wanted).items():
            try:
                done.result(30)
            except KafkaException as error:
                if topic != OUTCOMES or "exists" not in str(error).lower():
                    raise
        self._outcomes = list(admin.list_topics(OUTCOMES, 30).topics[OUTCOMES].partitions)

    # ------------------------------------------------------------ submitting

    def submit(self, numbers: Iterable[int], bare: bool = False) -> None:
        """Put messages on the source, in this order, and wait until they are there."""
        if self._producer is None:
            self._producer = Producer({"bootstrap.servers": self.kafka, "log_level": 0})
        self._put(self._producer, numbers, bare)

    def submit_in_transaction(self, numbers: Iterable[int]) -> None:
        """Submit in a transaction of their own: its marker leaves a hole in the offsets."""
        producer = Producer(
            {
                "bootstrap.servers": self.kafka,
                "transactional.id": uuid.uuid4().hex,
                "log_level": 0,
            }
        )
        producer.init_transactions(30)
        producer.begin_transaction()
        self._put(producer, numbers, bare=False)
        producer.commit_transaction(30)

    def submit_broken(self, number: int) -> None:
        """Submit an event whose value is no JSON, though its passport is fine."""
        self._put_one(number, b"\xff{")

    def submit_json(self, number: int) -> None:
        """Submit a URL as a JSON string, which is all that some can read."""
        self._put_one(number, json.dumps(url_of(number)).encode())

    def _put_one(self, number: int, value: bytes) -> None:
        message = replace(self.event(number), value=value)
        producer = Producer({"bootstrap.servers": self.kafka, "log_level": 0})
        producer.produce(
            f"{self.stage}.source", message.value, message.key, headers=list(message.headers)
        )
        assert producer.flush(30) == 0
        self.submitted.add(number)

    def event(self, number: int) -> ce.Message:
        """Message `number` as a stage before this one would send it."""
        url, now = url_of(number), datetime.now(UTC)
        passport = Passport(
            submission_id=f"{self.stage}-{number}", submitted_url=url, submitted_at=now
        )
        data = UrlAccepted(url=url, host="site.example", site="site.example")
        return ce.encode(ce.Envelope(f"cause-{number}", "newsreel/test", now, passport, data), url)

    def _put(self, producer: Producer, numbers: Iterable[int], bare: bool) -> None:
        for number in numbers:
            message = self.event(number)
            value = url_of(number).encode() if bare else message.value
            headers = None if bare else list(message.headers)
            producer.produce(f"{self.stage}.source", value, message.key, headers=headers)
            self.submitted.add(number)
        assert producer.flush(30) == 0

    # ------------------------------------------------------------ workers

    def worker(
        self,
        mode: Mode = "ours",
        *,
        style: Style = "each",
        concurrency: int = 1,
        wait_empty: bool = True,
        bare: bool = False,
        script: dict[int, Act] | None = None,
        store: str | None = None,
        environment: dict[str, str] | None = None,
    ) -> Child:
        """Start a worker process; it ends with `close`."""
        spec = Spec(
            mode, self.kafka, self.stage, str(self.folder), style, concurrency, wait_empty,
            bare, bare, script or {}, store,
        )  # fmt: skip
        log = self.folder / f"worker-{len(self._workers)}.log"
        child = _process(spec, log, {**self._environment, **(environment or {})})
        child.start()
        self._workers.append(child)
        return child

    def begun(self, number: int) -> bool:
        """Whether a worker has begun with a message."""
        diary = self.folder / "diary"
        return diary.exists() and str(number) in diary.read_text().split()

    def port_of(self, worker: Child) -> int:
        """Port of the worker's probes, once it has left its note; 0 until then."""
        return next(
            (note.port for note in read_port_files(self.folder) if note.pid == worker.pid), 0
        )

    def probe(self, worker: Child, kind: str) -> tuple[int, str]:
        """Ask `/health/KIND`; return the status and the problems in words; (0, "") if mute."""
        port = self.port_of(worker)
        if not port:
            return 0, ""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/{kind}", timeout=5) as got:
                return got.status, ""
        except urllib.error.HTTPError as error:
            return error.code, "; ".join(json.loads(error.read())["problems"])
        except OSError:
            return 0, ""

    def wait_until_ready(self, worker: Child) -> None:
        """Wait until the worker has its partitions and all that it needs."""
        self.wait_for(lambda: self.probe(worker, "ready")[0] == 200, "it is ready")

    def wait_for_exit(self, worker: Child, seconds: float = 30) -> int | None:
        """Wait until the worker has ended by itself; return its exit code."""
        self.wait_for(lambda: not worker.running, "it has ended", seconds)
        return worker.exit_code

    def close(self) -> None:
        """End what is still running."""
        for worker in self._workers:
            worker.kill()
        if self._reader is not None:
            self._reader.close()

    # ------------------------------------------------------------ reading

    def wait_for(
        self, condition: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS
    ) -> None:
        """Read answers until the condition holds; fail with the workers' last words."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                words = "\n".join(worker.tail(15) for worker in self._workers)
                raise AssertionError(f"not after {seconds:.0f} s: {what}\n{words}")
            self.read(0.1)

    def read(self, seconds: float) -> None:
        """Read answers for some time."""
        deadline = time.monotonic() + seconds
        if self._reader is None:
            self._reader = self._connected()
        while (left := deadline - time.monotonic()) > 0:
            message = self._reader.poll(left)
            if message is not None and message.error() is None:
                self._take(message)

    def wait_for_numbers(self, numbers: Iterable[int], seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until each number has come out or was answered."""
        wanted = set(numbers)
        missing = lambda: wanted - self.answers.numbers(self.stage)  # noqa: E731
        try:
            self.wait_for(lambda: not missing(), "all are answered", seconds)
        except AssertionError as error:
            raise AssertionError(f"unanswered: {sorted(missing())}\n{error}") from None

    @property
    def lost(self) -> set[int]:
        """Submitted, and neither come out nor answered."""
        return self.submitted - self.answers.numbers(self.stage)

    def _connected(self) -> Consumer:
        reader = Consumer(
            {
                "bootstrap.servers": self.kafka,
                "group.id": f"reader-{self.stage}",
                "enable.auto.commit": False,
                "log_level": 0,
            }
        )
        own = [TopicPartition(f"{self.stage}.{name}", 0, 0) for name in ("sink", "dlq.v1")]
        reader.assign([*own, *(TopicPartition(OUTCOMES, number, 0) for number in self._outcomes)])
        return reader

    def _take(self, message: Message) -> None:
        topic = message.topic()
        if topic == OUTCOMES:
            outcome = json.loads(message.value())
            key = message.key().decode()
            if key.startswith(self.stage):
                self.answers.outcomes.setdefault(key, []).append(outcome["reason"])
        elif topic == f"{self.stage}.sink":
            number = number_of(orjson.loads(message.value())["url"])
            headers = dict(message.headers() or [])
            self.answers.sent[number] += 1
            self.answers.ids.setdefault(number, set()).add(headers.get("ce_id", b"").decode())
        else:
            self.answers.dead_letters.append(message)


def _process(spec: Spec, log: Path, environment: dict[str, str]) -> Child:
    """Return a worker; stock Faust's has imported nothing of ours."""
    if spec.mode == "ours":
        return forked("worker", [WORKER, spec.to_json()], log, environment)
    command = [sys.executable, "-m", "tests.harness.delivery.worker", spec.to_json()]
    return Child("worker", command, log, env=environment)
