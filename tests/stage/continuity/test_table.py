"""What a store notes of the topics, on both databases."""

from aiokafka import TopicPartition

from services.publish.tables import METADATA, TOPICS
from services.stage.continuity.table import Known, exchange, load
from services.stage.store.store import Store
from tests.support.stores import store_fixture

ONE, TWO = TopicPartition("t", 0), TopicPartition("t", 1)
EARLY, LATE = Known("id", 0, 5, 1.0), Known(None, 3, 9, 2.0)


store = store_fixture("publish", METADATA)


async def test_who_notes_something_is_told_what_was_known_before(store: Store) -> None:
    assert await store.run(exchange, TOPICS, {ONE: EARLY, TWO: EARLY}) == {}
    assert await store.run(exchange, TOPICS, {ONE: LATE}) == {ONE: EARLY, TWO: EARLY}
    assert await store.run(load, TOPICS) == {ONE: LATE, TWO: EARLY}


async def test_what_was_seen_earlier_does_not_replace_what_was_seen_later(store: Store) -> None:
    await store.run(exchange, TOPICS, {ONE: LATE})
    await store.run(exchange, TOPICS, {ONE: EARLY})
    assert await store.run(load, TOPICS) == {ONE: LATE}
