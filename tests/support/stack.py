"""The whole stack as a user starts it (`newsreel up --sample`), and a foreign Kafka client."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from confluent_kafka import Consumer, KafkaError, Producer, TopicPartition

from tests.support.forked import command_line

START_TIMEOUT_SECONDS = 120.0
STOP_TIMEOUT_SECONDS = 30.0
COMMAND_TIMEOUT_SECONDS = 90.0
Header = tuple[str, bytes]

LOOPBACK = {
    "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
    "NEWSREEL_FETCH_DELAY_SECONDS": "0",
    "NEWSREEL_FETCH_CONCURRENCY_PER_HOST": "8",
}
"""The tests' own sites are on loopback, too, and do not mind."""


@dataclass
class RunningStack:
    """`newsreel up` as a child process in a folder of its own."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ("--sample",)
    output: list[str] = field(default_factory=list)
    kafka: str = ""
    site: str = ""

    def start(self, port: int) -> None:
        """Start it and wait until every stage is ready; one that does not get ready is ended."""
        command = [sys.executable, "-m", "services.cli.main", "up", "--port", str(port)]
        self.process = subprocess.Popen(
            [*command, *self.arguments],
            cwd=self.folder,
            env={**os.environ, **LOOPBACK, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()
        try:
            self._wait_for(r"Ctrl-C stops", START_TIMEOUT_SECONDS)
        except BaseException:
            self.kill()
            raise
        self.kafka = self._found(r"^Kafka +(\S+)")
        if "--sample" in self.arguments:
            self.site = self._found(r"^sample site +(\S+)")

    def stop(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self) -> None:
        """End it at once; the kernel ends its children, wherever they are, with it."""
        self.process.kill()
        self.process.wait()

    def newsreel(
        self, *arguments: str, stdin: str = "", kafka: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the command line in the stack's folder, or against another broker."""
        elsewhere = {"NEWSREEL_KAFKA": kafka} if kafka else {}
        environment = {**LOOPBACK, **self.environment, **elsewhere, "COLUMNS": "200"}
        return command_line(arguments, stdin, environment, self.folder, COMMAND_TIMEOUT_SECONDS)

    def pid_of(self, stage: str) -> int:
        """Process id of a stage."""
        for note in (self.folder / ".run" / "run").glob(f"{stage}-*.json"):
            return int(json.loads(note.read_bytes())["pid"])
        raise AssertionError(f"{stage} has left no note")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output.append(line.rstrip())

    def _wait_for(self, pattern: str, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not any(re.search(pattern, line) for line in self.output):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError("newsreel up did not get ready:\n" + "\n".join(self.output))
            time.sleep(0.1)

    def _found(self, pattern: str) -> str:
        for line in self.output:
            if match := re.search(pattern, line):
                return match[1]
        raise AssertionError(f"{pattern} is not in:\n" + "\n".join(self.output))


class ForeignClient:
    """librdkafka, knowing nothing of Newsreel but its topics."""

    def __init__(self, kafka: str) -> None:
        self._kafka = kafka
        self._producer = Producer(
            {"bootstrap.servers": kafka, "message.max.bytes": 6_000_000, "log_level": 0}
        )

    def send(
        self, topic: str, value: bytes | None, key: Any = None, headers: list[Header] | None = None
    ) -> tuple[int, int, int]:
        """Send one message; return its partition, offset and timestamp, Unix milliseconds.

        Raises what the broker said.
        """
        answers: list[Any] = []
        self._producer.produce(
            topic,
            value,
            key,
            headers=None if headers is None else [*headers],
            on_delivery=lambda *answer: answers.append(answer),
        )
        self._producer.flush(30)
        error, message = answers[0]
        if error is not None:
            raise RuntimeError(str(error))
        return message.partition(), message.offset(), message.timestamp()[1]

    def read_until(
        self, topics: Iterable[str], enough: Callable[[list[Any]], bool], seconds: float = 60
    ) -> list[Any]:
        """Read topics from their beginnings until `enough` says so; fail after `seconds`.

        Partitions come in no order: a message that is older than the last one may be missing.
        """
        messages: list[Any] = []
        for message in self._read(self._partitions(topics), seconds):
            if message.error() is None:
                messages.append(message)
                if enough(messages):
                    break
        return messages

    def read_to_end(self, topics: Iterable[str], seconds: float = 60) -> list[Any]:
        """Read every message that is now in the topics; fail after `seconds`."""
        messages: list[Any] = []
        partitions = self._partitions(topics)
        open_ones = {(each.topic, each.partition) for each in partitions}
        for message in self._read(partitions, seconds):
            if message.error() is None:
                messages.append(message)
                continue
            open_ones.discard((message.topic(), message.partition()))
            if not open_ones:
                break
        return messages

    def _partitions(self, topics: Iterable[str]) -> list[TopicPartition]:
        found = self._producer.list_topics(timeout=10).topics
        return [TopicPartition(topic, n, 0) for topic in topics for n in found[topic].partitions]

    def _read(self, partitions: list[TopicPartition], seconds: float) -> Iterator[Any]:
        """Yield messages, and an error `_PARTITION_EOF` where a partition ends for now."""
        consumer = Consumer(
            {
                "bootstrap.servers": self._kafka,
                "group.id": "foreign",
                "enable.auto.commit": False,
                "enable.partition.eof": True,
                "log_level": 0,
            }
        )
        consumer.assign(partitions)
        deadline = time.monotonic() + seconds
        count = 0
        try:
            while time.monotonic() < deadline:
                message = consumer.poll(0.2)
                if message is None:
                    continue
                error = message.error()
                if error is not None and error.code() != KafkaError._PARTITION_EOF:
                    raise AssertionError(str(error))
                count += error is None
                yield message
            raise AssertionError(f"not enough after {seconds} s: {count} messages")
        finally:
            consumer.close()

    def outcomes_of(self, submissions: set[str], seconds: float = 60) -> dict[str, dict[str, Any]]:
        """Wait for the answers to the submissions; return them by submission id."""

        def answered(messages: list[Any]) -> bool:
            return submissions <= {message.key().decode() for message in messages}

        found: dict[str, dict[str, Any]] = {}
        for message in self.read_until(["urls.outcomes.v1"], answered, seconds):
            found.setdefault(message.key().decode(), json.loads(message.value()))
        return {key: found[key] for key in submissions}
