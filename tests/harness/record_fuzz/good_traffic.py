"""Good submissions between the odd ones, and what came of each."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from confluent_kafka import Consumer, KafkaError, TopicPartition

from schemas.pipeline import OUTCOMES
from tests.support.newspaper import Newspaper
from tests.support.raw_batches import Raw

PREFIX = "good-"
WORDS = ("ce_id", "url", "outcome", "reason", "detail", "article_id", "revision", "stage")
"""What is the same each time that an answer is said."""


class GoodTraffic:
    """Knows what it has sent and which answers it has read."""

    def __init__(self, kafka: str, paper: Newspaper) -> None:
        self._paper = paper
        self.sent = 0
        self.answers: dict[str, list[dict[str, Any]]] = defaultdict(list)
        """Submission → every answer to it."""
        self.others: Counter[str] = Counter()
        """How odd records ended, by reason."""
        self._consumer = Consumer(
            {
                "bootstrap.servers": kafka,
                "group.id": "record-fuzz",
                "enable.auto.commit": False,
                "log_level": 0,
            }
        )
        partitions = self._consumer.list_topics(OUTCOMES.name, timeout=20)
        numbers = partitions.topics[OUTCOMES.name].partitions
        self._consumer.assign([TopicPartition(OUTCOMES.name, number, 0) for number in numbers])

    def next(self, count: int, now_ms: int) -> list[Raw]:
        """Make submissions of articles that no other run knows."""
        names = range(self.sent, self.sent + count)
        self.sent += count
        return [self._submission(f"{PREFIX}{number}", now_ms) for number in names]

    def read(self, seconds: float) -> None:
        """Read the answers that have come."""
        for message in self._consumer.consume(2_000, seconds):
            if message.error() is None:
                self._take(message)
            elif message.error().code() != KafkaError._PARTITION_EOF:
                raise AssertionError(str(message.error()))

    @property
    def open(self) -> int:
        """How many wait for their first answer."""
        return self.sent - len(self.answers)

    def problems(self, repeats: bool) -> Iterable[str]:
        """Name each submission that did not end as it should.

        `repeats`: an answer may stand twice on the topic, as after a kill; its words are the same.
        """
        for number in range(self.sent):
            answers = self.answers.get(f"{PREFIX}{number}", [])
            said = {json.dumps([answer[word] for word in WORDS]) for answer in answers}
            if len(said) != 1 or (len(answers) > 1 and not repeats):
                yield f"{PREFIX}{number} has {len(answers)} answers that say {len(said)} things"
            elif answers[0]["outcome"] != "published":
                yield f"{PREFIX}{number}: {answers[0]['reason']} ({answers[0]['detail']})"

    def close(self) -> None:
        """Read no more."""
        self._consumer.close()

    def _submission(self, name: str, now_ms: int) -> Raw:
        value = {"url": self._paper.url(f"/{name}"), "id": name}
        return Raw(json.dumps(value).encode(), timestamp_ms=now_ms)

    def _take(self, message: Any) -> None:
        key = (message.key() or b"").decode("utf-8", "replace")
        try:
            answer = json.loads(message.value() or b"")
        except ValueError:
            return
        if key.startswith(PREFIX):
            headers = dict(message.headers() or ())
            answer["ce_id"] = headers.get("ce_id", b"").decode()
            self.answers[key].append(answer)
        elif isinstance(answer, dict) and str(answer.get("submission_id", "")).startswith("odd-"):
            self.others[str(answer.get("reason"))[:40]] += 1
