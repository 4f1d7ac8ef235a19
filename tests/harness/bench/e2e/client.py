"""A client as anybody would write one: URLs out, answers in, with librdkafka."""

import json
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from confluent_kafka import Consumer, Producer, TopicPartition

from schemas.pipeline import OUTCOMES, SUBMITTED


@dataclass(slots=True)
class Answers:
    """What came back since the last look."""

    latencies_seconds: list[float] = field(default_factory=list)
    """From submission to answer, by the services' clocks."""
    reasons: Counter[str] = field(default_factory=Counter)


class Client:
    """Sends URLs and counts the answers to them; each answer once."""

    def __init__(self, kafka: str, mark: str) -> None:
        self._mark = mark
        self._producer = Producer({"bootstrap.servers": kafka, "linger.ms": 5})
        self._consumer = Consumer(
            {"bootstrap.servers": kafka, "group.id": f"bench-{mark}", "enable.auto.commit": False}
        )
        found = self._consumer.list_topics(OUTCOMES.name, timeout=20).topics[OUTCOMES.name]
        self._consumer.assign([TopicPartition(OUTCOMES.name, part, 0) for part in found.partitions])
        self._seen: set[str] = set()
        self.answers = Answers()

    def send(self, urls: Iterable[str], pause_seconds: float = 0.0) -> None:
        """Submit URLs, all at once or at a steady pace."""
        for url in urls:
            self._producer.produce(SUBMITTED.name, url.encode())
            self._producer.poll(0)
            if pause_seconds:
                time.sleep(pause_seconds)
        self._producer.flush()

    def wait(self, count: int, limit_seconds: float) -> Answers:
        """Wait until `count` more are answered, or the limit; return what came and begin again."""
        until = time.monotonic() + limit_seconds
        while len(self.answers.latencies_seconds) < count and time.monotonic() < until:
            for message in self._consumer.consume(500, 0.05):
                if not message.error():
                    self._take(json.loads(message.value()))
        came, self.answers = self.answers, Answers()
        return came

    def close(self) -> None:
        """Leave."""
        self._consumer.close()

    def _take(self, outcome: dict[str, str]) -> None:
        if outcome["submission_id"] in self._seen or self._mark not in outcome["url"]:
            return
        self._seen.add(outcome["submission_id"])
        submitted, decided = (
            datetime.fromisoformat(outcome[name]) for name in ("submitted_at", "decided_at")
        )
        self.answers.latencies_seconds.append((decided - submitted).total_seconds())
        self.answers.reasons[outcome["reason"]] += 1
