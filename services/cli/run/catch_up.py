"""What the ledger had not read when it stopped, entered into its account in its place.

A submission that it has not read is on its topic alone, and the embedded broker forgets that topic
when it ends: without this, its URL would be lost and nobody would have named it.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from schemas.pipeline import LEDGER
from services.cli.clients.store import connected
from services.cli.errors import Problem
from services.clock import unix
from services.ledger.account import enter
from services.ledger.facts import fact_of
from services.settings import Settings
from services.stage.kafka.brokers import Brokers
from services.stage.kafka.connected import connected_consumer, let_go
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.record import Record
from services.stage.submissions import decoder_of

WITHIN_SECONDS = 30.0
ENTERED_AT_ONCE = 500
POLL_MS = 200


async def catch_up(settings: Settings) -> bool:
    """Bring the ledger's account to the end of its topics; return whether that could be done.

    The stages must have stopped. To enter a fact once more changes nothing.
    """
    try:
        async with asyncio.timeout(WITHIN_SECONDS):
            async for records in _unread(settings):
                await asyncio.to_thread(_enter, settings, records)
    except (KafkaUnavailable, KafkaError, OSError, TimeoutError, Problem):
        return False
    return True


async def _unread(settings: Settings) -> AsyncIterator[list[Record]]:
    """Yield what lies behind the offsets that the ledger has committed, many at a time."""
    partitions = await _partitions(settings)
    if not partitions:
        return
    # of the ledger's group without joining it: it begins where the group has committed
    client = await connected_consumer(settings, group_id=LEDGER.group)
    try:
        client.assign(partitions)
        while not await _at_end(client, partitions):
            batches = await client.getmany(timeout_ms=POLL_MS, max_records=ENTERED_AT_ONCE)
            yield [Record.of(each) for records in batches.values() for each in records]
    finally:
        await let_go(client)


async def _partitions(settings: Settings) -> list[TopicPartition]:
    brokers = Brokers(settings)
    try:
        found = await brokers.partitions(topic.name for topic in LEDGER.consumes)
    finally:
        await brokers.stop()
    return [TopicPartition(*place) for place in found]


async def _at_end(client: AIOKafkaConsumer, partitions: Sequence[TopicPartition]) -> bool:
    """Tell by what was fetched: in `end_offsets` the embedded broker counts a batch as one."""
    for partition in partitions:
        end = client.highwater(partition)
        if end is None or await client.position(partition) < end:
            return False
    return True


def _enter(settings: Settings, records: Sequence[Record]) -> None:
    facts, decode = [], decoder_of(LEDGER)
    for record in records:
        with contextlib.suppress(Exception):  # what it cannot read, the ledger dead-letters
            facts.append(fact_of(decode(record), unix()))
    if facts:
        with connected(settings, LEDGER.stage) as connection:
            enter(connection, facts)
