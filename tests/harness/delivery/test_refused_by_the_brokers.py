"""A message that is too large for its topic holds nobody up, whatever else is under way."""

import asyncio
import os
import random
import uuid
from collections.abc import Sequence

import pytest
from confluent_kafka.admin import AdminClient, NewTopic

from schemas.envelope import Message
from services.settings import Settings
from services.stage.kafka.errors import KafkaUnavailable, MessageTooLarge
from services.stage.kafka.produce.producer import Producer, Unsent
from tests.conftest import Broker
from tests.harness.delivery.bench import SINK_MAX_BYTES

ROUNDS = 12
"""Six of ten hung where those who waited for a producer were not told that it had ended."""
SMALL = Message(b"k", b"x" * 100, [])
LARGE = Message(b"k", os.urandom(SINK_MAX_BYTES + 100_000), [])


def new_topics(kafka: str) -> tuple[str, str]:
    """Make a topic for small messages, and one that a producer has not heard of."""
    small, other = f"small-{uuid.uuid4().hex}", f"other-{uuid.uuid4().hex}"
    limit = {"max.message.bytes": str(SINK_MAX_BYTES)}
    topics = [NewTopic(small, 1, 1, config=limit), NewTopic(other, 1, 1)]
    admin = AdminClient({"bootstrap.servers": kafka, "log_level": 0})
    for done in admin.create_topics(topics).values():
        done.result(30)
    return small, other


async def insist(producer: Producer, topic: str, messages: Sequence[Message]) -> list[Unsent]:
    """Send as the shell does: again while the brokers seem away."""
    while True:
        ends = await producer.send_many(topic, messages)
        if not any(isinstance(end, KafkaUnavailable) for end in ends):
            return ends
        await asyncio.sleep(0.1)


@pytest.mark.slow
@pytest.mark.skipif(
    os.environ.get("KAFKA") != "apache",
    reason="the embedded broker takes messages of any size; KAFKA=apache runs it",
)
async def test_the_dead_letter_of_a_refused_message_does_not_wait_for_a_producer_that_has_ended(
    kafka: Broker,
) -> None:
    for _ in range(ROUNDS):
        small, other = new_topics(kafka.bootstrap)
        async with Producer(Settings(kafka=kafka.bootstrap)) as producer:
            beside = [sent_beside(producer, small, random.uniform(0, 0.05)) for _ in range(4)]
            async with asyncio.timeout(15):  # a third of what a request may take
                await asyncio.gather(refused_and_parked(producer, small, other), *beside)


async def refused_and_parked(producer: Producer, small: str, other: str) -> None:
    assert await insist(producer, small, [SMALL] * 3) == [None] * 3
    (end,) = await insist(producer, small, [LARGE])
    assert isinstance(end, MessageTooLarge)
    assert await insist(producer, other, [SMALL]) == [None]


async def sent_beside(producer: Producer, small: str, after_seconds: float) -> None:
    await asyncio.sleep(after_seconds)
    assert await insist(producer, small, [SMALL] * 4) == [None] * 4
