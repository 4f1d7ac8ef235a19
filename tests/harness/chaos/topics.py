"""An independent Kafka client (librdkafka): make topics, read them to their ends, follow them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from schemas.pipeline import TOPICS

READ_TIMEOUT_SECONDS = 60
"""Without a message or an end for so long, reading has failed."""


@dataclass(frozen=True, slots=True)
class Record:
    """One message as it lies on the topic."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: dict[str, str]
    at_ms: int


def client_settings(bootstrap: str) -> dict[str, str | int | float | bool]:
    """Return what every client here is given; librdkafka's own complaints are left out."""
    return {"bootstrap.servers": bootstrap, "log_level": 0}


def create_topics(bootstrap: str, partitions_max: int) -> None:
    """Create the topics of the contract with at most so many partitions."""
    admin = AdminClient(client_settings(bootstrap))
    wanted = [
        NewTopic(
            topic.name,
            min(topic.partitions, partitions_max),
            1,
            config={"max.message.bytes": str(topic.max_message_bytes)},
        )
        for topic in TOPICS
    ]
    for made in admin.create_topics(wanted).values():
        made.result(60)


def partitions(consumer: Consumer, topics: Iterable[str]) -> list[TopicPartition]:
    """Return every partition of the topics that exist, from the first offset."""
    known = consumer.list_topics(timeout=30).topics
    return [
        TopicPartition(topic, partition, 0)
        for topic in topics
        if topic in known
        for partition in known[topic].partitions
    ]


def read_to_end(bootstrap: str, topics: Iterable[str]) -> Iterator[Record]:
    """Yield all messages of the topics as of now, each partition in its order.

    The end is where the broker says so in its answer to a fetch: `ListOffsets` is wrong on Tansu.
    """
    consumer = reader(bootstrap)
    try:
        wanted = partitions(consumer, topics)
        consumer.assign(wanted)
        unfinished = {(each.topic, each.partition) for each in wanted}
        while unfinished:
            message = consumer.poll(READ_TIMEOUT_SECONDS)
            if message is None:
                raise TimeoutError(f"no end of {sorted(unfinished)} in {READ_TIMEOUT_SECONDS} s")
            error = message.error()
            if error is None:
                yield record(message)
            elif error.code() == KafkaError._PARTITION_EOF:
                unfinished.discard((message.topic(), message.partition()))
            elif not error.retriable() and error.code() != KafkaError._ALL_BROKERS_DOWN:
                raise KafkaException(error)
    finally:
        consumer.close()


def reader(bootstrap: str) -> Consumer:
    """Return a consumer that joins no group and commits nothing."""
    return Consumer(
        {
            **client_settings(bootstrap),
            "group.id": "newsreel-audit",
            "enable.auto.commit": False,
            "enable.partition.eof": True,
            "auto.offset.reset": "earliest",
            "reconnect.backoff.max.ms": 1000,
        }
    )


def record(message: object) -> Record:
    """Turn the client's message into ours."""
    headers = message.headers() or []  # type: ignore[attr-defined]
    return Record(
        topic=message.topic(),  # type: ignore[attr-defined]
        partition=message.partition(),  # type: ignore[attr-defined]
        offset=message.offset(),  # type: ignore[attr-defined]
        key=message.key(),  # type: ignore[attr-defined]
        value=message.value(),  # type: ignore[attr-defined]
        headers={name: (value or b"").decode("utf-8", "replace") for name, value in headers},
        at_ms=message.timestamp()[1],  # type: ignore[attr-defined]
    )
