"""What is seen from outside while the run goes on: answers as they come, and the groups."""

import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from schemas.pipeline import OUTCOMES
from tests.harness.chaos.topics import client_settings, partitions, reader

GROUPS_EVERY_SECONDS = 0.5


class Follower(threading.Thread):
    """Follows `urls.outcomes.v1` and notes when each submission was first answered."""

    def __init__(self, bootstrap: str) -> None:
        super().__init__(name="follower", daemon=True)
        self.answered_at: dict[str, float] = {}
        """Submission id -> monotonic time."""
        self.last_at = time.monotonic()
        self.longest_silence_seconds = 0.0
        self._kafka = bootstrap
        self._closing = threading.Event()

    def run(self) -> None:
        """Read until closed."""
        consumer = reader(self._kafka)
        consumer.assign(partitions(consumer, [OUTCOMES.name]))
        while not self._closing.is_set():
            for message in consumer.consume(500, 0.2):
                key = message.key()
                if message.error() is None and key is not None:
                    self._note(key.decode())
        consumer.close()

    def close(self) -> None:
        """Stop reading."""
        self._closing.set()

    def _note(self, submission_id: str) -> None:
        now = time.monotonic()
        if submission_id not in self.answered_at:
            if self.answered_at:
                silence = now - self.last_at
                self.longest_silence_seconds = max(self.longest_silence_seconds, silence)
            self.answered_at[submission_id] = now
            self.last_at = now


@dataclass(frozen=True, slots=True)
class Sample:
    """A consumer group at one moment."""

    at: float
    stable: bool
    members: frozenset[str]


class GroupWatch(threading.Thread):
    """Asks for the members of the groups, so that it can tell how long a takeover took."""

    def __init__(self, bootstrap: str, groups: Sequence[str]) -> None:
        super().__init__(name="groups", daemon=True)
        self._admin = AdminClient(client_settings(bootstrap))
        self._groups = frozenset(groups)
        self._samples: dict[str, list[Sample]] = defaultdict(list)
        self._closing = threading.Event()

    def run(self) -> None:
        """Sample until closed; a broker that is away leaves a gap."""
        while not self._closing.wait(GROUPS_EVERY_SECONDS):
            # Not `describe_consumer_groups`: librdkafka 2.16 aborts when the broker is killed.
            try:
                found = self._admin.list_groups(timeout=5)
            except KafkaException:
                continue
            for group in found:
                if group.id is not None and group.id in self._groups:
                    members = frozenset(str(member.id) for member in group.members)
                    sample = Sample(time.monotonic(), group.state == "Stable", members)
                    self._samples[group.id].append(sample)

    def close(self) -> None:
        """Stop sampling."""
        self._closing.set()

    def takeover_seconds(self, group: str, hit_at: float) -> float | None:
        """Return the time from a kill until the group is stable without one of its old members."""
        return takeover_seconds(self._samples.get(group, []), hit_at)


def takeover_seconds(samples: Sequence[Sample], hit_at: float) -> float | None:
    """Return the time until stability without a member of before; None where it is not seen."""
    before = [sample for sample in samples if sample.at <= hit_at and sample.stable]
    if not before:
        return None
    old = before[-1].members
    for sample in samples:
        if sample.at > hit_at and sample.stable and old - sample.members:
            return sample.at - hit_at
    return None
