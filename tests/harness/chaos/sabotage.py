"""Break the shell on purpose; this runs a stage with a flaw.

    python -m tests.harness.chaos.sabotage FLAW STAGE

Give it to the harness to see that it notices:
`python -m tests.harness.chaos --launcher "python -m tests.harness.chaos.sabotage ack_early"`.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from faust.transport.drivers import aiokafka as driver

from schemas.envelope import Message
from schemas.topic import Topic
from services.stage.handling import handling
from services.stage.kafka import consumer, watermark
from services.stage.kafka.produce import producer
from services.stage.run import run


class StockConsumer(driver.Consumer):
    """Faust's own commit rule, with the one property that the probes ask for."""

    @property
    def committed(self) -> dict[Any, int]:
        """Offsets committed."""
        return {tp: offset for tp, offset in self._committed_offset.items() if offset is not None}


class StockTransport(driver.Transport):
    """Faust's transport."""

    Consumer = StockConsumer


def stock_commit() -> None:
    """Commit as stock Faust does: past what is in flight."""
    consumer.WatermarkTransport = StockTransport  # type: ignore[misc,assignment]


def commit_ahead() -> None:
    """Commit what was delivered, finished or not."""

    def advance(self: watermark.Watermark, acked: set[int]) -> int | None:
        last = self._delivered[-1] if self._delivered else None
        self._delivered.clear()
        return None if last is None else last + 1

    watermark.Watermark.advance = advance  # type: ignore[method-assign]


def ack_early() -> None:
    """Take a message for sent before the broker has answered.

    With a plain producer, as is usual: it gives a batch up that was not answered in time.
    """
    os.environ["NEWSREEL_KAFKA_IDEMPOTENT"] = "false"

    async def send(
        self: producer.Producer, topic: Topic | str, message: Message
    ) -> tuple[int, int]:
        name = topic if isinstance(topic, str) else topic.name
        client: Any = self.connection._producer
        await client.send(name, value=message.value, key=message.key, headers=message.headers)
        return 0, 0

    async def send_many(
        self: producer.Producer, topic: Topic | str, messages: Sequence[Message]
    ) -> list[producer.Unsent]:
        for message in messages:
            await send(self, topic, message)
        return [None] * len(messages)

    producer.Producer.send = send  # type: ignore[method-assign]
    producer.Producer.send_many = send_many  # type: ignore[method-assign]


def outcome_first() -> None:
    """Send the outcome before the article that it speaks of."""
    shell: Any = handling
    right = shell.emission

    def wrong(*arguments: Any) -> Any:
        sent = right(*arguments)
        return replace(sent, messages=list(reversed(sent.messages)))

    shell.emission = wrong


FLAWS: dict[str, Callable[[], None]] = {
    "stock_commit": stock_commit,
    "commit_ahead": commit_ahead,
    "ack_early": ack_early,
    "outcome_first": outcome_first,
}


if __name__ == "__main__":
    FLAWS[sys.argv[1]]()
    run(sys.argv[2])
