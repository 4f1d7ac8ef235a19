"""Send what events emit, and wait until each message is confirmed, or refused for good."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from schemas.envelope import Message
from services.stage.dependencies import Dependencies
from services.stage.emission import Emission
from services.stage.kafka.errors import KafkaUnavailable, MessageTooLarge

Numbered = dict[int, Message]
"""Messages by the number of their event."""
Refused = dict[int, MessageTooLarge]
"""Why no more is sent for an event, by its number."""


class Producer(Protocol):
    """Sends to one topic and waits for the brokers."""

    async def send_many(
        self, topic: str, messages: Sequence[Message]
    ) -> Sequence[KafkaUnavailable | MessageTooLarge | None]:
        """Return what became of each message; None: it is confirmed."""


async def send_confirmed(
    producer: Producer, dependencies: Dependencies, emissions: Sequence[Emission]
) -> Refused:
    """Send the first message of each emission, then the second ones; raise `DependencyTimeout`."""
    refused: Refused = {}
    for turn in range(max(len(each.messages) for each in emissions)):
        by_topic: dict[str, Numbered] = defaultdict(dict)
        for number, each in enumerate(emissions):
            if turn < len(each.messages) and number not in refused:
                topic, message = each.messages[turn]
                by_topic[topic.name][number] = message
        for name, messages in by_topic.items():
            refused |= await _send_until_confirmed(producer, dependencies, name, messages)
    return refused


async def _send_until_confirmed(
    producer: Producer, dependencies: Dependencies, topic: str, messages: Numbered
) -> Refused:
    """Send until all are confirmed or refused; what was confirmed is not sent again."""
    refused: Refused = {}

    async def send_rest() -> None:
        numbers = list(messages)
        errors = await producer.send_many(topic, list(messages.values()))
        unavailable: KafkaUnavailable | None = None
        for number, error in zip(numbers, errors, strict=True):
            if isinstance(error, KafkaUnavailable):
                unavailable = error
                continue
            del messages[number]
            if error is not None:
                refused[number] = error
        if unavailable is not None:
            raise unavailable

    await dependencies.retry(send_rest)
    return refused
