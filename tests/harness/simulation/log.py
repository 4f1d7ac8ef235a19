"""The brokers: topics, what groups have committed, and the clients that processes ask them by."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from zlib import crc32

from aiokafka import TopicPartition

from schemas.envelope import Headers, Message
from schemas.pipeline import TOPICS
from schemas.topic import Topic
from services.stage.kafka.brokers import Seen
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.record import Record
from tests.harness.simulation.process import OWNER

PARTITIONS_MAX = 2


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as it lies on a topic, by the names that Kafka's clients give."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    timestamp: int
    """Unix milliseconds, by the clock of who sent it."""
    order: int
    """How many messages all topics had before it."""


@dataclass
class Partition:
    """What lies on it; `start` is the oldest offset that retention has left."""

    messages: list[Stored] = field(default_factory=list)
    start: int = 0
    deleted: list[Stored] = field(default_factory=list)
    """What lay on it when its topic was deleted, whose name it has now."""


class Log:
    """The topics of the contract, with few partitions."""

    def __init__(self, now_ms: Callable[[], int], note: Callable[[str], None]) -> None:
        self._now_ms, self._note = now_ms, note
        self.partitions = {
            TopicPartition(topic.name, number): Partition()
            for topic in TOPICS
            for number in range(min(topic.partitions, PARTITIONS_MAX))
        }
        self.committed: dict[str, dict[TopicPartition, int]] = defaultdict(dict)
        """By group, the next offset to be read."""
        self.news: dict[str, list[asyncio.Event]] = defaultdict(list)
        """By topic, whom to tell of a new message."""
        self._readers: dict[str, Callable[[bytes | None, bytes | None], object]] = {}
        self._made: dict[str, int] = defaultdict(int)
        """By topic, how often it was made anew."""
        self._appended = 0

    def places(self, topics: Iterable[str]) -> list[TopicPartition]:
        """Return the partitions of topics."""
        wanted = set(topics)
        return [place for place in self.partitions if place.topic in wanted]

    def on(self, topic: str, reader: Callable[[bytes | None, bytes | None], object]) -> None:
        """Give `reader` the key and value of each message of a topic."""
        self._readers[topic] = reader

    def append(self, topic: str, message: Message) -> None:
        """Put a message at the end of its key's partition."""
        places = self.places([topic])
        place = places[crc32(message.key or b"") % len(places)]
        lying = self.partitions[place].messages
        stored = Stored(
            topic, place.partition, len(lying), message.key, message.value, list(message.headers),
            self._now_ms(), self._appended,
        )  # fmt: skip
        self._appended += 1
        lying.append(stored)
        self._note(f"{topic}/{place.partition}/{stored.offset} {_in_words(message)}")
        if topic in self._readers:
            self._readers[topic](message.key, message.value)
        for news in self.news[topic]:
            news.set()

    def read(self, place: TopicPartition, start: int, most: int) -> list[Stored]:
        """Return messages of a partition from an offset on, as far as retention has left them."""
        partition = self.partitions[place]
        return partition.messages[max(start, partition.start) :][:most]

    def all_of(self, topics: Iterable[str]) -> list[Stored]:
        """Return all that was ever written to topics."""
        found = [self.partitions[place] for place in self.places(topics)]
        return [each for one in found for each in (*one.deleted, *one.messages)]

    def holds(self, stored: Stored) -> bool:
        """Whether a message was not deleted since."""
        partition = self.partitions[TopicPartition(stored.topic, stored.partition)]
        is_here = partition.messages[stored.offset : stored.offset + 1] == [stored]
        return is_here and stored.offset >= partition.start

    def make_anew(self, topic: str) -> None:
        """Delete a topic, with what groups have committed of it, and create it again."""
        self._made[topic] += 1
        for place in self.places([topic]):
            old = self.partitions[place]
            self.partitions[place] = Partition(deleted=[*old.deleted, *old.messages])
            for committed in self.committed.values():
                committed.pop(place, None)

    def add_partition(self, topic: str) -> None:
        """Let a topic have one more partition: keys go elsewhere from now on."""
        self.partitions[TopicPartition(topic, len(self.places([topic])))] = Partition()

    def topic_id(self, topic: str) -> str:
        """Return the id that Kafka gives to each topic that is made."""
        return f"{topic} {self._made[topic]}"

    def lag(self, group: str, topics: Iterable[str]) -> int:
        """Count what a group has still to commit."""
        done = self.committed[group]
        known = [(done.get(place, 0), self.partitions[place]) for place in self.places(topics)]
        return sum(abs(len(each.messages) - max(offset, each.start)) for offset, each in known)


class Producer:
    """Sends for whoever asks; now and then a confirmation is lost, or the message."""

    def __init__(self, log: Log, random: Random, loses: Callable[[], bool]) -> None:
        self._log, self._random, self._loses = log, random, loses

    async def send(self, topic: Topic | str, message: Message) -> None:
        """Send one message; raise what became of it."""
        (problem,) = await self.send_many(topic, [message])
        if problem is not None:
            raise problem

    async def send_many(
        self, topic: Topic | str, messages: Sequence[Message]
    ) -> list[KafkaUnavailable | None]:
        """Send one after the other; return what became of each."""
        name = topic if isinstance(topic, str) else topic.name
        ends: list[KafkaUnavailable | None] = []
        for message in messages:
            await OWNER.get().pause()
            is_lost = self._loses()
            if not is_lost or self._random.random() < 0.5:
                self._log.append(name, message)
            ends.append(KafkaUnavailable("simulated") if is_lost else None)
        await OWNER.get().pause()
        return ends


class Brokers:
    """What `Continuity` asks."""

    def __init__(self, log: Log) -> None:
        self._log = log

    async def partitions(self, topics: Iterable[str]) -> list[TopicPartition]:
        """Return the partitions of topics."""
        return self._log.places(topics)

    async def committed(
        self, group: str, places: Iterable[TopicPartition]
    ) -> dict[TopicPartition, int]:
        """Return what a group has committed."""
        await OWNER.get().pause()
        done = self._log.committed[group]
        return {place: done[place] for place in places if place in done}

    async def look(
        self, places: Iterable[TopicPartition], reached: Mapping[TopicPartition, int]
    ) -> dict[TopicPartition, Seen]:
        """Return how partitions stand now."""
        await OWNER.get().pause()
        known = self._log.partitions
        return {
            each: Seen(
                self._log.topic_id(each.topic),
                known[each].start,
                len(known[each].messages),
                reached.get(each),
            )
            for each in places
        }

    async def read(
        self, place: TopicPartition, start: int, end: int
    ) -> AsyncGenerator[list[Record], None]:
        """Yield what lies between two offsets, a few at a time."""
        while found := self._log.read(place, start, min(20, end - start)):
            await OWNER.get().pause()
            start = found[-1].offset + 1
            if records := [Record.of(each) for each in found if each.offset < end]:
                yield records
            if start >= end:
                return

    async def stop(self) -> None:
        """Nothing is open."""


def _in_words(message: Message) -> str:
    text = (message.value or b"no value").decode("utf-8", "replace")
    submission = message.header.get("newsreel_passport", "").partition('"submission_id":"')[2]
    reason = text.partition('"reason":"')[2].partition('"')[0]
    return " ".join((submission.partition('"')[0], reason or text[:60])).strip()
