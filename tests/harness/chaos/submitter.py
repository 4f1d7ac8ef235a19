"""Submits the workload at a steady pace, whatever happens to the broker meanwhile."""

from collections.abc import Sequence

from confluent_kafka import KafkaError, Message, Producer

from schemas.pipeline import SUBMITTED
from tests.harness.chaos.topics import client_settings
from tests.harness.chaos.workload import Planned

MESSAGE_TIMEOUT_MS = 600_000
"""Longer than any fault: a submission is only given up with the run."""
BURST_MAX = 500


class Submitter:
    """Call `tick` often with the time since the start."""

    def __init__(
        self, bootstrap: str, planned: Sequence[Planned], seconds: float, idempotent: bool
    ) -> None:
        self.confirmed = 0
        self.failed = 0
        self._planned = planned
        self._rate = len(planned) / max(seconds, 0.001)
        self._sent = 0
        self._producer = Producer(
            {
                **client_settings(bootstrap),
                "acks": "all",
                "enable.idempotence": idempotent,
                "message.timeout.ms": MESSAGE_TIMEOUT_MS,
                "reconnect.backoff.max.ms": 1000,
                "linger.ms": 5,
            }
        )

    @property
    def done(self) -> bool:
        """Whether everything was sent and the broker has answered for it."""
        return self.confirmed + self.failed >= len(self._planned)

    def tick(self, elapsed_seconds: float) -> None:
        """Send what is due by now."""
        due = min(len(self._planned), int(elapsed_seconds * self._rate) + 1)
        for each in self._planned[self._sent : min(due, self._sent + BURST_MAX)]:
            self._producer.produce(SUBMITTED.name, each.value, on_delivery=self._answered)
            self._sent += 1
        self._producer.poll(0)

    def _answered(self, error: KafkaError | None, _: Message) -> None:
        if error is None:
            self.confirmed += 1
        else:
            self.failed += 1
